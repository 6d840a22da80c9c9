"""An index that is not there: looking at it makes none."""

from __future__ import annotations

from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from records.errors import StorageError
from records.search import Query
from search.engine import Engine
from tests.search.conftest import BOTH, opened
from tests.search.press import PRESS


@pytest.mark.parametrize("kind", BOTH)
def test_an_absent_index_is_told_and_not_made_by_looking(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with opened(kind, tmp_path, request, create=False) as engine:
        for ask in (engine.check, lambda: engine.search(Query()), lambda: engine.write(PRESS)):
            with pytest.raises(StorageError, match="otklik index rebuild"):
                ask()
        assert not engine.exists()
        engine.ensure()
        assert engine.exists()
        engine.check()


@pytest.mark.parametrize("kind", BOTH)
def test_a_rebuild_makes_an_absent_index(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with opened(kind, tmp_path, request, create=False) as engine:
        with engine.rebuild() as writer:
            writer.write(PRESS)
        assert engine.exists()
        assert engine.search(Query()).total == len(PRESS)


@pytest.mark.elasticsearch
def test_an_index_of_which_a_half_is_gone_is_not_there(elastic: Engine, elasticsearch_url: str) -> None:
    elastic.write(PRESS)
    with Elasticsearch(elasticsearch_url) as client:
        name = elastic._indices.aliases()["mentions"]  # type: ignore[attr-defined]
        client.indices.delete(index=list(client.indices.get_alias(name=name)))
    assert not elastic.exists()
