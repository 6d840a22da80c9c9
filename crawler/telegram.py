"""The public preview page of a Telegram channel (t.me/s/channel): its bytes become posts, whole."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from lxml.html import HtmlElement

from crawler.links import LinkCollector, Listing, path_of, urljoin_or_empty
from crawler.pages import parse_html
from crawler.posts import first_words, lines_of
from records.article import Dropped
from records.registry import Source

_CHANNEL = re.compile(r"[A-Za-z]\w{3,31}")
_PERMALINK = "https://t.me/"


def channel_of(url: str) -> str:
    """The channel's name in t.me/name or t.me/s/name; empty where there is none, as in an invitation (t.me/+…)."""
    parts = [part for part in path_of(url).split("/") if part]
    name = parts[1] if len(parts) > 1 and parts[0] == "s" else next(iter(parts), "")
    return name if _CHANNEL.fullmatch(name) else ""


def preview_url(base: str, channel: str) -> str:
    return f"{base}/s/{channel}"


def parse_channel(body: bytes, *, source: Source, url: str, content_type: str) -> Listing:
    """One page of posts, the newest first; `next_url` leads to older ones.

    A channel that is private, gone or closed to previews answers with a page of another kind: that is a failure.
    """
    if not body.strip():
        return Listing(outcome=Dropped.EMPTY)
    tree = parse_html(body, content_type)
    history = None if tree is None else _first(tree, "tgme_channel_history")
    if tree is None or history is None:
        detail = "no preview of the channel: it is private, gone, or closed to previews"
        return Listing(outcome=Dropped.UNREADABLE, detail=detail)
    collector = LinkCollector(source, _PERMALINK)
    for message in reversed(_all(history, "tgme_widget_message")):
        _add(collector, message)
    return Listing(
        outcome="ok",
        links=collector.links,
        unusable=dict(collector.unusable),
        next_url=_older(tree, url),
    )


def _add(collector: LinkCollector, message: HtmlElement) -> None:
    post = message.get("data-post") or ""
    if not post or _first(message, "service_message") is not None or "service_message" in _classes(message):
        return  # «канал создан», «закреплено сообщение»: nobody wrote that
    text = _text(message)
    if not text:
        collector.unusable["no-text"] += 1  # a picture or a film alone
        return
    collector.add(
        f"{_PERMALINK}{post}",
        title=first_words(text),
        text=text,
        published=_published(message),
        authors=_authors(message),
    )


def _text(message: HtmlElement) -> str:
    """The post's own words: the message that it answers is quoted above them under the same class."""
    for element in _all(message, "tgme_widget_message_text"):
        if not any("tgme_widget_message_reply" in _classes(above) for above in element.iterancestors()):
            return lines_of(element)
    return ""


def _published(message: HtmlElement) -> datetime | None:
    """Of the footer: a preview of a linked page may have a time of its own."""
    for link in _all(message, "tgme_widget_message_date"):
        for stamp in link.iter("time"):
            try:
                return datetime.fromisoformat(stamp.get("datetime") or "").astimezone(UTC)
            except ValueError:
                continue
    return None


def _authors(message: HtmlElement) -> tuple[str, ...]:
    """Whose words a forwarded post carries, else who signed it."""
    for name in ("tgme_widget_message_forwarded_from_name", "tgme_widget_message_from_author"):
        element = _first(message, name)
        words = " ".join(str(element.text_content()).split()) if element is not None else ""
        if words:
            return (words,)
    return ()


def _older(tree: HtmlElement, url: str) -> str:
    for element in _all(tree, "tme_messages_more"):
        href = element.get("href") or ""
        if "before=" in href:
            return urljoin_or_empty(url, href)
    for element in tree.iterfind(".//link[@rel='prev']"):
        href = element.get("href") or ""
        if "before=" in href:
            return urljoin_or_empty(url, href)
    return ""


def _all(tree: HtmlElement, name: str) -> list[HtmlElement]:
    return [element for element in tree.iter() if name in _classes(element)]


def _first(tree: HtmlElement, name: str) -> HtmlElement | None:
    return next(iter(_all(tree, name)), None)


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split() if isinstance(element.tag, str) else []
