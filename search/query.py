"""Reads the query record: which conditions, which days. Both engines ask exactly this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from records.errors import UsageError
from records.search import FACETS, MENTION_FACETS, Interval, Query
from search.cursor import Place, find_place
from search.language import read_query
from search.mapping import LAST_RESULT
from search.mention_keys import asks_of_mention, wanted_keys
from texts import _

FACET_VALUES = 1000
# The time line lies between these days: one article with a broken date must not make half a million empty weeks.
CALENDAR = (date(1900, 1, 1), date(2100, 1, 1))


def finds_nothing(query: Query) -> bool:
    """A text without a single word to look for («и», «?!») is not the same as no text."""
    return bool(query.text.strip()) and read_query(query.text) is None


def check_page(query: Query) -> Place:
    """Where the page begins. Raises UsageError."""
    place = find_place(query)
    if query.limit < 0 or place.offset < 0 or query.limit + place.offset > LAST_RESULT:
        raise UsageError(
            _("Показать можно первые {last} результатов: сузьте запрос, например датами.", last=LAST_RESULT)
        )
    return place


def article_conditions(query: Query) -> Mapping[str, Sequence[str]]:
    """Field → values of which one suffices, for the articles."""
    conditions = _shared_conditions(query)
    if asks_of_mention(query):
        conditions["mention_keys"] = wanted_keys(query)
    elif query.unions:
        # Every mention counts for the unions above as well, so a union's own id stands for its branch.
        conditions["unions"] = query.unions
    return conditions


def evidence_conditions(query: Query) -> Mapping[str, Sequence[str]]:
    """The same for the mentions shown beside an article that was found."""
    fields: dict[str, Sequence[str]] = {
        "unions": query.unions,
        "tone": () if query.tone is None else [str(query.tone)],
        "role": query.roles,
        "speech": query.speech,
        "holder": query.holders,
    }
    return {field: values for field, values in fields.items() if values}


def mention_conditions(query: Query) -> Mapping[str, Sequence[str]]:
    """Field → values of which one suffices, where mentions are counted and not articles."""
    return {**_shared_conditions(query), **evidence_conditions(query)}


def _shared_conditions(query: Query) -> dict[str, Sequence[str]]:
    fields = {
        "region": query.regions,
        "district": query.districts,
        "outlet": query.outlets,
        "outlet_kind": () if query.outlets else query.kinds,
        "people": query.people,
        "topics": query.topics,
        "campaigns": query.campaigns,
    }
    return {field: values for field, values in fields.items() if values}


def find_period(query: Query) -> tuple[datetime | None, datetime | None]:
    """The moments from which and before which articles count, in UTC; both days belong to it whole."""
    zone = ZoneInfo(query.timezone)
    since = _beginning(_within_reach(query.since), zone) if query.since else None
    until = _beginning(_within_reach(query.until) + timedelta(days=1), zone) if query.until else None
    return since, until


def _within_reach(day: date) -> date:
    """The first and the last days of the calendar have no moment in UTC in some time zones."""
    return min(max(day, date(2, 1, 1)), date(9998, 12, 31))


def list_intervals(
    first: datetime, last: datetime, timezone: str, interval: Interval
) -> Sequence[tuple[date, datetime, datetime]]:
    """The days or weeks from that of `first` to that of `last`: its (first) day, the moment in UTC at which it begins,
    and that at which the next one does."""
    zone, step = ZoneInfo(timezone), timedelta(days=_STEPS[interval])
    begin, end = (_on_calendar(moment.astimezone(zone).date()) for moment in (first, last))
    days = _days(_FIRST[interval](begin), end, step.days)
    return [(one, _beginning(one, zone), _beginning(one + step, zone)) for one in days]


def is_on_calendar(moment: float) -> bool:
    """`moment` in seconds since 1970."""
    first, last = (datetime.combine(day, time(), UTC).timestamp() for day in CALENDAR)
    return first <= moment <= last


def _on_calendar(day: date) -> date:
    return min(max(day, CALENDAR[0]), CALENDAR[1])


def fill_timeline(counts: Mapping[date, int], interval: Interval) -> Sequence[tuple[date, int]]:
    """Puts the empty days or weeks in between."""
    if not counts:
        return ()
    return [(day, counts.get(day, 0)) for day in _days(min(counts), max(counts), _STEPS[interval])]


def facet_aggregations() -> dict[str, Any]:
    """Elasticsearch's JSON, which tantivy reads as well."""
    return {facet: {"terms": {"field": facet, "size": LAST_RESULT}} for facet in FACETS}


def read_facets(
    aggregations: Mapping[str, Any], mentions: Mapping[str, Mapping[str, int]]
) -> dict[str, Sequence[tuple[str, int]]]:
    """`mentions` are the counts of the mentions' facets, by value."""
    articles = {facet: _read_buckets(aggregations[facet]["buckets"]) for facet in FACETS}
    return {facet: _commonest(articles[facet]) for facet in FACETS} | {
        facet: _commonest(mentions[facet].items()) for facet in MENTION_FACETS
    }


def _read_buckets(buckets: Iterable[Mapping[str, Any]]) -> Sequence[tuple[str, int]]:
    return [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]


def _commonest(counts: Iterable[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    found = [(value, count) for value, count in counts if count]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES]


def _beginning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


_STEPS: Mapping[Interval, int] = {"day": 1, "week": 7}
_FIRST: Mapping[Interval, Callable[[date], date]] = {"day": lambda day: day, "week": _monday}


def _days(first: date, last: date, step: int) -> Iterator[date]:
    for number in range(0, (last - first).days + 1, step):
        yield first + timedelta(days=number)
