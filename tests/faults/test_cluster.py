"""A cluster of three real nodes of which one is killed: while crawls write, while an index is rebuilt, as its master.

Three servers are much for a small machine: `make cluster` runs this, `make test` does not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archive import outbox
from archive.store import Archive, open_archive, sqlite_url
from otklik.index_status import compare_index
from pipelines.indexing import index_outbox
from pipelines.rebuilding import rebuild_index
from records.errors import OtklikError
from records.search import Query
from search.open import open_engine
from tests.conftest import need_node
from tests.elasticsearch_node.cluster import Cluster, running_cluster
from tests.faults.conftest import Report
from tests.pipelines.placed import Crawling, Reading, annotate_again, place
from tests.search.press import REGISTRY

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.skipif(
        not os.environ.get("OTKLIK_TEST_CLUSTER"), reason="three servers at once: run by make cluster"
    ),
]
_ARTICLES = 600


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    need_node()
    with running_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@dataclass
class Killing:
    """Kills one node when `after` articles are done."""

    cluster: Cluster
    choose: Callable[[], str]
    after: int
    done: int = 0
    killed: str = field(default="")

    def __call__(self, count: int) -> None:
        self.done += count
        if not self.killed and self.done >= self.after:
            self.killed = self.choose()
            self.cluster.nodes[self.killed].kill()

    def bring_back(self) -> None:
        assert self.killed, "nothing was killed, so nothing was tested"
        self.cluster.nodes[self.killed].start()
        self.cluster.wait_until_whole()


@pytest.mark.parametrize("work", ["writes", "rebuild", "rebuild-master"])
def test_a_killed_node_loses_and_doubles_nothing(
    cluster: Cluster, tmp_path: Path, report: Report, work: str
) -> None:
    database = sqlite_url(tmp_path / "archive.db")
    archive = open_archive(database)
    place(archive, range(_ARTICLES))
    prefix = f"test-{work}"
    engine, crawl, reader = (
        open_engine(folder=tmp_path, url=cluster.url, prefix=prefix) for _number in range(3)
    )
    index_outbox(archive, engine, REGISTRY)
    cluster.wait_until_whole()
    of_draft = f"{prefix}-articles-*-draft"
    choose = {
        "writes": lambda: cluster.primary_of(f"{prefix}-articles"),
        "rebuild": lambda: cluster.primary_of(of_draft),
        "rebuild-master": cluster.master,
    }[work]
    killing = Killing(cluster, choose, after=200)
    crawling = Crawling(database, crawl, first=_ARTICLES)
    reading = Reading(reader)
    if work == "writes":
        annotate_again(archive, range(_ARTICLES), -1)
    crawling.start()
    reading.start()
    failed: list[str] = []
    try:
        if work == "writes":
            _send(archive, lambda: index_outbox(archive, engine, REGISTRY, killing), failed)
        else:
            _send(archive, lambda: rebuild_index(archive, engine, REGISTRY, killing), failed)
    finally:
        crawling.stop()
        reading.stop()
    killing.bring_back()
    index_outbox(archive, engine, REGISTRY)
    with archive.reading() as connection:
        waiting = outbox.count_waiting(connection)
    status = compare_index(archive, engine)
    mentions = engine.tally(Query(), "mentions", splits={}).total
    articles = engine.count(Query())
    lost = len({*status.missing, *status.stale}) + max(crawling.next - mentions, 0)
    doubled = len(status.surplus) + max(articles - crawling.next, 0) + max(mentions - crawling.next, 0)
    report(
        f"Elasticsearch, 1 of 3 nodes killed: {work}",
        f"{crawling.next} articles, {lost} lost, {doubled} doubled; begun again {len(failed)}×; "
        f"{crawling.taken} written meanwhile; {reading.answers} answers, {len(reading.faults)} faults",
    )
    archive.close()
    assert (lost, doubled, waiting, status.quarantined) == (0, 0, 0, [])
    assert articles == mentions == crawling.next
    assert crawling.taken > 0
    assert reading.least >= _ARTICLES
    for one in (engine, crawl, reader):
        one.close()


def _send(archive: Archive, step: Callable[[], object], failed: list[str]) -> None:
    """As cron does: what did not come to its end comes with the next run."""
    for _run in range(3):
        try:
            step()
        except OtklikError as error:
            failed.append(str(error))
        else:
            return
    raise AssertionError(failed)
