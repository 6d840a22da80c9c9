"""Queueing again what an index has not taken, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

from archive import outbox
from archive.articles import count_in_state
from archive.revisions import revise_article
from tests.archive.conftest import NOW, Desk


def test_what_another_index_refused_is_queued_again_as_it_is(desk: Desk) -> None:
    indexed, refused, waiting = (desk.keep(number) for number in range(3))
    for article in (indexed, refused, waiting):
        desk.annotate(article)
        desk.place(article, article.id)
    with desk.archive.writing() as connection:
        outbox.settle_indexed(connection, [(indexed.id, 1)])
        outbox.enqueue(connection, [waiting.id])
        outbox.settle_refused(connection, refused.id, 1, "400", quarantined=NOW)
        assert dict(outbox.waiting(connection, 10)) == {waiting.id: 2}
        outbox.queue_again(connection, [indexed.id, refused.id, waiting.id])
        assert dict(outbox.waiting(connection, 10)) == {indexed.id: 1, refused.id: 1, waiting.id: 2}
        assert outbox.quarantined(connection) == []


def test_a_released_article_waits_again_and_the_others_are_left(desk: Desk) -> None:
    refused, waiting = (desk.keep(number) for number in range(2))
    for article in (refused, waiting):
        desk.annotate(article)
        desk.place(article, article.id)
    with desk.archive.writing() as connection:
        outbox.settle_refused(connection, refused.id, 1, "400", quarantined=NOW)
        assert outbox.release_quarantined(connection) == 1
        assert outbox.release_quarantined(connection) == 0
        assert dict(outbox.waiting(connection, 10)) == {refused.id: 1, waiting.id: 1}
        assert sorted(outbox.queued_revisions(connection)) == sorted([(refused.id, 1), (waiting.id, 1)])


def test_an_article_edited_while_its_old_text_was_indexed_is_still_to_be_annotated(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    desk.place(article, article.id)
    with desk.archive.writing() as connection:
        assert revise_article(connection, replace(article, text="Другой текст."))
        outbox.settle_indexed(connection, [(article.id, 1)])
        assert outbox.queued_revisions(connection) == []
        assert count_in_state(connection, "kept") == 1
