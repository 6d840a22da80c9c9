"""kept → annotated → placed → indexed: each state is committed with the work that earned it."""

from __future__ import annotations

from dataclasses import replace

from archive import outbox
from archive.annotations import find_annotations
from archive.articles import articles_in_state, count_in_state, find_placements, keep_article
from archive.stories import articles_to_place
from tests.archive.conftest import NOW, Desk, an_annotation, an_article


def test_an_article_comes_back_as_it_was_kept(desk: Desk) -> None:
    article = desk.keep(1)
    with desk.archive.reading() as connection:
        assert articles_in_state(connection, "kept", 10) == [article]


def test_what_no_database_can_hold_is_replaced_and_moves_no_span(desk: Desk) -> None:
    """NUL, and half of an emoji out of a page's JSON."""
    desk.list_links(1)
    article = replace(an_article(1), title="Цех\x00№ 5", text="Профком \ud83d за нас.")
    with desk.archive.writing() as connection:
        keep_article(connection, desk.run_id, article, NOW)
        [kept] = articles_in_state(connection, "kept", 10)
    assert (kept.title, kept.text) == ("Цех\ufffd№ 5", "Профком \ufffd за нас.")


def test_an_annotation_comes_back_as_it_was_recorded(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    with desk.archive.reading() as connection:
        assert find_annotations(connection, [article.id]) == {article.id: an_annotation()}
        assert count_in_state(connection, "kept") == 0


def test_only_a_placed_article_is_queued_for_the_index(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    with desk.archive.reading() as connection:
        assert outbox.waiting(connection, 10) == []
        assert [member.article_id for member in articles_to_place(connection, 10)] == [article.id]
    desk.place(article, article.id)
    with desk.archive.reading() as connection:
        assert outbox.waiting(connection, 10) == [(article.id, 1)]


def test_annotating_again_queues_a_higher_revision(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    desk.place(article, article.id)
    desk.annotate(article)
    with desk.archive.reading() as connection:
        assert outbox.waiting(connection, 10) == [(article.id, 2)]


def test_what_changed_while_it_was_indexed_stays_queued(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    desk.place(article, article.id)
    with desk.archive.writing() as connection:
        outbox.enqueue(connection, [article.id])
        outbox.settle_indexed(connection, [(article.id, 1)])
        assert outbox.waiting(connection, 10) == [(article.id, 2)]
        assert count_in_state(connection, "indexed") == 0
        outbox.settle_indexed(connection, [(article.id, 2)])
        assert count_in_state(connection, "indexed") == 1


def test_a_quarantined_article_waits_for_a_change(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    desk.place(article, article.id)
    with desk.archive.writing() as connection:
        outbox.settle_refused(connection, article.id, 1, "mapper_parsing_exception", quarantined=NOW)
        assert outbox.waiting(connection, 10) == []
        assert outbox.quarantined(connection) == [(article.id, "mapper_parsing_exception")]
        outbox.enqueue(connection, [article.id])
        assert outbox.waiting(connection, 10) == [(article.id, 2)]


def test_a_refusal_of_an_old_revision_leaves_the_newer_one_queued(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    desk.place(article, article.id)
    with desk.archive.writing() as connection:
        outbox.enqueue(connection, [article.id])
        outbox.settle_refused(connection, article.id, 1, "400", quarantined=NOW)
        assert outbox.waiting(connection, 10) == [(article.id, 2)]


def test_only_those_whose_place_changed_are_queued_again(desk: Desk) -> None:
    first, second = desk.keep(1), desk.keep(2, hours=1)
    for article in (first, second, second):
        desk.annotate(article)
        desk.place(article, first.id)
    with desk.archive.reading() as connection:
        found = find_placements(connection, [first.id, second.id])
        assert {id_: (place.story_id, place.is_reprint) for id_, place in found.items()} == {
            first.id: (first.id, False),
            second.id: (first.id, True),
        }
        assert dict(outbox.waiting(connection, 10)) == {first.id: 1, second.id: 2}
