"""Which articles tell one event, and which the same text; both are named by their first, whenever it came."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, bindparam, select, update

from archive.outbox import enqueue
from archive.schema import articles
from records.story import Member, Placement, StoryMember

AT_ONCE = 500  # ids in one query: a database takes only so many


def articles_to_place(
    connection: Connection, limit: int, among: Collection[str] | None = None
) -> list[Member]:
    """Annotated articles that have no place yet, earliest first; only those `among` these, if so asked.

    What people left out has no place.
    """
    query = select(*MEMBER).where(
        articles.c.text_id.is_(None),
        articles.c.state.in_(("annotated", "indexed")),
        articles.c.left_out.is_(False),
    )
    if among is not None:
        query = query.where(articles.c.id.in_(sorted(among)[:AT_ONCE]))
    rows = connection.execute(query.order_by(articles.c.timestamp, articles.c.id).limit(limit))
    return [read_member(row) for row in rows]


def unplace_story(connection: Connection, article_id: str) -> list[str]:
    """All that the rule has in one story with the article is to find its place anew; their ids.

    Meanwhile they are told as they stood. All of them, because only what is placed can be found by its keys again.
    """
    event = select(articles.c.event_id).where(articles.c.id == article_id).scalar_subquery()
    result = connection.execute(
        update(articles)
        .where((articles.c.event_id == event) | (articles.c.id == article_id))
        .values(text_id=None)
        .returning(articles.c.id)
    )
    return list(result.scalars())


def story_members(connection: Connection, ids: Collection[str]) -> list[str]:
    """The ids of all that stands in one story with one of these, at most `AT_ONCE`."""
    stories = select(articles.c.story_id).where(articles.c.id.in_(sorted(ids)[:AT_ONCE]))
    query = select(articles.c.id).where(articles.c.story_id.in_(stories)).limit(AT_ONCE)
    return list(connection.execute(query).scalars())


def find_members(connection: Connection, ids: Collection[str]) -> list[Member]:
    return list(_members(connection, articles.c.id, ids))


def find_copies(connection: Connection, text_ids: Collection[str]) -> list[Member]:
    """The articles of these texts but for the first ones."""
    return list(_members(connection, articles.c.text_id, text_ids, articles.c.text_id != articles.c.id))


def find_versions(connection: Connection, story_ids: Collection[str]) -> list[Member]:
    """The first articles of the texts of these stories but for the stories' own firsts."""
    own = (articles.c.text_id == articles.c.id) & (articles.c.event_id != articles.c.id)
    return list(_members(connection, articles.c.event_id, story_ids, own))


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


def find_story(connection: Connection, story_id: str, limit: int = 1000) -> list[StoryMember]:
    """The story's articles, earliest first, each with what it took from whom; empty for an id that names no story.

    A first whose story people joined to this one took nothing from it: its share is 0.
    """
    rows = connection.execute(
        select(
            articles.c.title,
            articles.c.canonical_url,
            articles.c.taken_from,
            articles.c.similarity,
            articles.c.story_id,
            *MEMBER,
        )
        .where(
            articles.c.story_id == story_id,
            articles.c.text_id.is_not(None),
            articles.c.left_out.is_(False),
        )
        .order_by(articles.c.timestamp, articles.c.id)
        .limit(limit)
    ).all()
    return [
        StoryMember(
            article_id=row.id,
            outlet_id=row.outlet_id,
            title=row.title,
            url=row.canonical_url,
            timestamp=row.timestamp,
            order=order,
            delay=row.timestamp - rows[0].timestamp,
            kind=_placement(row, row.story_id).kind,
            taken_from=row.taken_from,
            share=row.similarity if order == 1 or row.taken_from != row.id else 0.0,
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
            articles.c.event_id,
            articles.c.text_id,
            articles.c.taken_from,
            articles.c.similarity,
        ).where(those, articles.c.text_id.is_not(None))
        found |= {row.id: _placement(row, row.event_id) for row in connection.execute(query)}
    return found


def _placement(row: Row[*tuple[Any, ...]], story_id: str) -> Placement:
    return Placement(
        article_id=row.id,
        story_id=story_id,
        text_id=row.text_id,
        taken_from=row.taken_from,
        similarity=row.similarity,
    )


def _values(placement: Placement) -> dict[str, Any]:
    return {
        "article": placement.article_id,
        "story_id": placement.story_id,
        "event_id": placement.story_id,
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
    articles.c.event_id,
)


def read_member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(
        article_id=row.id,
        outlet_id=row.outlet_id,
        timestamp=row.timestamp,
        fetched=row.fetched,
        text_id=row.text_id,
        story_id=row.event_id,
    )
