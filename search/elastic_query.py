"""Elasticsearch request bodies for a query, and the counts of its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from records.search import MENTION_FACETS, Projection, Query, Sort
from search.cursor import Place
from search.language import read_query
from search.mapping import LAST_RESULT
from search.mention_keys import facet_keys
from search.query import (
    article_conditions,
    evidence_conditions,
    facet_aggregations,
    find_period,
    is_on_calendar,
)
from search.tally import Span, Splits, tally_aggregations, tally_conditions
from search.terms import AllOf, AnyOf, Beginning, Term, Wanted

NEWEST_FIRST = [{"@timestamp": "desc"}, {"id": "asc"}]
_ORDERS: Mapping[Sort, list[dict[str, str]]] = {
    "date": NEWEST_FIRST,
    "importance": [{"importance": "desc"}, *NEWEST_FIRST],
    "relevance": [{"_score": "desc"}, *NEWEST_FIRST],
}


def find_articles(query: Query, place: Place) -> dict[str, Any]:
    """One page of articles, and one more where there is a next page, with facets and time line over all that match."""
    return {
        "query": article_query(query),
        "aggregations": facet_aggregations() | _mention_facets(query) | {"timeline": _timeline(query)},
        "sort": _ORDERS[query.sort],
        "from_": place.offset,
        "search_after": _last_keys(query, place),
        "size": query.limit + 1 if query.limit else 0,
        "track_total_hits": True,
    }


def count_documents(
    query: Query, projection: Projection, splits: Splits, distinct: Sequence[str]
) -> dict[str, Any]:
    """No documents, only how many there are of which kind."""
    return {
        "query": _documents_query(query, tally_conditions(query, projection)),
        "aggregations": tally_aggregations(query, projection, splits, distinct, _by_span),
        "size": 0,
        "track_total_hits": True,
    }


def _by_span(spans: Sequence[Span]) -> dict[str, Any]:
    ranges = [{"from": begin.isoformat(), "to": end.isoformat()} for _first, begin, end in spans]
    return {"date_range": {"field": "@timestamp", "ranges": ranges}}


def article_query(query: Query) -> dict[str, Any]:
    return _documents_query(query, article_conditions(query))


def _documents_query(query: Query, conditions: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    wanted = read_query(query.text)
    filters = [*_conditions(conditions), *_period(query), *_originals(query)]
    return {"bool": {"must": [_find(wanted)] if wanted else [], "filter": filters}}


def _last_keys(query: Query, place: Place) -> list[Any] | None:
    """The last article's values of the fields in `_ORDERS`."""
    if not place.id:
        return None
    newest = [1000 * place.second, place.id]
    return [place.importance, *newest] if query.sort == "importance" else newest


def find_mentions(query: Query, article_ids: Sequence[str]) -> dict[str, Any]:
    """The mentions to show beside these articles."""
    conditions = {**evidence_conditions(query), "article_id": article_ids}
    return {
        "query": {"bool": {"filter": _conditions(conditions)}},
        "sort": [{"article_id": "asc"}, {"place": "asc"}],
        "size": LAST_RESULT,
    }


def _find(wanted: Wanted) -> dict[str, Any]:
    match wanted:
        case Term():
            return _find_term(wanted)
        case Beginning():
            return {"prefix": {"forms": {"value": wanted.letters}}}
        case AnyOf():
            return _best_of([_find(part) for part in wanted.parts])
        case AllOf():
            unwanted = [_find(part) for part in wanted.without]
            return {"bool": {"must": [_find(part) for part in wanted.parts], "must_not": unwanted}}


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


def _best_of(queries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"dis_max": {"queries": queries}}


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


def _mention_facets(query: Query) -> dict[str, Any]:
    return {
        facet: {
            "filters": {
                "filters": {value: {"terms": {"mention_keys": keys}} for value, keys in values.items()}
            }
        }
        for facet, values in facet_keys(query).items()
    }


def read_mention_facets(aggregations: Mapping[str, Any]) -> Mapping[str, Mapping[str, int]]:
    return {
        facet: {value: bucket["doc_count"] for value, bucket in aggregations[facet]["buckets"].items()}
        for facet in MENTION_FACETS
    }


def _timeline(query: Query) -> dict[str, Any]:
    return {
        "date_histogram": {
            "field": "@timestamp",
            "calendar_interval": query.interval,
            "time_zone": query.timezone,
            "format": "yyyy-MM-dd",
            "min_doc_count": 1,
        }
    }


def read_timeline(aggregations: Mapping[str, Any]) -> Mapping[date, int]:
    return {
        date.fromisoformat(bucket["key_as_string"]): bucket["doc_count"]
        for bucket in aggregations["timeline"]["buckets"]
        if is_on_calendar(bucket["key"] / 1000)
    }
