"""A feed's bytes become links. feedparser is called here only, and never with anything that it could open."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from crawler.date_words import read_date
from crawler.encodings import decode
from crawler.full_text import whole_text
from crawler.links import LinkCollector, Listing
from records.article import Dropped
from records.registry import Source

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:item|entry)\s*>", re.IGNORECASE)
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
_SIGNED = re.compile(r"\(([^()]+)\)\s*$")
_UNFOLDING = re.compile(r"<!ENTITY[^>]{1,300}&")
_MOST_TAGS = 60_000  # about two seconds at the worst; the fullest feeds of outlets have ten thousand
_CLOCK_SKEW = timedelta(hours=1)
_MINUTE = 60.0
_PERIODS = {
    "hourly": 3600.0,
    "daily": 86400.0,
    "weekly": 604800.0,
    "monthly": 2592000.0,
    "yearly": 31536000.0,
}


def parse_feed(
    body: bytes, *, source: Source, url: str, content_type: str, zone: tzinfo, asked: datetime
) -> Listing:
    """RSS 0.9–2.0, RDF and Atom. A feed that was cut gives its whole items."""
    if not body.strip():
        return Listing(outcome=Dropped.EMPTY)
    text, cut = _whole_items(decode(body, content_type))
    if (excess := _excess(text)) is not None:
        return Listing(outcome=Dropped.TOO_LARGE, detail=excess)
    parsed = _parsed(text)
    if not parsed.get("version") and not parsed.entries:
        return Listing(outcome=Dropped.NOT_A_FEED, detail=_beginning(text))
    collector = LinkCollector(source, url)
    if cut:
        collector.unusable["cut"] += 1
    for entry in parsed.entries:
        title = _plain(entry.get("title", ""))
        collector.add(
            _address(entry),
            title=title,
            summary=_plain(entry.get("summary", "")),
            published=_moment(entry, ("published", "updated"), zone, asked),
            updated=_moment(entry, ("updated",), zone, asked),
            text=_text(entry, title) if source.full_text else "",
            authors=_authors(entry),
        )
    return Listing(
        outcome="ok",
        links=collector.links,
        unusable=dict(collector.unusable),
        whole=not cut,
        period=_period(parsed.feed),
    )


def _parsed(text: str) -> Any:
    """As UTF-8 with a matching header: feedparser then neither guesses an encoding nor takes the text for a name.

    Nothing of the feed's own HTML goes further (we read its text and its addresses), so it need not be cleaned here.
    """
    clean = '<?xml version="1.0" encoding="utf-8"?>' + _DECLARATION.sub("", text, count=1)
    headers = {"content-type": "application/xml; charset=utf-8"}
    stream = BytesIO(clean.encode())
    return feedparser.parse(  # noqa: TID251 - a stream: the one safe call
        stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False
    )


def _excess(text: str) -> str | None:
    """Why the feed would cost more than any outlet's is worth: feedparser's time goes by tags, entities by entities."""
    if _UNFOLDING.search(text):
        return "entities made of entities"
    tags = text.count("<") + text.count("&lt;")
    return f"{tags} tags" if tags > _MOST_TAGS else None


def _whole_items(text: str) -> tuple[str, bool]:
    """The text up to its last whole item, and whether anything was cut off."""
    if _END.search(text[-2000:]) or not _ITEM.search(text):
        return text, False
    ends = [found.end() for found in _ITEM_END.finditer(text)]
    return (text[: ends[-1]] if ends else _ITEM.split(text, maxsplit=1)[0]), True


def _address(entry: Any) -> str:
    link = entry.get("link") or ""
    guid = entry.get("id") or ""
    return str(link or (guid if guid.startswith(("http://", "https://")) else ""))


def _plain(text: str) -> str:
    return " ".join(unescape(_TAGS.sub(" ", text)).split())


def _text(entry: Any, title: str) -> str:
    """The longest of what claims to be the whole text and looks it."""
    return max((whole_text(content, title) for content in _contents(entry)), key=len, default="")


def _contents(entry: Any) -> Iterator[str]:
    """content:encoded and Atom's content; Yandex's two elements under whatever prefix the feed gives them."""
    for content in entry.get("content", ()):
        if content.get("type", "").startswith(("text/", "application/xhtml")):
            yield str(content.get("value", ""))
    for name, value in entry.items():
        if name.endswith(("full-text", "turbo_content")) and isinstance(value, str):
            yield value


def _authors(entry: Any) -> tuple[str, ...]:
    """«mail@example.org (Name)» is the form that RSS itself asks for; feedparser takes some of these apart wrongly."""
    stated = str(_stored(entry, "author") or "")
    if "@" in stated:
        signed = _SIGNED.search(stated)
        return (signed.group(1).strip(),) if signed else ()
    named = (" ".join(str(author.get("name", "")).split()) for author in entry.get("authors", ()))
    return tuple(dict.fromkeys(name for name in named if name))


def _period(feed: Any) -> float | None:
    """Seconds between updates as the feed states them: `ttl` in minutes, or the syndication module's two elements."""
    ttl = str(feed.get("ttl", ""))
    if ttl.isdecimal() and 0 < int(ttl) < 10**6:
        return int(ttl) * _MINUTE
    period = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    times = str(feed.get("sy_updatefrequency", "1")).strip()
    return None if period is None else period / max(int(times) if times.isdecimal() else 1, 1)


def _moment(entry: Any, names: tuple[str, ...], zone: tzinfo, asked: datetime) -> datetime | None:
    """The feed's own words first: feedparser takes a date without a zone for UTC."""
    stated = _stored(entry, *names) or ""
    reading = read_date(stated, zone=zone, today=asked.astimezone(zone).date())
    if reading is not None:
        # «GMT» on a clock that shows local time puts the newest items into the future.
        if reading.when > asked + _CLOCK_SKEW and reading.zoned:
            return reading.when.replace(tzinfo=zone).astimezone(UTC)
        return reading.when.astimezone(UTC)
    parsed = _stored(entry, *(f"{name}_parsed" for name in names))
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError):
        return None


def _stored(entry: Any, *names: str) -> Any:
    """The first of these that the entry has. Past feedparser's own get, which takes one name for another and warns."""
    return next((value for name in names if (value := dict.get(entry, name))), None)


def _beginning(text: str) -> str:
    return " ".join(text[:120].split())
