"""A JSON Feed's bytes, version 1.0 or 1.1 (jsonfeed.org), become links."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from crawler.date_words import read_date
from crawler.full_text import whole_text
from crawler.links import LinkCollector, Listing, urljoin_or_empty
from records.article import Dropped
from records.registry import Source

_VERSIONS = ("https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1")


def looks_like_json(body: bytes) -> bool:
    return body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def parse_json_feed(body: bytes, *, source: Source, url: str, zone: tzinfo, asked: datetime) -> Listing:
    feed = _loaded(body)
    if feed is None or not _text(feed, "version").startswith(_VERSIONS):
        return Listing(outcome=Dropped.NOT_A_FEED, detail="JSON, but no JSON Feed")
    collector = LinkCollector(source, url)
    for item in _mappings(feed.get("items")):
        title = _text(item, "title")
        collector.add(
            _address(item),
            title=title,
            summary=_text(item, "summary"),
            published=_moment(item, ("date_published", "date_modified"), zone, asked),
            updated=_moment(item, ("date_modified",), zone, asked),
            text=whole_text(_content(item), title) if source.full_text else "",
            authors=_authors(item),
        )
    next_url = _text(feed, "next_url")
    return Listing(
        outcome="ok",
        detail="the feed says that it has ended" if feed.get("expired") is True else "",
        links=collector.links,
        unusable=dict(collector.unusable),
        next_url=urljoin_or_empty(url, next_url) if next_url else "",
    )


def _loaded(body: bytes) -> Mapping[str, Any] | None:
    try:
        feed = json.loads(body.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        return None
    return feed if isinstance(feed, dict) else None


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    return (part for part in (value if isinstance(value, list) else ()) if isinstance(part, dict))


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _address(item: Mapping[str, Any]) -> str:
    """An id may be the address too; what an item only points to is its address when it has none of its own."""
    own = _text(item, "id")
    return _text(item, "url") or _text(item, "external_url") or (own if own.startswith("http") else "")


def _content(item: Mapping[str, Any]) -> str:
    for name in ("content_html", "content_text"):
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Version 1.1 has a list, 1.0 one object."""
    named = [*_mappings(item.get("authors")), *_mappings([item.get("author")])]
    return tuple(dict.fromkeys(name for name in (_text(author, "name") for author in named) if name))


def _moment(
    item: Mapping[str, Any], names: tuple[str, ...], zone: tzinfo, asked: datetime
) -> datetime | None:
    """The first of these that the item states."""
    stated = next((text for name in names if (text := _text(item, name))), "")
    reading = read_date(stated, zone=zone, today=asked.astimezone(zone).date())
    return reading.when.astimezone(UTC) if reading else None
