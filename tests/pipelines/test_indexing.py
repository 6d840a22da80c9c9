"""The outbox and the index: one that is not there is made, and filled with all that is archived."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive import outbox
from archive.frontier import register_sources, start_run
from archive.store import open_archive, sqlite_url
from otklik.index_status import advise, compare_index
from pipelines.indexing import index_outbox
from records.errors import StorageError
from records.search import Query
from search.engine import Engine
from search.open import open_engine
from tests.archive.conftest import NOW, SOURCE, Desk
from tests.search.conftest import BOTH, remove_indices
from tests.search.press import REGISTRY

Deletable = tuple[Engine, Callable[[], None]]


@pytest.fixture(params=BOTH)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Deletable]:
    """An engine that has no index yet, and what deletes its index behind its back."""
    url = request.getfixturevalue("elasticsearch_url") if request.param == "elastic" else ""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    engine = open_engine(folder=tmp_path / "index", url=url, prefix=prefix)
    delete = (lambda: remove_indices(url, prefix)) if url else (lambda: shutil.rmtree(tmp_path / "index"))
    yield engine, delete
    engine.close()
    if url:
        remove_indices(url, prefix)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """With three articles placed, two of them indexed and one refused for good, as another index left them."""
    archive = open_archive(sqlite_url(tmp_path / "archive.db"))
    with archive.writing() as connection:
        run_id = start_run(connection, NOW)
        register_sources(connection, [SOURCE])
    desk = Desk(archive, run_id)
    articles = [desk.keep(number) for number in (1, 2, 3)]
    for article in articles:
        desk.annotate(article)
        desk.place(article, article.id)
    with archive.writing() as connection:
        outbox.settle_indexed(connection, [(article.id, 1) for article in articles[:2]])
        outbox.settle_refused(connection, articles[2].id, 1, "400", quarantined=NOW)
    yield desk
    archive.close()


def test_an_index_that_is_not_there_is_filled_from_the_archive(index: Deletable, desk: Desk) -> None:
    engine, _delete = index
    assert index_outbox(desk.archive, engine, REGISTRY).taken == 3
    assert engine.search(Query()).total == 3
    assert compare_index(desk.archive, engine).sound
    assert index_outbox(desk.archive, engine, REGISTRY).taken == 0


def test_a_deleted_index_is_filled_again_and_not_made_by_looking(index: Deletable, desk: Desk) -> None:
    engine, delete = index
    index_outbox(desk.archive, engine, REGISTRY)
    delete()
    for _ in range(2):
        status = compare_index(desk.archive, engine)
        assert (status.exists, len(status.missing), status.sound) == (False, 3, False)
        assert "otklik index rebuild" in advise(status)
    with pytest.raises(StorageError, match="otklik index rebuild"):
        engine.search(Query())
    index_outbox(desk.archive, engine, REGISTRY)
    assert engine.search(Query()).total == 3
    assert compare_index(desk.archive, engine).sound


def test_a_run_that_was_killed_before_it_made_the_index_loses_nothing(index: Deletable, desk: Desk) -> None:
    engine, _delete = index
    with desk.archive.writing() as connection:
        outbox.enqueue_placed(connection)
        outbox.enqueue_placed(connection)
        assert outbox.count_waiting(connection) == 3
    assert index_outbox(desk.archive, engine, REGISTRY).taken == 3


def test_the_advice_fits_what_is_wrong(index: Deletable, desk: Desk) -> None:
    engine, _delete = index
    index_outbox(desk.archive, engine, REGISTRY)
    assert "совпадает" in advise(compare_index(desk.archive, engine))
    article = desk.keep(4)
    desk.annotate(article)
    desk.place(article, article.id)
    assert "следующий обход" in advise(compare_index(desk.archive, engine))
    with desk.archive.writing() as connection:
        outbox.settle_indexed(connection, [(article.id, 1)])
    assert "Обход этого не исправит" in advise(compare_index(desk.archive, engine))
    index_outbox(desk.archive, engine, REGISTRY)
    assert not compare_index(desk.archive, engine).sound
