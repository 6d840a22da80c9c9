"""What is known of articles in which unions speak of themselves, for choosing among them: counts, and no text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from archive.schema import articles, people, quotes

_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsFacts:
    """`length` is in characters. `officials` are persons named with their position, `quotes` what somebody says.

    `is_copy`: another article had this text before; `is_told`: another told of the event before.
    """

    article_id: str
    url: str
    length: int
    topics: tuple[str, ...]
    campaigns: tuple[str, ...]
    officials: int
    quotes: int
    is_copy: bool
    is_told: bool


def news_facts(connection: Connection, ids: Sequence[str]) -> dict[str, NewsFacts]:
    """By id of the article."""
    found: dict[str, NewsFacts] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows = connection.execute(select(*_COLUMNS).where(articles.c.id.in_(some)))
        found |= {row.id: _facts(row) for row in rows}
    return found


_OFFICIALS = (
    select(func.count(func.distinct(people.c.name)))
    .where(people.c.article_id == articles.c.id, people.c.role.is_not(None), people.c.role != "")
    .scalar_subquery()
)
_QUOTES = select(func.count()).where(quotes.c.article_id == articles.c.id).scalar_subquery()
_COLUMNS = (
    articles.c.id,
    articles.c.canonical_url,
    func.length(articles.c.text).label("length"),
    articles.c.topics,
    articles.c.campaigns,
    articles.c.text_id,
    articles.c.story_id,
    _OFFICIALS.label("officials"),
    _QUOTES.label("quotes"),
)


def _facts(row: Any) -> NewsFacts:
    return NewsFacts(
        article_id=row.id,
        url=row.canonical_url,
        length=row.length,
        topics=tuple(row.topics),
        campaigns=tuple(dict.fromkeys(said["campaign"] for said in row.campaigns)),
        officials=row.officials,
        quotes=row.quotes,
        is_copy=row.text_id != row.id,
        is_told=row.story_id != row.id,
    )
