"""The same coverage as bare counts: enough for averages, trends and shares, and light for a year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from archive.coverage import beside
from archive.schema import articles, mentions, runs
from records.annotation import Tone
from records.tones import strength


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedArticle:
    """`named` are (union, region of the branch) of the mentions asked for, `tone` is that of the strongest."""

    id: str
    timestamp: datetime
    outlet_id: str
    story_id: str
    topics: tuple[str, ...]
    named: frozenset[tuple[str, str]]
    tone: Tone


def counted_articles(
    connection: Connection,
    since: datetime,
    until: datetime,
    unions: Collection[str],
    outlets: Collection[str] | None = None,
    branch_regions: Collection[str] = (),
) -> list[CountedArticle]:
    """What `covered_articles` finds by the same arguments, without titles and sentences; earliest first."""
    query = (
        select(
            articles.c.id,
            articles.c.timestamp,
            articles.c.outlet_id,
            func.coalesce(articles.c.story_id, articles.c.id).label("story"),
            articles.c.topics,
            mentions.c.union_id,
            mentions.c.region,
            mentions.c.tone,
            mentions.c.score,
        )
        .join(mentions, mentions.c.article_id == articles.c.id)
        .where(
            articles.c.timestamp >= since,
            articles.c.timestamp < until,
            articles.c.left_out.is_(False),
            or_(
                beside(mentions.c.union_id).in_(sorted(unions)),
                beside(mentions.c.region).in_(sorted(branch_regions)),
            ),
        )
        .order_by(articles.c.timestamp, articles.c.id)
    )
    if outlets is not None:
        query = query.where(beside(articles.c.outlet_id).in_(sorted(outlets)))
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        rows.setdefault(row.id, []).append(row)
    return [_counted(of_one) for of_one in rows.values()]


def _counted(rows: Sequence[Any]) -> CountedArticle:
    first = rows[0]
    strongest = max(rows, key=lambda row: strength(row.tone, row.score))
    return CountedArticle(
        id=first.id,
        timestamp=first.timestamp,
        outlet_id=first.outlet_id,
        story_id=first.story,
        topics=tuple(first.topics),
        named=frozenset((row.union_id, row.region) for row in rows),
        tone=strongest.tone,
    )


def first_crawl(connection: Connection) -> datetime | None:
    """Since when the press is read at all: before that, nothing in the archive says that nothing was written."""
    first: datetime | None = connection.execute(select(func.min(runs.c.started))).scalar_one()
    return first
