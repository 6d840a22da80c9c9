"""The outbox and the index: one that is not there is made, and filled with all that is archived."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import outbox
from archive.articles import find_placements
from archive.frontier import register_sources, start_run
from archive.store import open_archive, sqlite_url
from otklik.index_status import advise, compare_index
from pipelines.correcting import correct, show_now, take_back
from pipelines.documents import all_documents, read_documents
from pipelines.indexing import index_outbox
from pipelines.reannotation import annotate_outdated
from pipelines.rebuilding import rebuild_index
from records.annotation import Annotation, Task
from records.correction import Correction, MentionCorrection, NotRelevant, OtherDate, OtherStory
from records.errors import StorageError
from records.search import Query
from search.elastic import ElasticEngine
from search.engine import Engine
from search.open import open_engine
from tests.archive.conftest import NOW, SOURCE, Desk, an_annotation, an_article
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


def ids(engine: Engine) -> list[str]:
    return sorted(hit.id for hit in engine.search(Query()).hits)


def test_what_people_left_out_goes_from_the_index_at_once_and_comes_back(
    index: Deletable, desk: Desk
) -> None:
    engine, _delete = index
    index_outbox(desk.archive, engine, REGISTRY)
    out = an_article(2).id
    settled = correct(desk.archive, [NotRelevant(article_id=out, made=NOW, by="Анна")])
    assert show_now(desk.archive, engine, REGISTRY, settled.touched)
    assert out not in ids(engine)
    assert len(ids(engine)) == 2
    index_outbox(desk.archive, engine, REGISTRY)
    assert compare_index(desk.archive, engine).sound
    assert rebuild_index(desk.archive, engine, REGISTRY).taken == 2
    _said, settled = take_back(desk.archive, settled.ids[0], "Борис", NOW)
    assert show_now(desk.archive, engine, REGISTRY, settled.touched)
    assert out in ids(engine)
    index_outbox(desk.archive, engine, REGISTRY)
    assert compare_index(desk.archive, engine).sound


def test_a_click_during_a_rebuild_is_in_the_new_index_after_the_next_crawl(
    index: Deletable, desk: Desk
) -> None:
    engine, _delete = index
    index_outbox(desk.archive, engine, REGISTRY)
    with engine.rebuild() as fresh:
        for documents in all_documents(desk.archive, REGISTRY):
            fresh.write(documents)
        out = an_article(2).id
        settled = correct(desk.archive, [NotRelevant(article_id=out, made=NOW, by="Анна")])
        if isinstance(engine, ElasticEngine):  # the embedded one has one writer at a time, and says so
            assert show_now(desk.archive, engine, REGISTRY, settled.touched)
    index_outbox(desk.archive, engine, REGISTRY)
    assert out not in ids(engine)
    assert compare_index(desk.archive, engine).sound


def test_without_an_index_a_click_waits_for_the_next_crawl(index: Deletable, desk: Desk) -> None:
    engine, _delete = index
    article = an_article(1).id
    settled = correct(
        desk.archive, [OtherDate(article_id=article, made=NOW, by="Анна", published=NOW, has_time=True)]
    )
    assert not show_now(desk.archive, engine, REGISTRY, settled.touched)
    index_outbox(desk.archive, engine, REGISTRY)
    [hit] = [hit for hit in engine.search(Query()).hits if hit.id == article]
    assert hit.published == NOW


def test_a_writer_that_read_an_article_before_it_was_left_out_brings_it_back_for_one_crawl_at_most(
    index: Deletable, desk: Desk
) -> None:
    engine, _delete = index
    index_outbox(desk.archive, engine, REGISTRY)
    out = an_article(2).id
    with desk.archive.reading() as connection:
        rows = outbox.find_rows(connection, [out])
    late = read_documents(desk.archive, REGISTRY, rows)
    settled = correct(desk.archive, [NotRelevant(article_id=out, made=NOW, by="Анна")])
    show_now(desk.archive, engine, REGISTRY, settled.touched)
    engine.write(late)
    index_outbox(desk.archive, engine, REGISTRY)
    assert out not in ids(engine)


def test_every_correction_outlives_a_new_model_and_a_rebuilt_index(index: Deletable, desk: Desk) -> None:
    engine, _delete = index
    ids = [an_article(number).id for number in (1, 2, 3)]
    word: dict[str, Any] = {"made": NOW, "by": "Анна"}
    said: list[Correction] = [
        MentionCorrection(article_id=ids[0], union="fp-kurgan", tone=-1, **word),
        OtherDate(article_id=ids[1], published=NOW - timedelta(days=40), has_time=True, **word),
        NotRelevant(article_id=ids[2], **word),
        OtherStory(article_id=ids[0], **word),
    ]
    correct(desk.archive, said)

    def annotate(tasks: Iterable[Task]) -> Iterator[Annotation]:
        return (replace(an_annotation(tone=1), model="2") for _task in tasks)

    assert annotate_outdated(desk.archive, {}, annotate, "2").annotated == 3
    assert rebuild_index(desk.archive, engine, REGISTRY).taken == 2
    hits = {hit.id: hit for hit in engine.search(Query()).hits}
    assert hits.keys() == {ids[0], ids[1]}
    assert hits[ids[0]].tones == {"fp-kurgan": -1}
    assert hits[ids[1]].published == NOW - timedelta(days=40)
    with desk.archive.reading() as connection:
        found = find_placements(connection, ids)
    assert {id_: place.story_id for id_, place in found.items()} == {ids[0]: ids[0], ids[1]: ids[1]}
