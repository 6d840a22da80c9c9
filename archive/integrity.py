"""Whether the database itself is whole; what it says of files beside it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select, text

from archive.schema import deliveries, page_copies, runs, sources


def find_damage(connection: Connection) -> str:
    """The first thing that SQLite finds wrong, in its words, or nothing. PostgreSQL watches over itself."""
    if connection.dialect.name != "sqlite":
        return ""
    said = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if said != "ok":
        return " ".join(str(said).split())
    orphan = connection.execute(text("PRAGMA foreign_key_check")).first()
    return "" if orphan is None else f"{orphan[0]}: row {orphan[1]} has no {orphan[2]}"


def page_file_names(connection: Connection) -> list[str]:
    """Files that hold saved pages, by day."""
    query = select(page_copies.c.file).distinct().order_by(page_copies.c.file)
    return list(connection.execute(query).scalars())


def newest_moment(connection: Connection) -> datetime | None:
    """The latest time that anything was written down as having happened."""
    columns = (runs.c.started, runs.c.finished, sources.c.last_asked, deliveries.c.changed)
    found = [connection.execute(select(func.max(column))).scalar_one() for column in columns]
    return max((moment for moment in found if moment is not None), default=None)


def last_run_start(connection: Connection) -> datetime | None:
    found: datetime | None = connection.execute(select(func.max(runs.c.started))).scalar_one()
    return found


def server_time(connection: Connection) -> datetime | None:
    """By the clock of the database's machine; None where it is ours."""
    if connection.dialect.name != "postgresql":
        return None
    now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now
