"""A rebuild beside a crawl that writes and readers who ask: nothing lost, nothing doubled, nobody kept waiting."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive import outbox
from archive.store import Archive, open_archive, sqlite_url
from otklik.index_status import compare_index
from pipelines.indexing import index_outbox
from pipelines.rebuilding import rebuild_index
from records.errors import BusyError, StorageError, UnavailableError
from records.search import Query, Refusal
from search.documents import ArticleDocuments
from search.engine import Engine
from search.open import open_engine
from tests.pipelines.placed import Crawling, Reading, annotate_again, place
from tests.search.conftest import BOTH, remove_indices
from tests.search.press import REGISTRY

Open = Callable[[], Engine]


@pytest.fixture(params=BOTH)
def open_index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same index again and again: for each of those who write and read at once."""
    url = request.getfixturevalue("elasticsearch_url") if request.param == "elastic" else ""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    opened: list[Engine] = []

    def open_one() -> Engine:
        opened.append(open_engine(folder=tmp_path / "index", url=url, prefix=prefix))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.close()
    if url:
        remove_indices(url, prefix)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = open_archive(sqlite_url(tmp_path / "archive.db"))
    yield archive
    archive.close()


def count_mentions(engine: Engine) -> int:
    return engine.tally(Query(), "mentions", splits={}).total


def test_what_a_crawl_writes_during_rebuilds_is_in_the_index_afterwards_and_readers_never_notice(
    open_index: Open, archive: Archive, tmp_path: Path
) -> None:
    there = 250
    place(archive, range(there))
    engine = open_index()
    assert index_outbox(archive, engine, REGISTRY).taken == there
    crawling = Crawling(sqlite_url(tmp_path / "archive.db"), open_index(), first=there)
    reading = Reading(open_index())
    crawling.start()
    reading.start()
    try:
        for _round in range(2):
            assert rebuild_index(archive, engine, REGISTRY).refused == 0
    finally:
        crawling.stop()
        reading.stop()
    assert crawling.faults == []
    assert reading.faults == []
    assert reading.answers > 5
    assert reading.least >= there
    assert crawling.taken > 10  # it did write meanwhile, or nothing was tested
    status = compare_index(archive, engine)
    assert (status.missing, status.stale, status.surplus, status.waiting) == ([], [], [], 0)
    assert engine.search(Query(limit=0)).total == count_mentions(engine) == crawling.next


def test_what_changes_after_a_round_comes_into_the_new_index_with_its_mentions(
    open_index: Open, archive: Archive
) -> None:
    """The old index has taken the change, and the outbox nothing more of it, before the new one is in place."""
    place(archive, range(3))
    engine, crawl = open_index(), open_index()
    index_outbox(archive, engine, REGISTRY)
    changed = []

    def crawl_once(_count: int) -> None:
        if not changed:
            changed.append(True)
            annotate_again(archive, [0], -1)
            place(archive, [3])
            index_outbox(archive, crawl, REGISTRY)
            with archive.reading() as connection:
                assert outbox.count_waiting(connection) == 0

    assert rebuild_index(archive, engine, REGISTRY, crawl_once).taken == 4
    assert compare_index(archive, engine).sound
    assert engine.count(Query()) == count_mentions(engine) == 4
    assert sorted(hit.tones["fp-kurgan"] for hit in engine.search(Query()).hits) == [-1, 1, 1, 1]


class Refusing:
    """The engine, but one article is refused where a rebuild writes it; `rounds` counts how often it was given."""

    def __init__(self, engine: Engine, refusal: Refusal) -> None:
        self._engine = engine
        self._refusal = refusal
        self.rounds = 0

    @contextmanager
    def rebuild(self) -> Iterator[Refusing]:
        with self._engine.rebuild() as self._writer:
            yield self

    def write(self, documents: Sequence[ArticleDocuments]) -> list[Refusal]:
        others = [one for one in documents if one.article_id != self._refusal.id]
        refused = [self._refusal] * (len(documents) - len(others))
        self.rounds += len(refused)
        return [*self._writer.write(others), *refused]


def test_what_the_new_index_refuses_for_good_is_quarantined_though_the_old_one_had_it(
    open_index: Open, archive: Archive
) -> None:
    place(archive, range(3))
    engine = open_index()
    index_outbox(archive, engine, REGISTRY)
    refused = sorted(dict(engine.versions()))[1]
    refusing = Refusing(engine, Refusal(id=refused, reason="does not fit", permanent=True))
    outcome = rebuild_index(archive, refusing, REGISTRY)  # type: ignore[arg-type]
    assert (outcome.taken, outcome.refused) == (2, 1)
    status = compare_index(archive, engine)
    assert (status.missing, status.quarantined) == ([refused], [(refused, "does not fit")])
    with archive.writing() as connection:
        assert outbox.release_quarantined(connection) == 1
    assert index_outbox(archive, engine, REGISTRY).taken == 1
    assert compare_index(archive, engine).sound


def test_an_index_that_cannot_keep_up_does_not_take_the_old_ones_place(
    open_index: Open, archive: Archive
) -> None:
    place(archive, range(3))
    engine = open_index()
    index_outbox(archive, engine, REGISTRY)
    refused = sorted(dict(engine.versions()))[1]
    refusing = Refusing(engine, Refusal(id=refused, reason="queue is full", permanent=False))
    with pytest.raises(UnavailableError, match="queue is full"):
        rebuild_index(archive, refusing, REGISTRY)  # type: ignore[arg-type]
    assert refusing.rounds > 1
    assert compare_index(archive, engine).sound
    assert engine.count(Query()) == 3


def test_an_index_of_other_fields_is_rebuilt_by_whoever_writes_and_by_no_reader(
    open_index: Open, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(archive, range(3))
    engine = open_index()
    index_outbox(archive, engine, REGISTRY)
    monkeypatch.setattr("search.mapping._SCHEME", 1_000_000)
    assert not engine.is_current()
    with pytest.raises(StorageError, match=r"прежней версией.*соберёт заново"):
        engine.check()
    assert not engine.is_current()
    with engine.rebuild(), pytest.raises(StorageError, match="собирается заново: повторите"):
        open_index().check()
    place(archive, [3])
    monkeypatch.setattr("search.mapping._SCHEME", 1_000_001)
    begun = []

    def busy() -> None:
        raise BusyError("другой запуск")

    with pytest.raises(BusyError):
        index_outbox(archive, engine, REGISTRY, rebuilding=busy)  # type: ignore[arg-type]
    assert index_outbox(archive, engine, REGISTRY, begun.append).taken == 4
    assert sum(begun) == 4
    engine.check()
    assert compare_index(archive, engine).sound
