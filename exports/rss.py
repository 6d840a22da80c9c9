"""A feed: RSS 2.0 with the address of its own, as readers and validators want it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 has no place for, however it is escaped.
_IMPOSSIBLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """`guid` stays the same for as long as the feed tells of the same thing; `link` is empty where there is none."""

    guid: str
    title: str
    link: str
    text: str
    published: datetime
    category: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """`address` is the feed's own, `link` the page that shows the same."""

    title: str
    text: str
    address: str
    link: str
    language: str
    built: datetime


def write_rss(feed: Feed, items: Iterable[FeedItem]) -> bytes:
    register_namespace("atom", _ATOM)
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _add(channel, title=feed.title, link=feed.link, description=feed.text, language=feed.language)
    _add(channel, lastBuildDate=format_datetime(feed.built), generator="Otklik")
    SubElement(channel, f"{{{_ATOM}}}link", href=feed.address, rel="self", type="application/rss+xml")
    for one in items:
        _add_item(channel, one)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_item(channel: Element, one: FeedItem) -> None:
    item = SubElement(channel, "item")
    _add(item, title=one.title, link=one.link, description=one.text, category=one.category)
    SubElement(item, "guid", isPermaLink="false").text = _possible(one.guid)
    _add(item, pubDate=format_datetime(one.published))


def _add(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            SubElement(parent, name).text = _possible(text)


def _possible(text: str) -> str:
    return _IMPOSSIBLE.sub("", text)
