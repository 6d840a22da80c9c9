"""Both engines, empty or with the invented press in them, each in a place of its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.engine import Engine
from search.open import open_engine
from tests.search.press import PRESS

BOTH = ("embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch))


@contextmanager
def opened(
    kind: str, folder: Path, request: pytest.FixtureRequest, *, create: bool = True
) -> Iterator[Engine]:
    url = request.getfixturevalue("elasticsearch_url") if kind == "elastic" else ""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    engine = open_engine(folder=folder / "index", url=url, prefix=prefix)
    if create:
        engine.ensure()
    yield engine
    engine.close()
    if url:
        remove_indices(url, prefix)


def remove_indices(url: str, prefix: str) -> None:
    with Elasticsearch(url) as client:
        if indices := list(client.indices.get(index=f"{prefix}-*", features=["aliases"])):
            client.indices.delete(index=indices)


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Empty, for one test. Each test that asks for it runs on both."""
    with opened(request.param, tmp_path, request) as engine:
        yield engine


@pytest.fixture(params=BOTH, scope="session")
def press(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """With the invented press in it, to be read only."""
    with opened(request.param, tmp_path_factory.mktemp("press"), request) as engine:
        assert engine.write(PRESS) == []
        yield engine


@pytest.fixture
def elastic(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with opened("elastic", tmp_path, request) as engine:
        yield engine


@pytest.fixture
def embedded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with opened("embedded", tmp_path, request) as engine:
        yield engine
