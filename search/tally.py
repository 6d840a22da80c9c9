"""Documents counted by one field, or by one within another: what pages show as tables and charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

from records.search import Count, Projection, Query, Step, Tally
from search.mapping import FIELDS, LAST_RESULT
from search.query import article_conditions, mention_conditions

Splits = Mapping[str, tuple[str, ...]]
Span = tuple[date, datetime, datetime]  # its first day, its beginning, the beginning of the next
_INTERVALS: tuple[str, ...] = get_args(Step)
_VALUES = 1000  # of a field that stands within another
_DISTINCT = "distinct "


def tally_conditions(query: Query, projection: Projection) -> Mapping[str, Sequence[str]]:
    """Raises ValueError for words to find among mentions: these have no text of their own."""
    if projection == "mentions" and query.text:
        raise ValueError("mentions are counted by conditions alone, not by words")
    return article_conditions(query) if projection == "articles" else mention_conditions(query)


def tally_aggregations(
    query: Query,
    projection: Projection,
    splits: Splits,
    distinct: Sequence[str],
    by_span: Callable[[Sequence[Span]], dict[str, Any]],
) -> dict[str, Any]:
    """Aggregations that both engines read; `by_span` writes an engine's own one over spans of time.

    Raises ValueError for a field that the projection does not have, and for time without both ends.
    """
    for name in (*distinct, *(field for fields in splits.values() for field in fields)):
        if name not in _INTERVALS and name not in FIELDS[projection]:
            raise ValueError(f"{projection} have no field {name}")
    found = {name: _aggregate(query, fields, by_span) for name, fields in splits.items()}
    return found | {_DISTINCT + name: {"cardinality": {"field": name}} for name in distinct}


def _aggregate(
    query: Query, fields: tuple[str, ...], by_span: Callable[[Sequence[Span]], dict[str, Any]]
) -> dict[str, Any]:
    first, *others = fields
    own = by_span(list_spans(query, first)) if first in _INTERVALS else _by_value(first, LAST_RESULT)
    return own | ({"aggs": {"parts": _by_value(others[0], _VALUES)}} if others else {})


def _by_value(name: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": name, "size": size}}


def list_spans(query: Query, interval: str) -> Sequence[Span]:
    """The days, weeks or months that the query's period touches, in its time zone; the first and last may be cut."""
    if query.since is None or query.until is None:
        raise ValueError("time is counted between two days")
    zone = ZoneInfo(query.timezone)
    spans, first = [], _beginning(query.since, interval)
    while first <= query.until:
        following = _following(first, interval)
        begin, end = (datetime.combine(day, time(), zone) for day in (first, following))
        spans.append((first, begin, end))
        first = following
    return spans


def _beginning(day: date, interval: str) -> date:
    if interval == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if interval == "month" else day


def _following(first: date, interval: str) -> date:
    days = {"day": 1, "week": 7, "month": 31}[interval]
    return _beginning(first + timedelta(days=days), interval)


def read_tally(total: int, found: Mapping[str, Any], query: Query, splits: Splits) -> Tally:
    """`found` is what an engine answered to `tally_aggregations`."""
    return Tally(
        total=total,
        counts={name: _read_counts(found[name]["buckets"], query, fields) for name, fields in splits.items()},
        distinct={
            name.removeprefix(_DISTINCT): round(each["value"])
            for name, each in found.items()
            if name.startswith(_DISTINCT)
        },
    )


def _read_counts(
    buckets: Sequence[Mapping[str, Any]], query: Query, fields: tuple[str, ...]
) -> tuple[Count, ...]:
    if fields[0] not in _INTERVALS:
        return _commonest([_count(str(bucket["key"]), bucket) for bucket in buckets])
    # tantivy adds what lies before, after and between: a bucket is known by where it begins.
    by_beginning = {_seconds(bucket["from"]): bucket for bucket in buckets if bucket.get("from") is not None}
    return tuple(
        _count(first.isoformat(), by_beginning.get(begin.timestamp(), {"doc_count": 0}))
        for first, begin, _end in list_spans(query, fields[0])
    )


def _seconds(beginning: float) -> float:
    """Elasticsearch says milliseconds; no press was read in the first years of either clock."""
    return beginning / 1000 if abs(beginning) > _LATEST_SECOND else beginning


_LATEST_SECOND = 2.0**34


def _count(value: str, bucket: Mapping[str, Any]) -> Count:
    parts = [_count(str(part["key"]), part) for part in bucket.get("parts", {}).get("buckets", ())]
    return Count(value=value, number=int(bucket["doc_count"]), parts=_commonest(parts))


def _commonest(counts: Sequence[Count]) -> tuple[Count, ...]:
    return tuple(sorted((one for one in counts if one.number), key=lambda one: (-one.number, one.value)))
