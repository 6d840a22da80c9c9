"""What every test may ask for: a real Elasticsearch or PostgreSQL, shared by the run, or a node of the test's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.elasticsearch_node import Node, running_node
from tests.elasticsearch_node import why_unavailable as why_no_node
from tests.postgresql_server import fresh_database, running_server
from tests.postgresql_server import why_unavailable as why_no_postgresql

# Where a single test takes many seconds: begun first, they do not run alone on one processor at the end.
_LONGEST = ("tests/whole_way/test_kill", "tests/crawler/test_scale", "tests/whole_way", "tests/faults", "tests/demo",
            "tests/otklik", "tests/crawler", "tests/digests")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        return next((n for n, name in enumerate(_LONGEST) if item.nodeid.startswith(name)), len(_LONGEST))

    items.sort(key=turn)


@pytest.fixture(scope="session")
def elasticsearch_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for the whole run; tests use index names of their own and leave none behind."""
    if url := os.environ.get("OTKLIK_TEST_ELASTICSEARCH"):
        yield url
        return
    need_node()
    with running_node(tmp_path_factory.mktemp("elasticsearch")) as node:
        yield node.url


@pytest.fixture
def elasticsearch_node(tmp_path: Path) -> Iterator[Node]:
    """A node that the test alone uses, to stop it and start it again."""
    need_node()
    with running_node(tmp_path / "elasticsearch") as node:
        yield node


@pytest.fixture(scope="session")
def postgresql_server_url() -> Iterator[str]:
    """A server for the whole run."""
    need("PostgreSQL server", why_no_postgresql())
    with running_server() as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server_url: str) -> Iterator[str]:
    """An empty database of the test's own."""
    with fresh_database(postgresql_server_url) as url:
        yield url


def need_node() -> None:
    need("Elasticsearch node", why_no_node())


def need(what: str, reason: str) -> None:
    """Skips the test where the thing cannot be had; fails it in CI."""
    if not reason:
        return
    if os.environ.get("CI"):
        pytest.fail(f"no {what} can be had, and CI skips no test: {reason}")
    pytest.skip(f"no {what} can be had: {reason}")
