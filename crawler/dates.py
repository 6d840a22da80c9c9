"""When a page was published: the surest statement that is possible at all. Never the crawl's own time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement

from crawler.date_words import Reading, read_date
from crawler.selectors import as_text, select_first
from records.article import DateSource

_CLOCK_SKEW = timedelta(hours=1)
_NOON = time(12)
_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "mediator_published_time",
    "datepublished", "date_published", "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publishdate",
    "publish-date", "sailthru.date", "date",
)  # fmt: skip
_CONFIDENCE: dict[DateSource, float] = {
    "selector": 0.98, "json-ld": 0.95, "meta": 0.93, "time-element": 0.85, "visible": 0.75, "feed": 0.9, "url": 0.6,
}  # fmt: skip
_GUESSED = 0.4  # htmldate's word alone
_DATED = re.compile(r"date|time|publi|posted|created|дата", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"comment|sidebar|related|similar|popular|footer|header-|weather|currency|archive|calendar|menu",
    re.IGNORECASE,
)
_URL_DAY = re.compile(r"/(20\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_LONGEST_STATEMENT = 70  # characters; a longer text is about something else
_VISIBLE_LOOKED_AT = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationDate:
    """`when` is aware; without `has_time` it is noon in the outlet's zone. `zoned`: the page named a zone.

    At an outlet's noon it is the same day in every zone of Russia, so each reader sees the day that the page states.
    """

    when: datetime
    has_time: bool
    source: DateSource
    confidence: float
    zoned: bool = False


def find_published(
    tree: HtmlElement,
    *,
    url: str,
    zone: tzinfo,
    fetched: datetime,
    selectors: Sequence[str] = (),
    json_ld: dict[str, Any],
    meta: dict[str, str],
    listed: datetime | None = None,
) -> PublicationDate | None:
    """The first statement that is not of the future; a later one may add the time to a day alone."""
    chosen: PublicationDate | None = None
    statements = _statements(
        tree,
        url=url,
        zone=zone,
        fetched=fetched,
        selectors=selectors,
        json_ld=json_ld,
        meta=meta,
        listed=listed,
    )
    for source, reading in statements:
        candidate = _possible(source, reading, zone, fetched)
        if candidate is None:
            continue
        if chosen is None:
            chosen = candidate
        elif candidate.has_time and _same_day(candidate, chosen, zone):
            chosen = PublicationDate(
                when=candidate.when,
                has_time=True,
                source=chosen.source,
                confidence=chosen.confidence,
                zoned=candidate.zoned,
            )
        if chosen.has_time:
            return chosen
    return chosen or _guessed(tree, url, zone, fetched)


def _statements(
    tree: HtmlElement,
    *,
    url: str,
    zone: tzinfo,
    fetched: datetime,
    selectors: Sequence[str],
    json_ld: dict[str, Any],
    meta: dict[str, str],
    listed: datetime | None,
) -> Iterator[tuple[DateSource, Reading | None]]:
    today = _local_day(fetched, zone)

    def read(text: object) -> Reading | None:
        return read_date(text, zone=zone, today=today) if isinstance(text, str) else None

    for found in select_first(tree, selectors):
        stated = found if isinstance(found, str) else found.get("datetime") or found.get("content")
        yield "selector", read(stated or as_text(found))
    yield "json-ld", read(json_ld.get("datePublished")) or read(json_ld.get("dateCreated"))
    for name in _META:
        yield "meta", read(meta.get(name))
    for text in _time_elements(tree):
        yield "time-element", read(text)
    above, below = _visible_statements(tree)
    yield from (("visible", read(text)) for text in below)
    # Above the headline «today» is more often the site's own clock, and that is the time of the crawl.
    yield from (
        ("visible", reading) for text in above if (reading := read(text)) and not _on(reading, today, zone)
    )
    if listed is not None:
        has_time = listed.astimezone(zone).strftime("%H%M%S") != "000000"
        yield "feed", Reading(when=listed, has_time=has_time, zoned=False)
    day = _URL_DAY.search(url)
    yield "url", read("-".join(part.zfill(2) for part in day.groups())) if day else None


def _possible(
    source: DateSource, reading: Reading | None, zone: tzinfo, fetched: datetime
) -> PublicationDate | None:
    """None for the future. A «GMT» that is local time in truth is read again as such."""
    if reading is None:
        return None
    if not reading.has_time:
        return _possible_day(source, _local_day(reading.when, zone), zone, fetched)
    when = reading.when
    zoned = reading.zoned
    if when > fetched + _CLOCK_SKEW and zoned:
        when, zoned = when.replace(tzinfo=zone), False
    if when > fetched + _CLOCK_SKEW:
        return None
    return PublicationDate(
        when=when.astimezone(UTC),
        has_time=True,
        source=source,
        confidence=_CONFIDENCE[source],
        zoned=zoned,
    )


def _possible_day(source: DateSource, day: date, zone: tzinfo, fetched: datetime) -> PublicationDate | None:
    """A day is of the future when it has not begun at the outlet. The minute of the fetch says no more than that,
    so that the same page has the same date whenever it is fetched."""
    if day > _local_day(fetched, zone):
        return None
    noon = datetime.combine(day, _NOON, tzinfo=zone).astimezone(UTC)
    return PublicationDate(when=noon, has_time=False, source=source, confidence=_CONFIDENCE[source])


def _local_day(when: datetime, zone: tzinfo) -> date:
    return when.astimezone(zone).date()


def _same_day(one: PublicationDate, other: PublicationDate, zone: tzinfo) -> bool:
    return _local_day(one.when, zone) == _local_day(other.when, zone)


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    """<time> and itemprop=datePublished, those of other articles' teasers left out."""
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content") or as_text(element)
    for element in tree.iterfind(".//time"):
        if not _stands_elsewhere(element):
            yield element.get("datetime") or as_text(element)


def _visible_statements(tree: HtmlElement) -> tuple[list[str], list[str]]:
    """Short texts in elements that are named after dates, above and below the headline (below, where there is none)."""
    above: list[str] = []
    below: list[str] = []
    headline_passed = tree.find(".//h1") is None
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        headline_passed = headline_passed or element.tag == "h1"
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _DATED.search(named) and not _stands_elsewhere(element):
            text = as_text(element)
            if text and len(text) <= _LONGEST_STATEMENT:
                (below if headline_passed else above).append(text)
    return above[:_VISIBLE_LOOKED_AT], below[:_VISIBLE_LOOKED_AT]


def _on(reading: Reading, day: date, zone: tzinfo) -> bool:
    return _local_day(reading.when, zone) == day


def _stands_elsewhere(element: HtmlElement) -> bool:
    for ancestor in (element, *element.iterancestors()):
        # A list item with a link is a teaser; one without may be the article's own line of facts.
        if ancestor.tag in ("aside", "footer", "nav") or (
            ancestor.tag == "li" and ancestor.find(".//a") is not None
        ):
            return True
        if _ELSEWHERE.search(
            f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        ) and ancestor.tag not in ("body", "html"):
            return True
    return False


def _guessed(tree: HtmlElement, url: str, zone: tzinfo, fetched: datetime) -> PublicationDate | None:
    today = _local_day(fetched, zone)
    found = find_date(tree, url=url, original_date=True, extensive_search=False, max_date=today.isoformat())
    reading = read_date(found, zone=zone, today=today) if found else None
    guess = _possible("visible", reading, zone, fetched)
    if guess is None:
        return None
    return PublicationDate(when=guess.when, has_time=False, source="visible", confidence=_GUESSED)
