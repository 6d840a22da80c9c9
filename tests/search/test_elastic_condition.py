"""What is said of a cluster: only what is wrong, and a single node without copies is not."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.elastic import Connection, ElasticEngine
from search.elastic_condition import judge_disks, judge_health, judge_indices
from tests.search.conftest import remove_indices
from tests.search.press import PRESS
from tests.search.proxy import refusing_proxy


def health(status: str, nodes: int, copies: int = 1, moving: int = 0) -> dict[str, Any]:
    return {
        "status": status,
        "number_of_nodes": nodes,
        "number_of_data_nodes": nodes,
        "active_primary_shards": 2,
        "active_shards": 2 * (1 + copies),
        "initializing_shards": moving,
        "relocating_shards": 0,
    }


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (health("green", 3), []),
        (health("green", 1, copies=0), []),
        (health("yellow", 1, copies=0), []),
        (health("yellow", 3, moving=1), []),
        (health("yellow", 2, copies=0), ["запасная копия"]),
        (health("green", 3, copies=0), ["auto_expand_replicas"]),
        (health("red", 2), ["недоступна"]),
        (health("red", 1), ["недоступна"]),
    ],
)
def test_a_color_is_told_only_where_it_means_something(body: dict[str, Any], said: list[str]) -> None:
    sentences = list(judge_health(body))
    assert len(sentences) == len(said)
    assert all(words in sentence for words, sentence in zip(said, sentences, strict=True))


def test_a_disk_that_is_nearly_full_is_named_with_its_node() -> None:
    def node(name: str, total: int, available: int) -> dict[str, Any]:
        return {"name": name, "fs": {"total": {"total_in_bytes": total, "available_in_bytes": available}}}

    nodes = {"a": node("es-1", 1000, 151), "b": node("es-2", 1000, 40), "c": {"name": "es-3"}}
    [sentence] = judge_disks(nodes)
    assert "es-2" in sentence
    assert "96 %" in sentence


def test_a_forbidden_write_is_named_with_its_index() -> None:
    def index(**blocks: str) -> dict[str, Any]:
        return {"settings": {"index": {"blocks": blocks} if blocks else {}}}

    indices = {
        "o-1": index(read_only_allow_delete="true"),
        "o-2": index(),
        "o-3": index(write="false"),
    }
    [sentence] = judge_indices(indices)
    assert "o-1" in sentence


@pytest.fixture
def prefix(elasticsearch_url: str) -> Iterator[str]:
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    remove_indices(elasticsearch_url, name)


@pytest.mark.elasticsearch
def test_a_real_server_is_described_by_what_it_says_of_itself(elasticsearch_url: str, prefix: str) -> None:
    engine = ElasticEngine(Connection(url=elasticsearch_url), prefix)
    engine.ensure()
    engine.write(PRESS)
    aliases = [f"{prefix}-articles", f"{prefix}-mentions"]

    def of_index() -> list[str]:
        return [sentence for sentence in engine.troubles() if "диске узла" not in sentence]

    assert of_index() == []
    with Elasticsearch(elasticsearch_url) as client:
        # A copy for which a single node has no place: yellow.
        settings = {"index.auto_expand_replicas": "false", "index.number_of_replicas": 1}
        client.indices.put_settings(index=aliases, settings=settings)
        assert client.cluster.health(index=aliases)["status"] == "yellow"
        assert of_index() == []
        client.indices.put_settings(index=aliases, settings={"index.blocks.read_only_allow_delete": True})
        sentences = of_index()
        client.indices.put_settings(index=aliases, settings={"index.blocks.read_only_allow_delete": None})
    assert len(sentences) == 2
    assert all(f"{prefix}-" in sentence for sentence in sentences)
    engine.close()


@pytest.mark.elasticsearch
def test_a_key_that_may_not_ask_about_the_cluster_is_no_trouble(elasticsearch_url: str, prefix: str) -> None:
    def refuse(_method: str, path: str, _body: bytes) -> tuple[int, object] | None:
        return (403, {"error": "no", "status": 403}) if path.startswith(("/_cluster", "/_nodes")) else None

    with refusing_proxy(elasticsearch_url, refuse) as url:
        engine = ElasticEngine(Connection(url=url), prefix)
        engine.ensure()
        assert engine.troubles() == []
        engine.close()
