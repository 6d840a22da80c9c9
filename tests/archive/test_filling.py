"""Queueing everything for an index that has nothing yet, on SQLite and on PostgreSQL."""

from __future__ import annotations

from archive import outbox
from tests.archive.conftest import NOW, Desk


def test_all_that_is_placed_is_queued_as_it_is(desk: Desk) -> None:
    indexed, refused, waiting, unplaced = (desk.keep(number) for number in range(4))
    for article in (indexed, refused, waiting):
        desk.annotate(article)
        desk.place(article, article.id)
    desk.annotate(unplaced)
    with desk.archive.writing() as connection:
        outbox.settle_indexed(connection, [(indexed.id, 1)])
        outbox.enqueue(connection, [waiting.id])
        outbox.settle_refused(connection, refused.id, 1, "400", quarantined=NOW)
        outbox.enqueue_placed(connection)
        assert dict(outbox.waiting(connection, 10)) == {indexed.id: 1, refused.id: 1, waiting.id: 2}
        assert outbox.quarantined(connection) == []
        outbox.settle_indexed(connection, [(indexed.id, 1), (waiting.id, 1)])
        assert dict(outbox.waiting(connection, 10)) == {refused.id: 1, waiting.id: 2}
