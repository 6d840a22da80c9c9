"""Reads the query record: which conditions, which days. Both engines ask exactly this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from records.errors import UsageError
from records.search import FACETS, Query
from search.documents import tone_key
from search.mapping import LAST_RESULT
from search.terms import find_clauses
from texts import _

FACET_VALUES = 1000
# Weeks are counted between these days: one article with a broken date must not make half a million empty weeks.
CALENDAR = (date(1900, 1, 1), date(2100, 1, 1))


def finds_nothing(query: Query) -> bool:
    """A text without a single word to look for («и», «?!») is not the same as no text."""
    return bool(query.text.strip()) and not find_clauses(query.text)


def check_page(query: Query) -> None:
    if query.limit < 0 or query.offset < 0 or query.limit + query.offset > LAST_RESULT:
        raise UsageError(
            _("Показать можно первые {last} результатов: сузьте запрос, например датами.", last=LAST_RESULT)
        )


def article_conditions(query: Query) -> Mapping[str, Sequence[str]]:
    """Field → values of which one suffices, for the articles."""
    conditions = _shared_conditions(query)
    if query.tone is not None and query.unions:
        # Every mention counts for the unions above as well, so a union's own key stands for its branch.
        conditions["tones"] = [tone_key(union, query.tone) for union in query.unions]
    elif query.tone is not None:
        conditions["mention_tones"] = [str(query.tone)]
    elif query.unions:
        conditions["unions"] = query.unions
    return conditions


def evidence_conditions(query: Query) -> Mapping[str, Sequence[str]]:
    """The same for the mentions shown beside an article that was found."""
    conditions: dict[str, Sequence[str]] = {}
    if query.unions:
        conditions["unions"] = query.unions
    if query.tone is not None:
        conditions["tone"] = [str(query.tone)]
    return conditions


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


def list_weeks(first: datetime, last: datetime, timezone: str) -> Sequence[tuple[date, datetime, datetime]]:
    """The weeks from that of `first` to that of `last`: Monday, its beginning in UTC, the beginning of the next."""
    zone = ZoneInfo(timezone)
    begin, end = (_monday(_on_calendar(moment.astimezone(zone).date())) for moment in (first, last))
    mondays = _days(begin, end, 7)
    return [(one, _beginning(one, zone), _beginning(one + timedelta(days=7), zone)) for one in mondays]


def is_on_calendar(moment: float) -> bool:
    """`moment` in seconds since 1970."""
    first, last = (datetime.combine(day, time(), UTC).timestamp() for day in CALENDAR)
    return first <= moment <= last


def _on_calendar(day: date) -> date:
    return min(max(day, CALENDAR[0]), CALENDAR[1])


def fill_weeks(counts: Mapping[date, int]) -> Sequence[tuple[date, int]]:
    """Puts the empty weeks in between."""
    if not counts:
        return ()
    monday, end = min(counts), max(counts)
    return [(day, counts.get(day, 0)) for day in _days(monday, end, 7)]


def facet_aggregations() -> dict[str, Any]:
    """Elasticsearch's JSON, which tantivy reads as well."""
    return {facet: {"terms": {"field": facet, "size": LAST_RESULT}} for facet in FACETS}


def read_facets(aggregations: Mapping[str, Any]) -> dict[str, Sequence[tuple[str, int]]]:
    return {facet: _commonest(aggregations[facet]["buckets"]) for facet in FACETS}


def _commonest(buckets: Iterable[Mapping[str, Any]]) -> Sequence[tuple[str, int]]:
    counts = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets if bucket["doc_count"]]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES]


def _beginning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(first: date, last: date, step: int) -> Iterator[date]:
    for number in range(0, (last - first).days + 1, step):
        yield first + timedelta(days=number)
