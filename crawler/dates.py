"""When a page was published: the surest statement that is possible at all. Never the crawl's own time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from lxml.html import HtmlElement

from crawler.date_statements import WEAK_CONFIDENCE, DateContext, Statement, date_statements
from records.article import DateSource

_CLOCK_SKEW = timedelta(hours=1)
_NOON = time(12)


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
    context: DateContext,
    *,
    selectors: Sequence[str] = (),
    json_ld: dict[str, Any],
    meta: dict[str, str],
) -> PublicationDate | None:
    """The first statement that is not of the future; a later one may add the time to a day alone."""
    chosen: PublicationDate | None = None
    for statement in date_statements(tree, context, selectors, json_ld, meta):
        candidate = _possible(statement, context)
        if candidate is None:
            continue
        if chosen is None:
            chosen = candidate
        elif not chosen.has_time:
            chosen = _with_time(chosen, candidate, context)
        elif not candidate.zoned:
            return _placed(chosen, candidate)
        if chosen.has_time and not _is_of_no_place(chosen, context):
            return chosen
    return chosen


def _possible(statement: Statement, context: DateContext) -> PublicationDate | None:
    """None for the future. A «GMT» that is local time in truth is read again as such."""
    reading = statement.reading
    if not reading.has_time:
        return _possible_day(statement, context)
    when, zoned = reading.when, reading.zoned
    latest = context.fetched + _CLOCK_SKEW
    if when > latest and zoned:
        when, zoned = when.replace(tzinfo=context.zone), False
    if when > latest:
        return None
    return PublicationDate(
        when=when, has_time=True, source=statement.source, confidence=statement.confidence, zoned=zoned
    )


def _possible_day(statement: Statement, context: DateContext) -> PublicationDate | None:
    """A day is of the future when it has not begun at the outlet. The minute of the fetch says no more than that,
    so that the same page has the same date whenever it is fetched."""
    day = context.day_of(statement.reading.when)
    if day > context.today:
        return None
    noon = datetime.combine(day, _NOON, tzinfo=context.zone)
    return PublicationDate(
        when=noon, has_time=False, source=statement.source, confidence=statement.confidence
    )


def _with_time(chosen: PublicationDate, other: PublicationDate, context: DateContext) -> PublicationDate:
    if (
        not other.has_time
        or other.confidence <= WEAK_CONFIDENCE
        or context.day_of(other.when) != context.day_of(chosen.when)
    ):
        return chosen
    return replace(chosen, when=other.when, has_time=True, zoned=other.zoned)


def _is_of_no_place(chosen: PublicationDate, context: DateContext) -> bool:
    """A moment in UTC does not say which day it was where the outlet is, if nobody knows where that is."""
    return not context.zone_known and chosen.zoned and chosen.when.utcoffset() == timedelta()


def _placed(chosen: PublicationDate, other: PublicationDate) -> PublicationDate:
    """The page's own next statement does, when it names the day beside."""
    if abs(other.when.date() - chosen.when.date()) != timedelta(days=1):
        return chosen
    return replace(other, source=chosen.source, confidence=chosen.confidence)
