"""What somebody said, for lists: the words themselves and where they stand; no whole text leaves the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, select

from archive.listing import counted
from archive.schema import articles, people, quotes
from records.listing import ListedQuote


def person_quotes(
    connection: Connection,
    name: str,
    besides: Collection[str] = (),
    *,
    direct: bool | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[ListedQuote]:
    """A person's own, the latest first; none that stands in one of the outlets `besides`. `direct` True: as they were
    said, False: as they were reported, None: both."""
    query = _latest().where(quotes.c.speaker == name, *counted(besides)).limit(limit).offset(offset)
    if direct is not None:
        query = query.where(quotes.c.direct.is_(direct))
    return [_quote(row) for row in connection.execute(query)]


def outlet_quotes(
    connection: Connection,
    outlet_id: str,
    since: datetime,
    until: datetime,
    unions: Collection[str],
    *,
    limit: int = 20,
) -> list[ListedQuote]:
    """What people of these unions say in an outlet's articles of that time, the latest first: whose union they are of
    is for each article to say."""
    of_these = (
        select(people.c.article_id)
        .where(
            people.c.article_id == quotes.c.article_id,
            people.c.name.concat("")
            == quotes.c.speaker,  # else SQLite begins with all articles that name them
            people.c.union_id.in_(sorted(unions)),
        )
        .exists()
    )
    query = _latest().where(
        articles.c.outlet_id == outlet_id,
        articles.c.timestamp >= since,
        articles.c.timestamp < until,
        of_these,
        *counted(),
    )
    return [_quote(row) for row in connection.execute(query.limit(limit))]


def _latest() -> Select[Any]:
    length = quotes.c.end - quotes.c.start
    has_time = case((articles.c.published.is_(None), True), else_=articles.c.published_has_time)
    return (
        select(
            quotes.c.article_id,
            articles.c.title,
            articles.c.outlet_id,
            articles.c.timestamp,
            has_time.label("has_time"),
            func.substr(articles.c.text, quotes.c.start + 1, length).label("words"),
            quotes.c.direct,
            quotes.c.speaker,
            quotes.c.unions,
        )
        .select_from(quotes.join(articles, articles.c.id == quotes.c.article_id))
        .order_by(articles.c.timestamp.desc(), articles.c.id, quotes.c.place)
    )


def _quote(row: Row[Any]) -> ListedQuote:
    return ListedQuote(**(row._asdict() | {"has_time": bool(row.has_time), "unions": tuple(row.unions)}))
