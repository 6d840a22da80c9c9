"""What a source forgot before it was asked again, and what of it others still list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from archive.schema import gaps, links, sources
from records.runs import Gap


def record_gap(
    connection: Connection, run_id: int, source_id: str, since: datetime, until: datetime, window: int
) -> None:
    connection.execute(
        insert(gaps).values(run_id=run_id, source_id=source_id, since=since, until=until, window=window)
    )


def lost_spans(connection: Connection, since: datetime) -> dict[str, list[tuple[datetime, datetime]]]:
    """By source, the spans that ended at `since` or later and that it had forgotten when it was asked, in order."""
    rows = connection.execute(
        select(gaps.c.source_id, gaps.c.since, gaps.c.until)
        .where(gaps.c.until >= since)
        .order_by(gaps.c.until, gaps.c.id)
    )
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in rows:
        found.setdefault(row.source_id, []).append((row.since, row.until))
    return found


def run_gaps(connection: Connection, run_id: int) -> list[Gap]:
    """What the sources of a run had forgotten; `found` counts what other sources of the outlet list of that time."""
    rows = connection.execute(
        select(gaps, sources.c.outlet_id)
        .join(sources, sources.c.id == gaps.c.source_id)
        .where(gaps.c.run_id == run_id)
        .order_by(sources.c.outlet_id, gaps.c.source_id)
    ).all()
    return [
        Gap(
            source_id=row.source_id,
            outlet_id=row.outlet_id,
            since=row.since,
            until=row.until,
            window=row.window,
            found=connection.execute(
                select(func.count())
                .select_from(links)
                .where(
                    links.c.outlet_id == row.outlet_id,
                    links.c.source_id != row.source_id,
                    links.c.published >= row.since,
                    links.c.published < row.until,
                )
            ).scalar_one(),
        )
        for row in rows
    ]
