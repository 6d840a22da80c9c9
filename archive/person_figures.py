"""A person as the press shows them: where they appear, as whom, and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, select

from archive.listing import LISTED, counted, list_articles
from archive.schema import articles, people, quotes
from records.listing import ListedArticle, PersonFigures

_ROLES = 20  # as written, of which the press has many for one office


def person_figures(connection: Connection, name: str, besides: Collection[str] = ()) -> PersonFigures | None:
    """By the nominative name as the archive has it; None for one who appears nowhere. What stands in one of the outlets
    `besides` does not count."""
    rows = connection.execute(
        select(people.c.article_id, people.c.role, people.c.union_id, articles.c.timestamp)
        .select_from(people.join(articles, articles.c.id == people.c.article_id))
        .where(people.c.name == name, *counted(besides))
    ).all()
    if not rows:
        return None
    return PersonFigures(
        name=name,
        articles=len({row.article_id for row in rows}),
        quotes=_count_quotes(connection, name, besides),
        first=min(row.timestamp for row in rows),
        last=max(row.timestamp for row in rows),
        roles=_commonest({(row.role, row.article_id) for row in rows}),
        unions=_commonest({(row.union_id, row.article_id) for row in rows}),
    )


def person_articles(
    connection: Connection, name: str, besides: Collection[str] = (), *, limit: int = 50, offset: int = 0
) -> list[ListedArticle]:
    """The latest first."""
    named = select(people.c.article_id).where(people.c.name == name)
    query = (
        select(*LISTED)
        .where(articles.c.id.in_(named), *counted(besides))
        .order_by(articles.c.timestamp.desc(), articles.c.id)
        .limit(limit)
        .offset(offset)
    )
    return list_articles(connection, query)


def _count_quotes(connection: Connection, name: str, besides: Collection[str]) -> int:
    query = (
        select(func.count())
        .select_from(quotes.join(articles, articles.c.id == quotes.c.article_id))
        .where(quotes.c.speaker == name, *counted(besides))
    )
    return connection.execute(query).scalar_one()


def _commonest(said: Iterable[tuple[str | None, str]]) -> tuple[tuple[str, int], ...]:
    """Out of (value, article): in how many articles each stands, the commonest first."""
    counts = Counter(value for value, _article in said if value)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_ROLES])
