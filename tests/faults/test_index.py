"""Elasticsearch overloaded, refusing, hanging up or away: every article ends indexed or quarantined."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from archive import outbox
from archive.store import Archive, open_archive, sqlite_url
from otklik.index_status import compare_index
from pipelines.indexing import index_outbox
from records.errors import UnavailableError
from records.search import Query
from search.elastic import Connection, ElasticEngine
from tests.archive.conftest import an_article
from tests.elasticsearch_node import free_port
from tests.faults.conftest import Report
from tests.pipelines.placed import place
from tests.search.conftest import remove_indices
from tests.search.press import REGISTRY
from tests.search.proxy import DROPPED, DROPPED_AFTER, Refuse, bulk_items, refusing_proxy

pytestmark = pytest.mark.elasticsearch
_ARTICLES = 220  # two batches
_UNFIT = an_article(7).id


@pytest.fixture
def prefix(elasticsearch_url: str) -> Iterator[str]:
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    remove_indices(elasticsearch_url, name)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = open_archive(sqlite_url(tmp_path / "archive.db"))
    place(archive, range(_ARTICLES))
    yield archive
    archive.close()


def every_second(answer: Callable[[bytes], tuple[int, object]]) -> Refuse:
    """Of the requests that write, every second is answered so."""
    writes: list[str] = []

    def refuse(_method: str, path: str, body: bytes) -> tuple[int, object] | None:
        if "_bulk" not in path:
            return None
        writes.append(path)
        return answer(body) if len(writes) % 2 else None

    return refuse


def refuse_unfit(_method: str, path: str, body: bytes) -> tuple[int, object] | None:
    """As the server does with one document that does not fit its fields; the others of its request are passed over
    until they come without it."""
    if "_bulk" not in path or _UNFIT.encode() not in body:
        return None
    answer = bulk_items(body, 429)
    for item in answer["items"]:  # type: ignore[attr-defined]
        [action] = item.values()
        if action["_id"] == _UNFIT:
            action |= {
                "status": 400,
                "error": {"type": "document_parsing_exception", "reason": "does not fit"},
            }
    return 200, json.loads(json.dumps(answer))


FAULTS: dict[str, Refuse] = {
    "429 for items": every_second(lambda body: (200, bulk_items(body, 429))),
    "429 for all": every_second(lambda _body: (429, {"error": "busy", "status": 429})),
    "503 for all": every_second(lambda _body: (503, {"error": "no shard", "status": 503})),
    "dropped before": every_second(lambda _body: (DROPPED, None)),
    "dropped after": every_second(lambda _body: (DROPPED_AFTER, None)),
    "400 for an item": refuse_unfit,
}


def count_faults(archive: Archive, engine: ElasticEngine) -> tuple[int, int, int]:
    """(lost, doubled, quarantined)."""
    status = compare_index(archive, engine)
    refused = len(status.quarantined)
    articles = engine.count(Query())
    mentions = engine.tally(Query(), "mentions", splits={}).total
    wanted = _ARTICLES - refused
    lost = status.lacking + max(wanted - mentions, 0)
    return lost, len(status.surplus) + max(articles - wanted, 0) + max(mentions - wanted, 0), refused


@pytest.mark.parametrize("fault", [*FAULTS, "away for a whole crawl"])
def test_every_article_ends_indexed_or_quarantined(
    archive: Archive, elasticsearch_url: str, prefix: str, report: Report, fault: str
) -> None:
    served: AbstractContextManager[str]
    if fault in FAULTS:
        served = refusing_proxy(elasticsearch_url, FAULTS[fault])
    else:
        served = nullcontext(f"http://127.0.0.1:{free_port()}")
    crawls = 0
    with served as url:
        engine = ElasticEngine(Connection(url=url, backoff=0.01), prefix)
        while crawls < 3:
            crawls += 1
            try:
                index_outbox(archive, engine, REGISTRY)
                break
            except UnavailableError:
                continue
        engine.close()
    engine = ElasticEngine(Connection(url=elasticsearch_url, backoff=0.01), prefix)
    index_outbox(archive, engine, REGISTRY)
    with archive.reading() as connection:
        waiting = outbox.count_waiting(connection)
    lost, doubled, refused = count_faults(archive, engine)
    report(
        f"Elasticsearch, {fault}",
        f"{_ARTICLES} articles, {lost} lost, {doubled} doubled, {refused} quarantined",
    )
    engine.close()
    assert (lost, doubled, waiting) == (0, 0, 0)
    assert refused == (1 if fault == "400 for an item" else 0)
