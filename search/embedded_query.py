"""Asks tantivy what a query record says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import tantivy
from tantivy import FieldType, Occur

from records.search import Document, Hit, Projection, Query, Tally
from search.embedded_index import list_articles, read_source
from search.mapping import LAST_RESULT
from search.query import (
    evidence_conditions,
    facet_aggregations,
    find_period,
    list_weeks,
)
from search.results import build_hit, group_mentions
from search.tally import Span, Splits, read_tally, tally_aggregations, tally_conditions
from search.terms import Clause, Term, find_clauses, list_terms

_TITLE_WEIGHT = 2.0
_FAR = 50_000_000_000.0  # seconds: the year 3554
_HITS_AT_ONCE = 100  # whose mentions are asked for together


class Reader:
    """An opened index; every search sees all that was committed before it."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index

    def snapshot(self) -> Snapshot:
        self._index.reload()
        return Snapshot(self._index.searcher(), self._index.schema)


class Snapshot:
    """The index as it was at one moment, so that hits, facets and weeks of an answer agree."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def find_hits(self, query: Query) -> tuple[int, Sequence[Hit]]:
        wanted = article_query(query, self._schema)
        order = None if query.sort == "relevance" else "order"
        # A limit of 0 is a panic in tantivy.
        found: Any = self._searcher.search(
            wanted, max(query.limit, 1), offset=query.offset, order_by_field=order
        )
        hits = found.hits[: query.limit]
        articles = [read_source(self._searcher, address) for _key, address in hits]
        mentions = self._find_mentions(query, [article["id"] for article in articles])
        terms = list_terms(find_clauses(query.text))
        scores = [key if query.sort == "relevance" else 0.0 for key, _address in hits]
        return found.count, [
            build_hit(article, score, mentions.get(article["id"], ()), terms)
            for article, score in zip(articles, scores, strict=True)
        ]

    def ask_bare(self, query: Query) -> None:
        """What tantivy itself does for a search, and nothing made of it: what our own work is measured against."""
        wanted = article_query(query, self._schema)
        order = None if query.sort == "relevance" else "order"
        self._searcher.search(wanted, max(query.limit, 1), offset=query.offset, order_by_field=order)
        self.count_weeks(query, self.aggregate(query))

    def aggregate(self, query: Query) -> Mapping[str, Any]:
        limits = {"first": {"min": {"field": "time"}}, "last": {"max": {"field": "time"}}}
        found: Mapping[str, Any] = self._searcher.aggregate(
            article_query(query, self._schema), facet_aggregations() | limits
        )
        return found

    def count_weeks(self, query: Query, aggregations: Mapping[str, Any]) -> Mapping[date, int]:
        """tantivy knows no calendar: the weeks of the query's time zone are given to it as ranges of seconds."""
        first, last = aggregations["first"]["value"], aggregations["last"]["value"]
        if first is None or last is None:
            return {}
        weeks = list_weeks(_moment(first), _moment(last), query.timezone)
        ranges = [{"from": begin.timestamp(), "to": end.timestamp()} for _monday, begin, end in weeks]
        found = self._searcher.aggregate(
            article_query(query, self._schema), {"weeks": {"range": {"field": "time", "ranges": ranges}}}
        )
        counts = {bucket.get("from"): bucket["doc_count"] for bucket in found["weeks"]["buckets"]}
        return {monday: count for monday, begin, _end in weeks if (count := counts.get(begin.timestamp(), 0))}

    def tally(self, query: Query, projection: Projection, splits: Splits, distinct: Sequence[str]) -> Tally:
        wanted = document_query(query, projection, self._schema)
        aggregations = tally_aggregations(query, projection, splits, distinct, _by_span)
        found = self._searcher.aggregate(wanted, aggregations) if aggregations else {}
        return read_tally(self._count(wanted), found, query, splits)

    def _count(self, wanted: tantivy.Query) -> int:
        # A limit of 0 is a panic in tantivy.
        found: Any = self._searcher.search(wanted, 1)
        return int(found.count)

    def list_articles(self) -> Iterator[tuple[str, int]]:
        return list_articles(self._searcher, self._schema)

    def _find_mentions(self, query: Query, ids: Sequence[str]) -> Mapping[str, Sequence[Document]]:
        found: list[Document] = []
        for start in range(0, len(ids), _HITS_AT_ONCE):
            conditions = {**evidence_conditions(query), "article_id": ids[start : start + _HITS_AT_ONCE]}
            wanted = _all_of(_conditions(conditions, "mentions", self._schema))
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
    parts = [_clause_query(clause, schema) for clause in find_clauses(query.text)]
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
    return _all_of([*parts, *(tantivy.Query.const_score_query(one, 0.0) for one in filters)])


def _clause_query(clause: Clause, schema: tantivy.Schema) -> tantivy.Query:
    return tantivy.Query.disjunction_max_query(
        [_all_of([_term_query(term, schema) for term in terms]) for terms in clause.alternatives]
    )


def _term_query(term: Term, schema: tantivy.Schema) -> tantivy.Query:
    """By its written form, whose title counts more, or by its dictionary form."""
    title, text = (_form_query(term, field, schema) for field in ("title", "text"))
    return tantivy.Query.disjunction_max_query(
        [tantivy.Query.boost_query(title, _TITLE_WEIGHT), text, _lemma_query(term, schema)]
    )


def _form_query(term: Term, field: str, schema: tantivy.Schema) -> tantivy.Query:
    if len(term.places) == 1:
        # With frequencies: the score counts how often a word stands there.
        return tantivy.Query.term_query(schema, field, term.stems[0], index_option="freq")
    return tantivy.Query.phrase_query(schema, field, list(term.places))


def _lemma_query(term: Term, schema: tantivy.Schema) -> tantivy.Query:
    if len(term.places) > 1:
        return tantivy.Query.phrase_query(schema, "lemmas", list(term.lemma_row))
    forms = [
        tantivy.Query.term_query(schema, "lemmas", lemma, index_option="freq") for lemma in term.lemmas[0]
    ]
    return tantivy.Query.boolean_query([(Occur.Should, form) for form in forms])


def _conditions(
    conditions: Mapping[str, Sequence[str]], projection: str, schema: tantivy.Schema
) -> list[tantivy.Query]:
    named = {"projection": [projection], **conditions}
    return [tantivy.Query.term_set_query(schema, field, list(values)) for field, values in named.items()]


def _all_of(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Must, part) for part in parts])
