"""How far back the archive reaches: since when the press is read, and whether there is anything of a span of time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from archive.schema import articles, runs


def reading_since(connection: Connection) -> datetime | None:
    """When the first crawl began; what is older is only what sources still listed then. None: there was none."""
    return connection.execute(select(runs.c.started).order_by(runs.c.started).limit(1)).scalar_one_or_none()


def has_articles(connection: Connection, since: datetime, until: datetime) -> bool:
    """Of any outlet, about whomever, listed at `since` or later and before `until`."""
    query = select(articles.c.id).where(articles.c.timestamp >= since, articles.c.timestamp < until).limit(1)
    return connection.execute(query).scalar_one_or_none() is not None


def count_unplaced(connection: Connection) -> int:
    """Articles that are kept and not yet understood or placed, so that the index cannot know them."""
    query = select(func.count()).select_from(articles).where(articles.c.text_id.is_(None))
    return connection.execute(query).scalar_one()
