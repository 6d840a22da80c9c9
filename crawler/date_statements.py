"""What a page, its address and its feed say of its publication date, the surest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from lxml.html import HtmlElement

from crawler.date_words import Reading, read_date
from crawler.headline import find_headline
from crawler.selectors import as_text, compiled, select_first, short_text
from crawler.visible_dates import VisibleDate, visible_dates
from records.article import DateSource

_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "mediator_published_time",
    "datepublished", "date_published", "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publishdate",
    "publish-date", "sailthru.date", "date",
)  # fmt: skip
_CONFIDENCE: dict[DateSource, float] = {
    "selector": 0.98, "json-ld": 0.95, "meta": 0.93, "time-element": 0.85, "visible": 0.75, "feed": 0.9, "url": 0.6,
}  # fmt: skip
_SCRIPTED = re.compile(
    r"(?:date_?published|publi(?:cation|sh|shed)_?(?:date|at|time|on)|pub_?date)[\"']?\s*[:=]\s*[\"']([^\"']{8,40})[\"']",
    re.IGNORECASE,
)
_MARKS = (
    "ubli",
    "UBLI",
    "pubDate",
    "pubdate",
    "pub_date",
)  # where none of these stands, no pattern need be tried
_SCRIPTED_CONFIDENCE = 0.8
WEAK_CONFIDENCE = 0.5  # a visible date for which little speaks
_STRONG_SCORE = 5.0
_WEAK_SCORE = 3.0
_LEAST_SCORE = 1.0  # where no other visible date contradicts
_FEW = 3
_AGREED = 3.0
# «Today» in a page's head is the site's own clock; a day after the one that the feed states is an update or a comment.
_CLOCK = 3.0
_URL_DAYS = (
    re.compile(
        r"[/_.=-](?P<y>20\d{2})(?P<s>[/._-]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.&-]|$)"
    ),
    re.compile(
        r"[/_.=-](?P<d>0[1-9]|[12]\d|3[01])(?P<s>[/._-])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<y>20\d{2})(?=[/_.&-]|$)"
    ),
    re.compile(r"/(?P<y>20\d{2})/(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01])(?=/|$)"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DateContext:
    """What is known of a page besides its words. Where the outlet's zone is not known, `zone` is a guess;
    `listed` is the feed's date."""

    url: str
    zone: tzinfo
    fetched: datetime
    title: str = ""
    listed: datetime | None = None
    zone_known: bool = True

    @property
    def today(self) -> date:
        return self.day_of(self.fetched)

    def day_of(self, when: datetime) -> date:
        return when.astimezone(self.zone).date()

    def read(self, text: object) -> Reading | None:
        return read_date(text, zone=self.zone, today=self.today) if isinstance(text, str) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    source: DateSource
    reading: Reading
    confidence: float


def date_statements(
    tree: HtmlElement,
    context: DateContext,
    selectors: Sequence[str],
    json_ld: dict[str, Any],
    meta: dict[str, str],
) -> Iterator[Statement]:
    for found in select_first(tree, selectors):
        stated = found if isinstance(found, str) else found.get("datetime") or found.get("content")
        yield from _stated("selector", context.read(stated or as_text(found)))
    for source, reading in _of_machines(context, json_ld, meta):
        yield from _stated(source, reading)
    yield from _stated("time-element", _agreed(context, _microdata(tree)))
    yield from _stated("json-ld", _agreed(context, _scripted(tree)), _SCRIPTED_CONFIDENCE)
    in_address = _day_in_url(context)
    seen = _judged(tree, context, in_address)
    for visible in (each for each in seen if each.score >= _STRONG_SCORE):
        yield from _stated("time-element" if visible.machine else "visible", visible.reading)
    if context.listed is not None:
        has_time = context.listed.astimezone(context.zone).strftime("%H%M%S") != "000000"
        yield from _stated("feed", Reading(when=context.listed, has_time=has_time))
    yield from _stated("url", in_address)
    for visible in (each for each in seen if each.score >= _WEAK_SCORE):
        yield from _stated("visible", visible.reading, WEAK_CONFIDENCE)
    if _speak_alone([visible for visible in seen if visible.score >= 0], context):
        yield from _stated("visible", seen[0].reading, WEAK_CONFIDENCE)


def _stated(
    source: DateSource, reading: Reading | None, confidence: float | None = None
) -> Iterator[Statement]:
    if reading is not None:
        yield Statement(source=source, reading=reading, confidence=confidence or _CONFIDENCE[source])


def _of_machines(
    context: DateContext, json_ld: dict[str, Any], meta: dict[str, str]
) -> list[tuple[DateSource, Reading | None]]:
    """JSON-LD before meta, but for a JSON-LD that calls local time UTC."""
    in_json_ld = [context.read(json_ld.get(name)) for name in ("datePublished", "dateCreated")]
    in_meta = [context.read(meta.get(name)) for name in _META]
    found: list[tuple[DateSource, Reading | None]] = [("meta", reading) for reading in in_meta]
    if _calls_local_time_utc(in_json_ld[0], next(filter(None, in_meta), None)):
        return found
    return [*(("json-ld", reading) for reading in in_json_ld), *found]


def _calls_local_time_utc(one: Reading | None, other: Reading | None) -> bool:
    """Of two moments in UTC that are whole hours apart, east of Greenwich the later one is the wrong one."""
    if one is None or other is None or not (one.zoned and other.zoned):
        return False
    later = one.when - other.when
    in_utc = one.when.utcoffset() == other.when.utcoffset() == timedelta()
    return in_utc and later % timedelta(hours=1) == timedelta() and timedelta() < later < timedelta(hours=15)


def _microdata(tree: HtmlElement) -> Iterator[str]:
    for element in compiled("//*[@itemprop='datePublished']")(tree):
        yield element.get("datetime") or element.get("content") or short_text(element, 100)


def _scripted(tree: HtmlElement) -> Iterator[str]:
    """What scripts call a publication date."""
    for script in tree.iter("script"):
        text = script.text or ""
        if any(mark in text for mark in _MARKS):
            yield from _SCRIPTED.findall(text)


def _agreed(context: DateContext, texts: Iterator[str]) -> Reading | None:
    """The first, if all name its day: several days are those of several articles."""
    found = [reading for text in texts if (reading := context.read(text)) is not None]
    return found[0] if len({context.day_of(reading.when) for reading in found}) == 1 else None


def _judged(tree: HtmlElement, context: DateContext, in_address: Reading | None) -> list[VisibleDate]:
    """The visible dates, best first, with what the address, the feed and the day of the crawl say of them."""
    days = [
        context.day_of(when) for when in (in_address.when if in_address else None, context.listed) if when
    ]
    found = []
    for visible in visible_dates(tree, find_headline(tree, context.title), context.read):
        day = context.day_of(visible.reading.when)
        score = visible.score + _AGREED * days.count(day)
        if (visible.in_head and day == context.today) or (
            context.listed and day > context.day_of(context.listed)
        ):
            score -= _CLOCK
        found.append(replace(visible, score=score))
    return sorted(found, key=lambda visible: -visible.score)


def _speak_alone(few: Sequence[VisibleDate], context: DateContext) -> bool:
    """Whether these are all that the page shows, not a list, and name one day."""
    if not few or len(few) > _FEW or few[0].score < _LEAST_SCORE:
        return False
    return len({context.day_of(visible.reading.when) for visible in few}) == 1


def _day_in_url(context: DateContext) -> Reading | None:
    for pattern in _URL_DAYS:
        if found := pattern.search(context.url):
            return context.read(f"{found['y']}-{found['m'].zfill(2)}-{found['d'].zfill(2)}")
    return None
