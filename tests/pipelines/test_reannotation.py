"""What older models annotated is annotated again, and nothing is missing meanwhile."""

from __future__ import annotations

from archive import outbox
from archive.annotations import count_outdated, find_annotations
from pipelines.annotation import annotate_kept
from pipelines.reannotation import annotate_outdated
from records.article import Article
from records.runs import AgainReport
from tests.archive.conftest import Desk
from tests.pipelines.test_annotation import Reader


def again(desk: Desk, reader: Reader) -> AgainReport:
    return annotate_outdated(desk.archive, {}, reader.annotate, "1")


def models(desk: Desk, ids: list[str]) -> list[str]:
    with desk.archive.reading() as connection:
        found = find_annotations(connection, ids)
    return [found[id_].model for id_ in ids]


def test_only_what_another_model_annotated_is_read_again(desk: Desk) -> None:
    old, fresh, kept = desk.keep(1), desk.keep(2), desk.keep(3)
    desk.annotate(old)  # by the model «test»
    with desk.archive.reading() as connection:
        assert count_outdated(connection, "1") == 1
    annotate_kept(desk.archive, {}, Reader().annotate, "1")
    reader = Reader()
    assert again(desk, reader) == AgainReport(annotated=1)
    assert reader.read == ["Новость 1"]
    assert models(desk, [old.id, fresh.id, kept.id]) == ["1", "1", "1"]
    assert again(desk, Reader()).annotated == 0


def test_a_text_that_fails_keeps_the_annotation_it_had_and_is_named(desk: Desk) -> None:
    articles = [desk.keep(number) for number in range(40)]
    for article in articles:
        desk.annotate(article)
    report = again(desk, Reader("Новость 7"))
    assert report.annotated == 39
    [failed] = report.failed
    assert failed.startswith("https://vestnik.example/7: ValueError: no such word")
    assert models(desk, [articles[7].id]) == ["test"]


def revision(desk: Desk, article: Article) -> int:
    with desk.archive.reading() as connection:
        return dict(outbox.placed_revisions(connection))[article.id]


def test_a_placed_article_goes_to_the_index_again_where_it_stood(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    desk.place(article, article.id)
    before = revision(desk, article)
    again(desk, Reader())
    assert revision(desk, article) == before + 1
