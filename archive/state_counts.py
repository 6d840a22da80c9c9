"""How much the archive holds of what, for those who watch over it from outside."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, text

from archive.schema import articles, deliveries


def count_articles(connection: Connection) -> dict[str, int]:
    """By state."""
    return {
        row.state: row.number
        for row in connection.execute(
            select(articles.c.state, func.count().label("number")).group_by(articles.c.state)
        )
    }


def count_deliveries(connection: Connection) -> dict[str, int]:
    """By state."""
    return {
        row.state: row.number
        for row in connection.execute(
            select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state)
        )
    }


def archive_bytes(connection: Connection) -> int:
    """Its size on disk, without what SQLite has not yet moved out of its log."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    return int(pages) * int(connection.execute(text("PRAGMA page_size")).scalar_one())
