"""What every test may ask for: a real Elasticsearch, shared by the run, or a node of the test's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.elasticsearch_node import Node, running_node, why_unavailable


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


def need_node() -> None:
    reason = why_unavailable()
    if not reason:
        return
    if os.environ.get("CI"):
        pytest.fail(f"no Elasticsearch node can be had, and CI skips no test: {reason}")
    pytest.skip(f"no Elasticsearch node can be had: {reason}")
