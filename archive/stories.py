"""Which articles tell one event, and which the same text; both are named by their first, whenever it came."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, bindparam, select, update

from archive.outbox import enqueue
from archive.schema import articles
from records.story import Member, Placement, StoryMember

AT_ONCE = 500  # ids in one query: a database takes only so many


def articles_to_place(connection: Connection, limit: int) -> list[Member]:
    """Annotated articles that have no place yet, earliest first."""
    rows = connection.execute(
        select(*MEMBER)
        .where(articles.c.text_id.is_(None), articles.c.state.in_(("annotated", "indexed")))
        .order_by(articles.c.timestamp, articles.c.id)
        .limit(limit)
    )
    return [read_member(row) for row in rows]


def find_members(connection: Connection, ids: Collection[str]) -> list[Member]:
    return list(_members(connection, articles.c.id, ids))


def find_copies(connection: Connection, text_ids: Collection[str]) -> list[Member]:
    """The articles of these texts but for the first ones."""
    return list(_members(connection, articles.c.text_id, text_ids, articles.c.text_id != articles.c.id))


def find_versions(connection: Connection, story_ids: Collection[str]) -> list[Member]:
    """The first articles of the texts of these stories but for the stories' own firsts."""
    own = (articles.c.text_id == articles.c.id) & (articles.c.story_id != articles.c.id)
    return list(_members(connection, articles.c.story_id, story_ids, own))


def find_texts(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(article id, title, text)."""
    for start in range(0, len(ids), AT_ONCE):
        those = articles.c.id.in_(ids[start : start + AT_ONCE])
        for row in connection.execute(select(articles.c.id, articles.c.title, articles.c.text).where(those)):
            yield row.id, row.title, row.text


def record_placements(connection: Connection, placements: Sequence[Placement]) -> None:
    """Writes where the articles belong and queues for the index those whose place has changed."""
    known = _placements(connection, [placement.article_id for placement in placements])
    changed = [placement for placement in placements if known.get(placement.article_id) != placement]
    if not changed:
        return
    connection.execute(
        update(articles).where(articles.c.id == bindparam("article")), [_values(each) for each in changed]
    )
    enqueue(connection, [placement.article_id for placement in changed])


def find_story(connection: Connection, story_id: str) -> list[StoryMember]:
    """The story's articles, earliest first, each with what it took from whom; empty for an id that names no story."""
    rows = connection.execute(
        select(articles.c.title, articles.c.taken_from, articles.c.similarity, *MEMBER)
        .where(articles.c.story_id == story_id, articles.c.text_id.is_not(None))
        .order_by(articles.c.timestamp, articles.c.id)
    ).all()
    return [
        StoryMember(
            article_id=row.id,
            outlet_id=row.outlet_id,
            title=row.title,
            timestamp=row.timestamp,
            order=order,
            delay=row.timestamp - rows[0].timestamp,
            kind=_placement(row).kind,
            taken_from=row.taken_from,
            share=row.similarity,
        )
        for order, row in enumerate(rows, 1)
    ]


def _members(
    connection: Connection, column: Column[Any], ids: Collection[str], *conditions: ColumnElement[bool]
) -> Iterator[Member]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        those = column.in_(wanted[start : start + AT_ONCE])
        for row in connection.execute(select(*MEMBER).where(those, *conditions)):
            yield read_member(row)


def _placements(connection: Connection, ids: Sequence[str]) -> dict[str, Placement]:
    found: dict[str, Placement] = {}
    for start in range(0, len(ids), AT_ONCE):
        those = articles.c.id.in_(ids[start : start + AT_ONCE])
        query = select(
            articles.c.id,
            articles.c.story_id,
            articles.c.text_id,
            articles.c.taken_from,
            articles.c.similarity,
        ).where(those, articles.c.text_id.is_not(None))
        found |= {row.id: _placement(row) for row in connection.execute(query)}
    return found


def _placement(row: Row[*tuple[Any, ...]]) -> Placement:
    return Placement(
        article_id=row.id,
        story_id=row.story_id,
        text_id=row.text_id,
        taken_from=row.taken_from,
        similarity=row.similarity,
    )


def _values(placement: Placement) -> dict[str, Any]:
    return {
        "article": placement.article_id,
        "story_id": placement.story_id,
        "text_id": placement.text_id,
        "taken_from": placement.taken_from,
        "is_reprint": placement.is_reprint,
        "similarity": placement.similarity,
    }


MEMBER: tuple[Column[Any], ...] = (
    articles.c.id,
    articles.c.outlet_id,
    articles.c.timestamp,
    articles.c.fetched,
    articles.c.text_id,
    articles.c.story_id,
)


def read_member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(
        article_id=row.id,
        outlet_id=row.outlet_id,
        timestamp=row.timestamp,
        fetched=row.fetched,
        text_id=row.text_id,
        story_id=row.story_id,
    )
