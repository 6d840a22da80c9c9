"""Which articles tell the same text. A story is named by its first article, whatever the order they came in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Row, delete, insert, or_, select, update

from archive.outbox import enqueue
from archive.schema import articles, runs, story_bands
from records.story import Member, Placement

_AT_ONCE = 500  # ids in one query: a database takes only so many


def articles_to_place(connection: Connection, limit: int) -> list[Member]:
    """Annotated articles that have no story yet, earliest first."""
    rows = connection.execute(
        select(*_MEMBER)
        .where(articles.c.state == "annotated", articles.c.story_id.is_(None))
        .order_by(articles.c.timestamp, articles.c.id)
        .limit(limit)
    )
    return [_member(row) for row in rows]


def find_neighbours(
    connection: Connection, bands: Collection[int], since: datetime, until: datetime, *, all_after: datetime
) -> list[Member]:
    """The placed articles of that time that have one of the bands.

    Of those listed before `all_after` only the stories' first articles: the others say nothing new.
    """
    having = select(story_bands.c.article_id).where(story_bands.c.band.in_(bands)).distinct()
    rows = connection.execute(
        select(*_MEMBER).where(
            articles.c.id.in_(having),
            articles.c.timestamp.between(since, until),
            articles.c.story_id.is_not(None),
            or_(articles.c.story_id == articles.c.id, articles.c.timestamp >= all_after),
        )
    )
    return [_member(row) for row in rows]


def find_bands(connection: Connection, ids: Sequence[str]) -> dict[str, list[int]]:
    """The bands of these articles; one without any is absent."""
    found: dict[str, list[int]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        those = story_bands.c.article_id.in_(ids[start : start + _AT_ONCE])
        for band, article_id in connection.execute(
            select(story_bands.c.band, story_bands.c.article_id).where(those)
        ):
            found.setdefault(article_id, []).append(band)
    return found


def find_followers(connection: Connection, story_ids: Collection[str]) -> list[Member]:
    """The articles of these stories but for the first ones."""
    rows = connection.execute(
        select(*_MEMBER).where(articles.c.story_id.in_(story_ids), articles.c.story_id != articles.c.id)
    )
    return [_member(row) for row in rows]


def find_texts(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(article id, text)."""
    for start in range(0, len(ids), _AT_ONCE):
        those = articles.c.id.in_(ids[start : start + _AT_ONCE])
        for row in connection.execute(select(articles.c.id, articles.c.text).where(those)):
            yield row.id, row.text


def record_bands(connection: Connection, bands: Mapping[str, Collection[int]]) -> None:
    """Replaces the bands of these articles."""
    connection.execute(delete(story_bands).where(story_bands.c.article_id.in_(bands.keys())))
    rows = [{"band": band, "article_id": id_} for id_, those in bands.items() for band in set(those)]
    if rows:
        connection.execute(insert(story_bands), rows)


def articles_with_old_bands(connection: Connection, age: timedelta) -> list[str]:
    """Those that were listed and fetched longer than `age` before the last run, and still have bands."""
    started = connection.execute(select(runs.c.started).order_by(runs.c.id.desc()).limit(1)).scalar_one()
    having = select(story_bands.c.article_id).distinct()
    return list(
        connection.execute(
            select(articles.c.id).where(
                articles.c.id.in_(having),
                articles.c.timestamp < started - age,
                articles.c.fetched < started - age,
            )
        ).scalars()
    )


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


_MEMBER: tuple[Column[Any], ...] = (articles.c.id, articles.c.story_id, articles.c.timestamp)


def _member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(article_id=row.id, story_id=row.story_id, timestamp=row.timestamp)
