"""Texts that came with their link, posts and full-text entries, become articles without a page."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from lxml.html import HtmlElement

from archive.addresses import address_id, normal_url
from crawler.language import language_of
from crawler.zones import zone_of
from records.article import Article, Link
from records.registry import Outlet

_LONGEST_TITLE = 120
_CONFIDENCE = 0.9  # as for a feed's date of a page
_CLOCK_SKEW = timedelta(hours=1)
_NOON = time(12)
_BLOCKS = frozenset({"br", "p", "div", "blockquote", "pre", "li"})


def article_of(link: Link, outlet: Outlet, fetched: datetime) -> Article:
    """`link.text` must hold the whole text."""
    published, has_time = _published(link, zone_of(outlet), fetched)
    return Article(
        id=address_id(link.url),
        url=link.url,
        canonical_url=normal_url(link.url),
        outlet_id=link.outlet_id,
        source_id=link.source_id,
        title=link.title or first_words(link.text),
        text=link.text,
        first_seen=link.seen or fetched,
        fetched=fetched,
        published=published,
        published_has_time=has_time,
        published_by="feed" if published else None,
        published_confidence=_CONFIDENCE if published else 0.0,
        authors=link.authors,
        lead=link.summary,
        language=language_of(link.text),
    )


def _published(link: Link, zone: tzinfo, fetched: datetime) -> tuple[datetime | None, bool]:
    """Local midnight is what a day alone looks like by now: it becomes noon, as with pages. Never the future."""
    if link.published is None or link.published > fetched + _CLOCK_SKEW:
        return None, False
    local = link.published.astimezone(zone)
    if local.time() != time():
        return link.published.astimezone(UTC), True
    return datetime.combine(local.date(), _NOON, tzinfo=zone).astimezone(UTC), False


def first_words(text: str) -> str:
    """What a post without a headline is listed under: its first line, cut between words."""
    line = text.partition("\n")[0].strip()
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + "…"


def lines_of(element: HtmlElement) -> str:
    """An element's words with its line breaks; an empty line is none."""
    for inner in element.iter():
        if inner is not element and inner.tag in _BLOCKS:
            inner.text = f"\n{inner.text or ''}"
            inner.tail = f"\n{inner.tail or ''}"
    text = str(element.text_content())
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
