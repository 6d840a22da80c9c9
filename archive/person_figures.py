"""A person as the press shows them: where they appear, as whom, and what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, distinct, func, select

from archive.listing import LISTED, counted, list_articles
from archive.schema import articles, people, quotes
from records.listing import ListedArticle, PersonFigures

_ROLES = 20  # as written, of which the press has many for one office


def person_figures(connection: Connection, name: str, besides: Collection[str] = ()) -> PersonFigures | None:
    """By the nominative name as the archive has it; None for one who appears nowhere. What stands in one of the outlets
    `besides` does not count."""
    here = people.c.name == name, *counted(besides)
    row = connection.execute(
        select(
            func.count(distinct(articles.c.id)).label("articles"),
            func.min(articles.c.timestamp).label("first"),
            func.max(articles.c.timestamp).label("last"),
        )
        .select_from(_HERE)
        .where(*here)
    ).one()
    if not row.articles:
        return None
    return PersonFigures(
        name=name,
        articles=row.articles,
        quotes=_count_quotes(connection, name, besides),
        first=row.first,
        last=row.last,
        roles=_commonest(connection, here, people.c.role),
        unions=_commonest(connection, here, people.c.union_id),
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


_HERE = people.join(articles, articles.c.id == people.c.article_id)


def _count_quotes(connection: Connection, name: str, besides: Collection[str]) -> int:
    query = (
        select(func.count())
        .select_from(quotes.join(articles, articles.c.id == quotes.c.article_id))
        .where(quotes.c.speaker == name, *counted(besides))
    )
    return connection.execute(query).scalar_one()


def _commonest(
    connection: Connection, here: Iterable[ColumnElement[bool]], column: Column[Any]
) -> tuple[tuple[str, int], ...]:
    number = func.count(distinct(people.c.article_id)).label("number")
    query = (
        select(column.label("value"), number)
        .select_from(_HERE)
        .where(*here, column.is_not(None))
        .group_by(column)
        .order_by(number.desc(), column)
        .limit(_ROLES)
    )
    return tuple((row.value, row.number) for row in connection.execute(query))
