"""Asks tantivy what a query record says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import tantivy
from tantivy import FieldType

from records.search import Document, Hit, Projection, Query, Results, Tally
from search.cursor import Place, write_cursor
from search.embedded_index import ORDERS, list_articles, read_source
from search.embedded_words import all_of, words_query
from search.language import read_query
from search.mapping import LAST_RESULT
from search.mention_keys import facet_keys
from search.query import (
    evidence_conditions,
    facet_aggregations,
    fill_timeline,
    find_period,
    list_intervals,
    read_facets,
)
from search.results import build_hit, group_mentions
from search.sort_keys import date_key, importance_key
from search.tally import Span, Splits, read_tally, tally_aggregations, tally_conditions
from search.terms import list_terms

_FAR = 50_000_000_000.0  # seconds: the year 3554
_HITS_AT_ONCE = 100  # whose mentions are asked for together
_RANGES_AT_ONCE = 20_000  # of days to be counted together


class Reader:
    """An opened index; every search sees all that was committed before it."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index

    def snapshot(self) -> Snapshot:
        self._index.reload()
        return Snapshot(self._index.searcher(), self._index.schema)


class Snapshot:
    """The index as it was at one moment, so that hits, facets and time line of an answer agree."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def search(self, query: Query, place: Place) -> Results:
        """One page of articles with facets and time line over all that match."""
        wanted = article_query(query, self._schema)
        found = self._find_page(query, place, wanted)
        shown = found[: query.limit]
        articles = [article for _score, article in shown]
        aggregations = self._aggregate(wanted)
        return Results(
            total=self._count(wanted),
            hits=self._build_hits(query, shown),
            facets=read_facets(aggregations, self._count_mention_facets(query, wanted)),
            timeline=fill_timeline(self._count_intervals(query, wanted, aggregations), query.interval),
            next=write_cursor(query, place, articles[-1]) if len(found) > len(shown) > 0 else None,
        )

    def ask_bare(self, query: Query, place: Place) -> None:
        """What tantivy itself does for a search, and nothing made of it: what our own work is measured against."""
        wanted = article_query(query, self._schema)
        self._find_page(query, place, wanted)
        self._count(wanted)
        self._count_mention_facets(query, wanted)
        self._count_intervals(query, wanted, self._aggregate(wanted))

    def count(self, query: Query) -> int:
        return self._count(article_query(query, self._schema))

    def tally(self, query: Query, projection: Projection, splits: Splits, distinct: Sequence[str]) -> Tally:
        wanted = document_query(query, projection, self._schema)
        aggregations = tally_aggregations(query, projection, splits, distinct, _by_span)
        found = self._searcher.aggregate(wanted, aggregations) if aggregations else {}
        return read_tally(self._count(wanted), found, query, splits)

    def list_articles(self) -> Iterator[tuple[str, int]]:
        return list_articles(self._searcher, self._schema)

    def _find_page(
        self, query: Query, place: Place, wanted: tantivy.Query
    ) -> Sequence[tuple[float, Document]]:
        """(score, article), and one more than asked for where there is a next page."""
        if not query.limit:
            return []
        found: Any = self._searcher.search(
            _following(query, place, wanted, self._schema),
            query.limit + 1,
            count=False,
            offset=place.offset,
            order_by_field=ORDERS.get(query.sort),
        )
        by_score = query.sort not in ORDERS
        return [
            (key if by_score else 0.0, read_source(self._searcher, address)) for key, address in found.hits
        ]

    def _build_hits(self, query: Query, found: Sequence[tuple[float, Document]]) -> Sequence[Hit]:
        terms = list_terms(read_query(query.text))
        mentions = self._find_mentions(query, [article["id"] for _score, article in found])
        return [build_hit(article, score, mentions.get(article["id"], ()), terms) for score, article in found]

    def _count(self, wanted: tantivy.Query) -> int:
        # A limit of 0 is a panic in tantivy; in the order of a column nothing needs to be scored.
        found: Any = self._searcher.search(wanted, 1, order_by_field=ORDERS["date"])
        return int(found.count)

    def _count_mention_facets(self, query: Query, wanted: tantivy.Query) -> Mapping[str, Mapping[str, int]]:
        def count(keys: Sequence[str]) -> int:
            having = tantivy.Query.term_set_query(self._schema, "mention_keys", list(keys))
            return self._count(all_of([wanted, having]))

        return {
            facet: {value: count(keys) for value, keys in values.items()}
            for facet, values in facet_keys(query).items()
        }

    def _aggregate(self, wanted: tantivy.Query) -> Mapping[str, Any]:
        limits = {"first": {"min": {"field": "time"}}, "last": {"max": {"field": "time"}}}
        found: Mapping[str, Any] = self._searcher.aggregate(wanted, facet_aggregations() | limits)
        return found

    def _count_intervals(
        self, query: Query, wanted: tantivy.Query, aggregations: Mapping[str, Any]
    ) -> Mapping[date, int]:
        """tantivy knows no calendar: the days of the query's time zone are given to it as ranges of seconds."""
        first, last = aggregations["first"]["value"], aggregations["last"]["value"]
        if first is None or last is None:
            return {}
        intervals = list_intervals(_moment(first), _moment(last), query.timezone, query.interval)
        counts: dict[float, int] = {}
        for start in range(0, len(intervals), _RANGES_AT_ONCE):
            part = intervals[start : start + _RANGES_AT_ONCE]
            ranges = [{"from": begin.timestamp(), "to": end.timestamp()} for _day, begin, end in part]
            found = self._searcher.aggregate(wanted, {"part": {"range": {"field": "time", "ranges": ranges}}})
            # tantivy adds what lies before the first range and behind the last one.
            buckets = [bucket for bucket in found["part"]["buckets"] if "from" in bucket and "to" in bucket]
            counts |= {bucket["from"]: bucket["doc_count"] for bucket in buckets}
        return {day: count for day, begin, _end in intervals if (count := counts.get(begin.timestamp(), 0))}

    def _find_mentions(self, query: Query, ids: Sequence[str]) -> Mapping[str, Sequence[Document]]:
        found: list[Document] = []
        for start in range(0, len(ids), _HITS_AT_ONCE):
            conditions = {**evidence_conditions(query), "article_id": ids[start : start + _HITS_AT_ONCE]}
            wanted = all_of(_conditions(conditions, "mentions", self._schema))
            hits = self._searcher.search(wanted, LAST_RESULT, count=False).hits
            found += [read_source(self._searcher, address) for _score, address in hits]
        return group_mentions(found)


def _moment(second: float) -> datetime:
    """Far from both ends of the calendar, where a time zone would lead beyond it."""
    return datetime.fromtimestamp(min(max(second, -_FAR), _FAR), UTC)


def _by_span(spans: Sequence[Span]) -> dict[str, Any]:
    ranges = [{"from": begin.timestamp(), "to": end.timestamp()} for _first, begin, end in spans]
    return {"range": {"field": "time", "ranges": ranges}}


def article_query(query: Query, schema: tantivy.Schema) -> tantivy.Query:
    return document_query(query, "articles", schema)


def document_query(query: Query, projection: Projection, schema: tantivy.Schema) -> tantivy.Query:
    wanted = read_query(query.text)
    parts = [words_query(wanted, schema)] if wanted else []
    # Conditions say whether, not how well: they carry no score.
    filters = _conditions(tally_conditions(query, projection), projection, schema)
    since, until = find_period(query)
    if since or until:
        filters.append(
            tantivy.Query.range_query(
                schema,
                "time",
                FieldType.Integer,
                lower_bound=int(since.timestamp()) if since else None,
                upper_bound=int(until.timestamp()) - 1 if until else None,
            )
        )
    if query.first_only:
        filters.append(tantivy.Query.term_query(schema, "is_reprint", False))
    return all_of([*parts, *(tantivy.Query.const_score_query(one, 0.0) for one in filters)])


def _following(query: Query, place: Place, wanted: tantivy.Query, schema: tantivy.Schema) -> tantivy.Query:
    """What is wanted and follows the last article shown."""
    if not place.id:
        return wanted
    if query.sort == "importance":
        key = importance_key(place.importance, place.second, place.id)
    else:
        key = date_key(place.second, place.id)
    rest = tantivy.Query.range_query(schema, ORDERS[query.sort], FieldType.Integer, upper_bound=key)
    # Another article may have the same key, for only a part of the id is in it.
    return all_of([wanted, rest], [tantivy.Query.term_query(schema, "article_id", place.id)])


def _conditions(
    conditions: Mapping[str, Sequence[str]], projection: str, schema: tantivy.Schema
) -> list[tantivy.Query]:
    named = {"projection": [projection], **conditions}
    return [tantivy.Query.term_set_query(schema, field, list(values)) for field, values in named.items()]
