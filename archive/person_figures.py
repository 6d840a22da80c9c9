"""A person as the press shows them: where they appear, as whom, and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, case, func, select

from archive.listing import LISTED, list_articles
from archive.schema import articles, people, quotes
from records.listing import ListedArticle, ListedQuote, PersonFigures

_ROLES = 20  # as written, of which the press has many for one office


def person_figures(connection: Connection, name: str) -> PersonFigures | None:
    """By the nominative name as the archive has it; None for one who appears nowhere."""
    rows = connection.execute(
        select(people.c.article_id, people.c.role, people.c.union_id, articles.c.timestamp)
        .select_from(people.join(articles, articles.c.id == people.c.article_id))
        .where(people.c.name == name, articles.c.left_out.is_(False))
    ).all()
    if not rows:
        return None
    return PersonFigures(
        name=name,
        articles=len({row.article_id for row in rows}),
        quotes=_count_quotes(connection, name),
        first=min(row.timestamp for row in rows),
        last=max(row.timestamp for row in rows),
        roles=_commonest({(row.role, row.article_id) for row in rows}),
        unions=_commonest({(row.union_id, row.article_id) for row in rows}),
    )


def person_articles(
    connection: Connection, name: str, *, limit: int = 50, offset: int = 0
) -> list[ListedArticle]:
    """The latest first."""
    named = select(people.c.article_id).where(people.c.name == name)
    query = (
        select(*LISTED)
        .where(articles.c.id.in_(named), articles.c.left_out.is_(False))
        .order_by(articles.c.timestamp.desc(), articles.c.id)
        .limit(limit)
        .offset(offset)
    )
    return list_articles(connection, query)


def person_quotes(
    connection: Connection, name: str, *, limit: int = 50, offset: int = 0
) -> list[ListedQuote]:
    """The latest first; only the words themselves leave the database."""
    length = quotes.c.end - quotes.c.start
    query = (
        select(
            quotes.c.article_id,
            articles.c.title,
            articles.c.outlet_id,
            articles.c.timestamp,
            case((articles.c.published.is_(None), True), else_=articles.c.published_has_time).label(
                "has_time"
            ),
            func.substr(articles.c.text, quotes.c.start + 1, length).label("words"),
            quotes.c.direct,
            quotes.c.speaker,
            quotes.c.unions,
        )
        .select_from(quotes.join(articles, articles.c.id == quotes.c.article_id))
        .where(quotes.c.speaker == name, articles.c.left_out.is_(False))
        .order_by(articles.c.timestamp.desc(), articles.c.id, quotes.c.place)
        .limit(limit)
        .offset(offset)
    )
    return [
        ListedQuote(**(row._asdict() | {"has_time": bool(row.has_time), "unions": tuple(row.unions)}))
        for row in connection.execute(query)
    ]


def _count_quotes(connection: Connection, name: str) -> int:
    query = (
        select(func.count())
        .select_from(quotes.join(articles, articles.c.id == quotes.c.article_id))
        .where(quotes.c.speaker == name, articles.c.left_out.is_(False))
    )
    return connection.execute(query).scalar_one()


def _commonest(said: Iterable[tuple[str | None, str]]) -> tuple[tuple[str, int], ...]:
    """Out of (value, article): in how many articles each stands, the commonest first."""
    counts = Counter(value for value, _article in said if value)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_ROLES])
