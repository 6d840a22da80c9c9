"""What Elasticsearch is asked for the sake of a panel, made of the panel as it was read back from what is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch

from tests.kibana.kql import read_kql
from tests.kibana.readings import Measured, Seen

_SHIFTS = {"": timedelta(), "1w": timedelta(weeks=1)}
_AGGREGATIONS = {"unique_count": "cardinality", "average": "avg", "max": "max"}
_INTERVALS = {"1d": "day", "1w": "week"}


@dataclass(frozen=True, kw_only=True)
class Window:
    """What the time picker and the query bar say."""

    since: datetime
    until: datetime
    query: str


def find_rows(client: Elasticsearch, index: str, panel: Seen, window: Window) -> list[tuple[Any, ...]]:
    """The rows that the panel would draw: keys of its splits, then its measures."""
    rows: list[tuple[Any, ...]] = []
    for shift in dict.fromkeys(measure[3] for measure in panel.measures):
        measures = [measure for measure in panel.measures if measure[3] == shift]
        answer = client.search(
            index=index,
            size=0,
            query=restrict(window, panel.query, _SHIFTS[shift]),
            aggs=_nest(panel.splits, measures),
        )
        top = {**answer["aggregations"], "doc_count": answer["hits"]["total"]["value"]}
        rows += list(_rows(top, panel.splits, measures))
    return rows


def find_documents(client: Elasticsearch, index: str, panel: Seen, window: Window) -> list[dict[str, Any]]:
    """What a list shows first, as values by column."""
    columns, field, direction = panel.shown
    found = client.search(
        index=index,
        size=50,
        query=restrict(window, panel.query),
        sort=[{field: {"order": direction}}],
        fields=[*columns, field],
        source=False,
    )
    return [hit["fields"] for hit in found["hits"]["hits"]]


def restrict(window: Window, query: str, shift: timedelta = timedelta()) -> dict[str, Any]:
    time = {"gte": (window.since - shift).isoformat(), "lte": (window.until - shift).isoformat()}
    clauses = [*read_kql(window.query), *read_kql(query)]
    return {"bool": {"filter": [{"range": {"@timestamp": time}}, *clauses]}}


def _nest(splits: Sequence[Any], measures: Sequence[Measured]) -> dict[str, Any]:
    """At every level the measures too: by the first of them values are ranked."""
    values = {f"m{number}": _measure(one) for number, one in enumerate(measures)}
    inside = values
    for split in reversed(splits):
        inside = {"split": {**_split(split, measures), "aggs": inside}, **values}
    return inside


def _measure(measure: Measured) -> dict[str, Any]:
    """In a filter of its own, as Lens does it where a measure has a condition; here always, for one way to read it."""
    operation, field, condition, *_rest = measure
    value = {} if operation == "count" else {"value": {_AGGREGATIONS[operation]: {"field": field}}}
    return {"filter": {"bool": {"filter": read_kql(condition)}}, **({"aggs": value} if value else {})}


def _split(split: Any, measures: Sequence[Measured]) -> dict[str, Any]:
    kind, _label, *rest = split
    if kind == "terms":
        (field,), size, _others = rest
        return {"terms": {"field": field, "size": size, "order": {_rank(measures[0]): "desc"}}}
    if kind == "filters":
        named = {label: {"bool": {"filter": read_kql(condition)}} for label, condition in rest[0]}
        return {"filters": {"filters": named}}
    field, interval = rest
    return {"date_histogram": {"field": field, "calendar_interval": _INTERVALS[interval]}}


def _rank(measure: Measured) -> str:
    return "m0" if measure[0] == "count" else "m0>value"


def _rows(
    bucket: dict[str, Any], splits: Sequence[Any], measures: Sequence[Measured]
) -> Iterator[tuple[Any, ...]]:
    if not bucket["doc_count"]:
        return
    if not splits:
        yield tuple(_read(bucket[f"m{number}"], one) for number, one in enumerate(measures))
        return
    buckets = bucket["split"]["buckets"]
    keyed = buckets.items() if isinstance(buckets, dict) else [(one["key"], one) for one in buckets]
    for key, inside in keyed:
        yield from ((key, *row) for row in _rows(inside, splits[1:], measures))


def _read(found: dict[str, Any], measure: Measured) -> float | None:
    return found["doc_count"] if measure[0] == "count" else found["value"]["value"]
