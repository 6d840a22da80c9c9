"""State «indexed»: what the index still lacks. Rows stay until an engine has taken that very revision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, literal, or_, select, update

from archive.schema import articles, outbox
from archive.statements import insert_into

_AT_ONCE = 500  # ids in one query: a database takes only so many


def enqueue(connection: Connection, article_ids: Sequence[str]) -> None:
    """Raises the articles' revision and queues them. A quarantined one gets its new chance: it has changed."""
    for start in range(0, len(article_ids), _AT_ONCE):
        those = articles.c.id.in_(article_ids[start : start + _AT_ONCE])
        connection.execute(update(articles).where(those).values(revision=articles.c.revision + 1))
        _queue(connection, those)


def queue_again(connection: Connection, article_ids: Sequence[str]) -> None:
    """Queues these articles as they are: another index has not taken them."""
    for start in range(0, len(article_ids), _AT_ONCE):
        _queue(connection, articles.c.id.in_(article_ids[start : start + _AT_ONCE]))


def release_quarantined(connection: Connection) -> int:
    """What was refused for good waits again, for somebody has mended the cause; returns how many."""
    refused = outbox.c.quarantined.is_not(None)
    return connection.execute(
        update(outbox).where(refused).values(quarantined=None, attempts=0, reason="")
    ).rowcount


def queued_revisions(connection: Connection) -> list[tuple[str, int]]:
    """(article id, revision) of all that is queued, refused ones too."""
    return [(row.article_id, row.revision) for row in connection.execute(select(outbox))]


def _queue(connection: Connection, which: ColumnElement[bool]) -> None:
    rows = select(articles.c.id, articles.c.revision, literal(0), literal("")).where(which)
    insert = insert_into(connection, outbox).from_select(
        ["article_id", "revision", "attempts", "reason"], rows
    )
    fresh = {"revision": insert.excluded.revision, "attempts": 0, "quarantined": None, "reason": ""}
    connection.execute(insert.on_conflict_do_update(index_elements=[outbox.c.article_id], set_=fresh))


def waiting(connection: Connection, limit: int, *, after: str = "") -> list[tuple[str, int]]:
    """(article id, revision) of what is to be indexed, by id, beginning after the id `after`.

    A revised article comes when it is annotated and placed anew: until then nothing is known of its text. One that
    people left out comes at once: it is to be taken out of the index (`left_out`).
    """
    rows = connection.execute(
        select(outbox.c.article_id, outbox.c.revision)
        .join(articles, articles.c.id == outbox.c.article_id)
        .where(
            outbox.c.quarantined.is_(None),
            outbox.c.article_id > after,
            or_(_shown(), articles.c.left_out.is_(True)),
        )
        .order_by(outbox.c.article_id)
        .limit(limit)
    )
    return [(row.article_id, row.revision) for row in rows]


def settle_indexed(connection: Connection, delivered: Iterable[tuple[str, int]]) -> None:
    """The index has these revisions. One that changed meanwhile stays queued with its newer revision, and one that
    was edited meanwhile is still to be annotated."""
    for article_id, revision in delivered:
        gone = connection.execute(
            delete(outbox).where(outbox.c.article_id == article_id, outbox.c.revision == revision)
        )
        if gone.rowcount:
            this = and_(articles.c.id == article_id, articles.c.revision == revision)
            connection.execute(update(articles).where(this).values(state="indexed"))


def settle_removed(connection: Connection, removed: Iterable[tuple[str, int]]) -> None:
    """The index has these articles no more, and their state is what it was."""
    for article_id, revision in removed:
        connection.execute(
            delete(outbox).where(outbox.c.article_id == article_id, outbox.c.revision == revision)
        )


def settle_refused(
    connection: Connection, article_id: str, revision: int, reason: str, *, quarantined: datetime | None
) -> None:
    """The index did not take this revision: tried again next time, or set aside for a person when that cannot help.

    A newer revision that was queued meanwhile keeps its own chance.
    """
    connection.execute(
        update(outbox)
        .where(outbox.c.article_id == article_id, outbox.c.revision == revision)
        .values(attempts=outbox.c.attempts + 1, reason=reason, quarantined=quarantined)
    )


def count_waiting(connection: Connection) -> int:
    return connection.execute(
        select(func.count()).select_from(outbox).where(outbox.c.quarantined.is_(None))
    ).scalar_one()


def quarantined(connection: Connection) -> list[tuple[str, str]]:
    """(article id, reason) of what the index refused for good."""
    rows = connection.execute(
        select(outbox.c.article_id, outbox.c.reason).where(outbox.c.quarantined.is_not(None))
    )
    return [(row.article_id, row.reason) for row in rows]


def placed_revisions(connection: Connection) -> Iterator[tuple[str, int]]:
    """(article id, revision) of every article that the index must hold, by id."""
    rows = connection.execute(
        select(articles.c.id, articles.c.revision).where(_shown()).order_by(articles.c.id)
    )
    return ((row.id, row.revision) for row in rows)


def find_rows(connection: Connection, ids: Sequence[str]) -> list[tuple[str, int]]:
    """(article id, revision) of those of these articles that the index must hold, or must hold no more."""
    found: list[tuple[str, int]] = []
    for start in range(0, len(ids), _AT_ONCE):
        query = select(articles.c.id, articles.c.revision).where(
            articles.c.id.in_(ids[start : start + _AT_ONCE]), or_(_shown(), articles.c.left_out.is_(True))
        )
        found += [(row.id, row.revision) for row in connection.execute(query.order_by(articles.c.id))]
    return found


def _shown() -> ColumnElement[bool]:
    """What the index must hold: annotated, placed, and not left out by a person."""
    return and_(
        articles.c.story_id.is_not(None), articles.c.model.is_not(None), articles.c.left_out.is_(False)
    )


def left_out(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of these articles that people left out."""
    found: set[str] = set()
    asked = list(ids)
    for start in range(0, len(asked), _AT_ONCE):
        those = articles.c.id.in_(asked[start : start + _AT_ONCE])
        query = select(articles.c.id).where(those, articles.c.left_out.is_(True))
        found.update(connection.execute(query).scalars())
    return found
