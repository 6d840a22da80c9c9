"""Which articles tell the same text. A story is named by the article that founded it; who was first may change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from archive.outbox import enqueue
from archive.schema import articles, signatures, story_bands
from archive.statements import insert_into
from records.story import Placement, Story


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """An article that shares at least one band with another, so that the two are worth comparing."""

    article_id: str
    story_id: str
    timestamp: datetime
    signature: bytes
    text: str


def articles_to_place(connection: Connection, limit: int) -> list[tuple[str, str, datetime]]:
    """(id, text, timestamp) of annotated articles that have no story yet, earliest first."""
    rows = connection.execute(
        select(articles.c.id, articles.c.text, articles.c.timestamp)
        .where(articles.c.state == "annotated", articles.c.story_id.is_(None))
        .order_by(articles.c.timestamp, articles.c.id)
        .limit(limit)
    )
    return [(row.id, row.text, row.timestamp) for row in rows]


def find_neighbours(
    connection: Connection, bands: Sequence[int], since: datetime, until: datetime
) -> list[Neighbour]:
    """Placed articles of that time which share a band, earliest first."""
    if not bands:
        return []
    near = select(story_bands.c.article_id).where(story_bands.c.band.in_(bands)).distinct()
    rows = connection.execute(
        select(
            articles.c.id, articles.c.story_id, articles.c.timestamp, articles.c.text, signatures.c.signature
        )
        .join(signatures, signatures.c.article_id == articles.c.id)
        .where(
            articles.c.id.in_(near),
            articles.c.timestamp.between(since, until),
            articles.c.story_id.is_not(None),
        )
        .order_by(articles.c.timestamp, articles.c.id)
    )
    return [
        Neighbour(
            article_id=row.id,
            story_id=row.story_id,
            timestamp=row.timestamp,
            signature=row.signature,
            text=row.text,
        )
        for row in rows
    ]


def place_article(
    connection: Connection, placement: Placement, signature: bytes, bands: Sequence[int]
) -> None:
    """Puts the article into its story and queues it for the index, with those whose place changed by it."""
    connection.execute(
        update(articles)
        .where(articles.c.id == placement.article_id)
        .values(story_id=placement.story_id, similarity=placement.similarity)
    )
    connection.execute(delete(signatures).where(signatures.c.article_id == placement.article_id))
    connection.execute(insert(signatures).values(article_id=placement.article_id, signature=signature))
    for band in set(bands):
        connection.execute(
            insert_into(connection, story_bands)
            .values(band=band, article_id=placement.article_id)
            .on_conflict_do_nothing()
        )
    changed = _settle_first(connection, placement.story_id)
    enqueue(connection, sorted({*changed, placement.article_id}))


def find_story(connection: Connection, story_id: str) -> Story:
    rows = _members(connection, story_id)
    return Story(
        id=story_id,
        first_article_id=rows[0][0],
        first_published=rows[0][1],
        article_ids=tuple(row[0] for row in rows),
    )


def _members(connection: Connection, story_id: str) -> list[tuple[str, datetime, bool]]:
    rows = connection.execute(
        select(articles.c.id, articles.c.timestamp, articles.c.is_reprint)
        .where(articles.c.story_id == story_id)
        .order_by(articles.c.timestamp, articles.c.id)
    )
    return [(row.id, row.timestamp, row.is_reprint) for row in rows]


def _settle_first(connection: Connection, story_id: str) -> list[str]:
    """The earliest is the first publication, all others are reprints; returns the articles that this changed."""
    changed = []
    for number, (article_id, _timestamp, is_reprint) in enumerate(_members(connection, story_id)):
        if is_reprint != (number > 0):
            connection.execute(
                update(articles).where(articles.c.id == article_id).values(is_reprint=number > 0)
            )
            changed.append(article_id)
    return changed
