"""Which articles tell the same text. A story is named by its first article, whatever the order they came in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from archive.outbox import enqueue
from archive.schema import articles, story_bands
from archive.statements import insert_into
from records.story import Member, Placement, Story


def articles_to_place(connection: Connection, limit: int) -> list[Member]:
    """Annotated articles that have no story yet, earliest first."""
    rows = connection.execute(
        _members().where(articles.c.state == "annotated", articles.c.story_id.is_(None)).limit(limit)
    )
    return [_member(row) for row in rows]


def find_neighbours(
    connection: Connection, bands: Collection[int], since: datetime, until: datetime
) -> list[Member]:
    """Placed articles of that time which share a band, earliest first."""
    near = select(story_bands.c.article_id).where(story_bands.c.band.in_(bands)).distinct()
    rows = connection.execute(
        _members().where(
            articles.c.id.in_(near),
            articles.c.timestamp.between(since, until),
            articles.c.story_id.is_not(None),
        )
    )
    return [_member(row) for row in rows]


def story_members(connection: Connection, story_ids: Collection[str]) -> list[Member]:
    """All articles of these stories, earliest first."""
    return [_member(row) for row in connection.execute(_members().where(articles.c.story_id.in_(story_ids)))]


def record_bands(connection: Connection, article_id: str, bands: Iterable[int]) -> None:
    rows = [{"band": band, "article_id": article_id} for band in set(bands)]
    if rows:
        connection.execute(insert_into(connection, story_bands).on_conflict_do_nothing(), rows)


def record_placements(connection: Connection, placements: Sequence[Placement]) -> None:
    """Writes where the articles belong and queues for the index those whose place has changed."""
    changed = []
    for placement in placements:
        values = {
            "story_id": placement.story_id,
            "is_reprint": placement.is_reprint,
            "similarity": placement.similarity,
        }
        differs = articles.c.story_id.is_distinct_from(placement.story_id) | (
            articles.c.is_reprint.is_distinct_from(placement.is_reprint)
            | articles.c.similarity.is_distinct_from(placement.similarity)
        )
        result = connection.execute(
            update(articles).where(articles.c.id == placement.article_id, differs).values(values)
        )
        if result.rowcount:
            changed.append(placement.article_id)
    enqueue(connection, changed)


def find_story(connection: Connection, story_id: str) -> Story:
    members = story_members(connection, [story_id])
    return Story(
        id=story_id,
        first_article_id=members[0].article_id,
        first_published=members[0].timestamp,
        article_ids=tuple(member.article_id for member in members),
    )


def _members() -> Select[Any]:
    columns = (articles.c.id, articles.c.story_id, articles.c.timestamp, articles.c.text)
    return select(*columns).order_by(articles.c.timestamp, articles.c.id)


def _member(row: Row[Any]) -> Member:
    return Member(article_id=row.id, story_id=row.story_id, timestamp=row.timestamp, text=row.text)
