"""Who was heard in some articles, how often and as whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from archive.schema import articles, people, quotes


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A person whose words stand in `articles` of those asked for. `role` and `union` as most of them have it."""

    name: str
    articles: int
    role: str = ""
    union: str = ""


@dataclass(slots=True)
class _Tally:
    articles: set[str] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    unions: Counter[str] = field(default_factory=Counter)


def find_heard(connection: Connection, since: datetime, until: datetime, ids: Collection[str]) -> list[Heard]:
    """The speakers of the articles of these ids, all listed at `since` or later and before `until`; the one whose
    words stand in most of them first. Words whose speaker the text does not name are nobody's."""
    span = (articles.c.timestamp >= since, articles.c.timestamp < until)
    said = (
        select(quotes.c.article_id, quotes.c.speaker)
        .join(articles, articles.c.id == quotes.c.article_id)
        .where(*span, quotes.c.speaker.is_not(None))
    )
    tallies: dict[str, _Tally] = {}
    for row in connection.execute(said):
        if row.article_id in ids:
            tallies.setdefault(row.speaker, _Tally()).articles.add(row.article_id)
    known = (
        select(people.c.article_id, people.c.name, people.c.role, people.c.union_id)
        .join(articles, articles.c.id == people.c.article_id)
        .where(*span)
    )
    for person in connection.execute(known):
        tally = tallies.get(person.name)
        if tally is None or person.article_id not in ids:
            continue
        tally.roles.update([person.role] if person.role else [])
        tally.unions.update([person.union_id] if person.union_id else [])
    heard = [
        Heard(
            name=name,
            articles=len(tally.articles),
            role=_commonest(tally.roles),
            union=_commonest(tally.unions),
        )
        for name, tally in tallies.items()
    ]
    return sorted(heard, key=lambda one: (-one.articles, one.name))


def _commonest(counted: Counter[str]) -> str:
    return min(counted, key=lambda value: (-counted[value], value), default="")
