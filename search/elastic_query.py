"""Elasticsearch request bodies for a query, and the weeks of its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from records.search import Projection, Query
from search.mapping import LAST_RESULT
from search.query import (
    article_conditions,
    evidence_conditions,
    facet_aggregations,
    find_period,
    is_on_calendar,
)
from search.tally import Span, Splits, tally_aggregations, tally_conditions
from search.terms import Clause, Term, find_clauses

NEWEST_FIRST = [{"@timestamp": "desc"}, {"id": "asc"}]
BEST_FIRST = [{"_score": "desc"}, *NEWEST_FIRST]


def find_articles(query: Query) -> dict[str, Any]:
    """One page of articles with facets and weeks over all that match."""
    by_relevance = query.sort == "relevance"
    return {
        "query": {
            "bool": {
                "must": [_find_clause(clause) for clause in find_clauses(query.text)],
                "filter": [*_conditions(article_conditions(query)), *_period(query), *_originals(query)],
            }
        },
        "aggregations": facet_aggregations() | {"weeks": _weeks(query.timezone)},
        "sort": BEST_FIRST if by_relevance else NEWEST_FIRST,
        "from_": query.offset,
        "size": query.limit,
        "track_total_hits": True,
    }


def count_documents(
    query: Query, projection: Projection, splits: Splits, distinct: Sequence[str]
) -> dict[str, Any]:
    """No documents, only how many there are of which kind."""
    conditions = _conditions(tally_conditions(query, projection))
    return {
        "query": {
            "bool": {
                "must": [_find_clause(clause) for clause in find_clauses(query.text)],
                "filter": [*conditions, *_period(query), *_originals(query)],
            }
        },
        "aggregations": tally_aggregations(query, projection, splits, distinct, _by_span),
        "size": 0,
        "track_total_hits": True,
    }


def _by_span(spans: Sequence[Span]) -> dict[str, Any]:
    ranges = [{"from": begin.isoformat(), "to": end.isoformat()} for _first, begin, end in spans]
    return {"date_range": {"field": "@timestamp", "ranges": ranges}}


def find_mentions(query: Query, article_ids: Sequence[str]) -> dict[str, Any]:
    """The mentions to show beside these articles."""
    conditions = {**evidence_conditions(query), "article_id": article_ids}
    return {
        "query": {"bool": {"filter": _conditions(conditions)}},
        "sort": [{"article_id": "asc"}, {"place": "asc"}],
        "size": LAST_RESULT,
    }


def _find_clause(clause: Clause) -> dict[str, Any]:
    return _best_of([_all_of([_find_term(term) for term in terms]) for terms in clause.alternatives])


def _find_term(term: Term) -> dict[str, Any]:
    """By its written form, whose title counts more, or by its dictionary form."""
    if len(term.places) == 1:
        # Any of the lemmas; they are words of the index already.
        by_lemma: dict[str, Any] = {"match": {"lemmas": " ".join(term.lemmas[0])}}
    else:
        by_lemma = {"match_phrase": {"lemmas": " ".join(term.lemma_row)}}
    kind = "phrase" if len(term.places) > 1 else "best_fields"
    by_form = {"multi_match": {"query": term.text, "type": kind, "fields": ["title^2", "text"]}}
    return _best_of([by_form, by_lemma])


def _all_of(queries: list[dict[str, Any]]) -> dict[str, Any]:
    return queries[0] if len(queries) == 1 else {"bool": {"must": queries}}


def _best_of(queries: list[dict[str, Any]]) -> dict[str, Any]:
    return queries[0] if len(queries) == 1 else {"dis_max": {"queries": queries}}


def _conditions(conditions: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    return [{"terms": {field: list(values)}} for field, values in conditions.items()]


def _period(query: Query) -> list[dict[str, Any]]:
    since, until = find_period(query)
    limits = {
        name: moment.isoformat() for name, moment in (("gte", since), ("lt", until)) if moment is not None
    }
    return [{"range": {"@timestamp": limits}}] if limits else []


def _originals(query: Query) -> list[dict[str, Any]]:
    return [{"term": {"is_reprint": False}}] if query.first_only else []


def _weeks(timezone: str) -> dict[str, Any]:
    return {
        "date_histogram": {
            "field": "@timestamp",
            "calendar_interval": "week",
            "time_zone": timezone,
            "format": "yyyy-MM-dd",
            "min_doc_count": 1,
        }
    }


def read_weeks(aggregations: Mapping[str, Any]) -> Mapping[date, int]:
    return {
        date.fromisoformat(bucket["key_as_string"]): bucket["doc_count"]
        for bucket in aggregations["weeks"]["buckets"]
        if is_on_calendar(bucket["key"] / 1000)
    }
