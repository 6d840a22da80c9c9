"""Elasticsearch absent, overloaded, refusing, or changed by others."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from records.errors import ConfigError, OtklikError, StorageError, UnavailableError
from records.search import Query
from search.elastic import Connection, ElasticEngine
from search.engine import Engine
from search.mapping import FIELDS
from tests.elasticsearch_node import Node, free_port
from tests.search.conftest import remove_indices
from tests.search.press import PRESS, Named, article_id, make_documents
from tests.search.proxy import Refuse, bulk_items, refusing_proxy

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def prefix(elasticsearch_url: str) -> Iterator[str]:
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    remove_indices(elasticsearch_url, name)


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as client:
        yield client


def refuse_bulk(times: int, status: int, *, whole: bool) -> tuple[Refuse, list[int]]:
    """Refuses the first bulk requests, as a whole or item by item; the list tells how many came."""
    seen: list[int] = []

    def refuse(method: str, path: str, body: bytes) -> tuple[int, object] | None:
        if "_bulk" not in path:
            return None
        seen.append(len(body))
        if len(seen) > times:
            return None
        return (status, {"error": "busy", "status": status}) if whole else (200, bulk_items(body, status))

    return refuse, seen


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("status", [429, 503])
def test_an_overloaded_server_is_asked_again_until_all_is_written(
    elasticsearch_url: str, prefix: str, status: int, whole: bool
) -> None:
    refuse, seen = refuse_bulk(3, status, whole=whole)
    with refusing_proxy(elasticsearch_url, refuse) as url:
        engine = ElasticEngine(Connection(url=url, backoff=0.01), prefix)
        engine.ensure()
        assert engine.write(PRESS) == []
        assert len(seen) == 5
        assert engine.search(Query()).total == len(PRESS)
        assert len(list(engine.versions())) == len(PRESS)
        engine.close()


def test_items_refused_to_the_end_are_named_and_may_be_sent_again(
    elasticsearch_url: str, prefix: str
) -> None:
    refuse, _seen = refuse_bulk(5, 429, whole=False)
    with refusing_proxy(elasticsearch_url, refuse) as url:
        engine = ElasticEngine(Connection(url=url, backoff=0.01), prefix)
        engine.ensure()
        refusals = engine.write(PRESS)
        assert sorted(one.id for one in refusals) == sorted(one.article_id for one in PRESS)
        assert not any(one.permanent for one in refusals)
        assert "queue is full" in refusals[0].reason
        assert engine.write(PRESS) == []
        assert engine.search(Query()).total == len(PRESS)
        engine.close()


def test_a_server_that_is_not_there_is_named_with_the_mend(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    engine = ElasticEngine(Connection(url=url, backoff=0.01))
    for ask in (
        engine.ensure,
        lambda: engine.search(Query()),
        lambda: engine.write(PRESS),
        lambda: [*engine.versions()],
    ):
        with pytest.raises(UnavailableError, match=url) as caught:
            ask()
        assert "otklik.toml" in str(caught.value)
    engine.close()


@pytest.mark.parametrize(
    ("status", "mend"), [(401, "проверьте ключ"), (403, "проверьте ключ"), (500, "отказал"), (429, "отказал")]
)
def test_a_server_that_refuses_is_named_with_the_mend(elasticsearch_url: str, status: int, mend: str) -> None:
    with refusing_proxy(elasticsearch_url, lambda *_: (status, {"error": "no", "status": status})) as url:
        engine = ElasticEngine(Connection(url=url, api_key="bm86bm8=", backoff=0.01))
        for ask in (lambda: engine.search(Query()), lambda: engine.write(PRESS)):
            with pytest.raises(UnavailableError, match=mend):
                ask()
        engine.close()


def test_a_dead_server_that_comes_back_has_what_was_written_and_takes_the_rest(
    elasticsearch_node: Node,
) -> None:
    engine = ElasticEngine(Connection(url=elasticsearch_node.url, backoff=0.01), "test")
    engine.ensure()
    engine.write(PRESS[:2])
    elasticsearch_node.stop()
    with pytest.raises(UnavailableError):
        engine.write(PRESS)
    elasticsearch_node.start()
    assert sorted(dict(engine.versions())) == sorted(one.article_id for one in PRESS[:2])
    assert engine.write(PRESS) == []
    assert engine.search(Query()).total == len(list(engine.versions())) == len(PRESS)
    engine.close()


@pytest.mark.parametrize(
    "url", ["localhost", "ftp://localhost:9200", "http://localhost", "", "http://[::1:9200"]
)
def test_an_address_that_cannot_be_one_is_refused_at_once(url: str) -> None:
    with pytest.raises(ConfigError, match="не годится"):
        ElasticEngine(Connection(url=url))


def test_before_ensure_nothing_is_created_by_chance(
    elasticsearch_url: str, prefix: str, client: Elasticsearch
) -> None:
    engine = ElasticEngine(Connection(url=elasticsearch_url), prefix)
    for ask in (
        lambda: engine.search(Query()),
        lambda: engine.write(PRESS),
        lambda: engine.remove([article_id("rise")]),
        lambda: [*engine.versions()],
    ):
        with pytest.raises(StorageError, match="otklik index rebuild"):
            ask()
    assert not client.indices.get(index=f"{prefix}*")
    engine.close()


def test_the_aliases_stand_on_numbered_indices_with_strict_mappings(
    elasticsearch_url: str, prefix: str, client: Elasticsearch
) -> None:
    engine = ElasticEngine(Connection(url=elasticsearch_url), prefix)
    engine.ensure()
    for projection in FIELDS:
        [(index, found)] = client.indices.get(index=f"{prefix}-{projection}").items()
        assert index == f"{prefix}-{projection}-000001"
        assert found["mappings"]["dynamic"] == "strict"
        kinds = {name: field["type"] for name, field in found["mappings"]["properties"].items()}
        assert kinds == {
            name: "text" if kind in ("lemmas", "forms") else kind for name, kind in FIELDS[projection].items()
        }
    with engine.rebuild() as writer:
        writer.write(PRESS)
        assert sorted(client.indices.get(index=f"{prefix}-articles-*")) == [
            f"{prefix}-articles-000001",
            f"{prefix}-articles-000002",
        ]
    assert sorted(client.indices.get(index=f"{prefix}-*")) == [
        f"{prefix}-articles-000002",
        f"{prefix}-mentions-000002",
    ]
    engine.close()


def test_every_field_of_the_documents_is_in_the_mapping_and_every_mapped_one_is_used(elastic: Engine) -> None:
    used = {"articles": {*()}, "mentions": {*()}}
    for one in PRESS:
        used["articles"] |= set(one.article)
        for mention in one.mentions:
            used["mentions"] |= set(mention)
    assert used == {projection: set(fields) for projection, fields in FIELDS.items()}


def test_what_a_killed_rebuild_left_is_cleared_by_the_next(
    elasticsearch_url: str, prefix: str, client: Elasticsearch
) -> None:
    engine = ElasticEngine(Connection(url=elasticsearch_url), prefix)
    engine.ensure()
    engine.write(PRESS)
    client.indices.create(index=f"{prefix}-articles-000002")
    with engine.rebuild() as writer:
        writer.write(PRESS)
    assert len(client.indices.get(index=f"{prefix}-*")) == 2
    assert engine.search(Query()).total == len(PRESS)
    engine.close()


def test_mentions_that_a_late_writer_left_behind_go_with_the_next_write(
    elasticsearch_url: str, prefix: str, client: Elasticsearch
) -> None:
    """A writer of revision 1 may be overtaken between its article and its mentions."""
    medics = Named(union="medics-kurgan", words="Курганский профсоюз медиков", tone=-1)
    text = "Курганский профсоюз медиков собрался."
    late, current = (
        make_documents("late", text=text, named=named, revision=revision)
        for named, revision in (([medics], 1), ([], 2))
    )
    engine = ElasticEngine(Connection(url=elasticsearch_url), prefix)
    engine.ensure()
    engine.write([current])
    left = late.mentions[0]
    client.index(
        index=f"{prefix}-mentions",
        id=left["id"],
        document=left,
        version=1,
        version_type="external",
        refresh=True,
    )
    engine.write([current])
    assert [hit.evidence for hit in engine.search(Query()).hits] == [()]
    engine.close()


def test_every_message_is_one_sentence_for_the_user(elasticsearch_url: str) -> None:
    with pytest.raises(OtklikError) as caught:
        ElasticEngine(Connection(url=f"http://127.0.0.1:{free_port()}")).ensure()
    assert "\n" not in str(caught.value)
    assert "Traceback" not in str(caught.value)
