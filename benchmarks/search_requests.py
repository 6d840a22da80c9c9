"""What ten typical requests cost, through our engine and as bare queries to the engine below it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from elasticsearch import Elasticsearch

from benchmarks.search_press import GeneratedPress
from records.search import Query
from search import elastic_query
from search.embedded import EmbeddedEngine
from search.engine import Engine
from search.query import check_page

Samples = dict[str, list[float]]  # name → seconds


def typical_requests(press: GeneratedPress) -> Mapping[str, Query]:
    """With facets, the weeks' histogram and highlighting, as the search page asks."""
    union = press.unions[0]
    return {
        "one word": Query(text="зарплата"),
        "two words": Query(text="профсоюз договор"),
        "phrase": Query(text='"коллективный договор"'),
        "union": Query(unions=(union,)),
        "union and tone": Query(unions=(union,), tone=-1),
        "region and topic": Query(regions=("RU-CHE",), topics=(next(iter(press.registry.topics)),)),
        "a week": Query(unions=("fnpr",), since=date(2026, 3, 2), until=date(2026, 3, 8)),
        "first publications, best": Query(text="охрана труда", first_only=True, sort="relevance"),
        "person": Query(people=(press.people[0],)),
        "deep page": Query(unions=("fnpr",), offset=5000),
    }


def measure(ask: Mapping[str, Callable[[], object]], rounds: int) -> Samples:
    """Each request once a round, so that none profits from having just been asked; the first round is not counted."""
    samples: Samples = {name: [] for name in ask}
    for number in range(rounds + 1):
        for name, run in ask.items():
            began = time.perf_counter()
            run()
            if number:
                samples[name].append(time.perf_counter() - began)
    return samples


def through(engine: Engine, requests: Mapping[str, Query]) -> Mapping[str, Callable[[], object]]:
    return {name: _bind(engine.search, query) for name, query in requests.items()}


def bare_elastic(
    client: Elasticsearch, prefix: str, requests: Mapping[str, Query]
) -> dict[str, Callable[[], object]]:
    """The same bodies, sent and read as JSON, and nothing done with the answer; the mentions are asked for too."""

    def ask(query: Query) -> None:
        found = client.search(
            index=f"{prefix}-articles", **elastic_query.find_articles(query, check_page(query))
        )
        ids = [hit["_source"]["id"] for hit in found["hits"]["hits"]]
        client.search(index=f"{prefix}-mentions", **elastic_query.find_mentions(query, ids))

    return {name: _bind(ask, query) for name, query in requests.items()}


def bare_embedded(engine: EmbeddedEngine, requests: Mapping[str, Query]) -> dict[str, Callable[[], object]]:
    """tantivy's own search and aggregations, without reading the documents or making anything of the numbers."""

    def ask(query: Query) -> None:
        with engine.snapshot() as snapshot:
            snapshot.ask_bare(query, check_page(query))

    return {name: _bind(ask, query) for name, query in requests.items()}


def _bind(call: Callable[[Query], object], query: Query) -> Callable[[], object]:
    return lambda: call(query)


def percentile(seconds: Sequence[float], share: float) -> float:
    """In milliseconds; of the sorted values the one below which `share` of them lie."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def flat(samples: Samples) -> list[float]:
    return [second for each in samples.values() for second in each]


def added(ours: Samples, bare: Samples) -> dict[str, Any]:
    return {name: percentile(ours[name], 0.5) - percentile(bare[name], 0.5) for name in ours}
