"""Many people at once, for lists: who is of some unions, and as whom each is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, distinct, func, select

from archive.listing import counted
from archive.schema import articles, people
from records.listing import ListedPerson

MOST = 200  # names in one query
_HERE = people.join(articles, articles.c.id == people.c.article_id)


def people_of(
    connection: Connection,
    unions: Collection[str],
    since: datetime,
    until: datetime,
    besides: Collection[str] = (),
) -> list[ListedPerson]:
    """Those whom the articles of that time call people of these unions, most articles first."""
    number = func.count(distinct(articles.c.id)).label("articles")
    name = people.c.name.concat("")  # an expression: grouped by the column, SQLite goes through all people
    query = (
        select(name.label("name"), number, func.max(articles.c.timestamp).label("last"))
        .select_from(_HERE)
        .where(
            articles.c.timestamp >= since,
            articles.c.timestamp < until,
            people.c.union_id.in_(sorted(unions)),
            *counted(besides),
        )
        .group_by(name)
        .order_by(number.desc(), name)
    )
    return [ListedPerson(**row._asdict()) for row in connection.execute(query)]


def find_positions(
    connection: Connection, names: Sequence[str], since: datetime, until: datetime
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By name: the positions as the articles of that time write them, and the unions, the commonest first; of the first
    `MOST` names."""
    number = func.count(distinct(people.c.article_id)).label("number")
    name = people.c.name.concat(
        ""
    )  # an expression: else SQLite begins with all that the people ever stood in
    query = (
        select(name.label("name"), people.c.role, people.c.union_id, number)
        .select_from(_HERE)
        .where(
            articles.c.timestamp >= since, articles.c.timestamp < until, name.in_(names[:MOST]), *counted()
        )
        .group_by(name, people.c.role, people.c.union_id)
        .order_by(number.desc(), people.c.role, people.c.union_id)
    )
    roles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    unions: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in connection.execute(query):
        if row.role:
            roles[row.name][row.role] = None
        if row.union_id:
            unions[row.name][row.union_id] = None
    return {name: (tuple(roles[name]), tuple(unions[name])) for name in names}


def known_names(connection: Connection, names: Collection[str]) -> list[str]:
    """Those of these names that the archive has, in their order."""
    wanted = list(names)[:MOST]
    found = set(
        connection.execute(select(people.c.name).where(people.c.name.in_(wanted)).distinct()).scalars()
    )
    return [name for name in wanted if name in found]
