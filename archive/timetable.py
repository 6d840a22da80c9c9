"""When each source is due, and what was learned of its rhythm."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from archive.schema import sources
from records.rhythm import Rhythm, Timetable

_GONE = "http-410"


def due_ids(connection: Connection, now: datetime) -> frozenset[str]:
    """The sources that are to be asked now. One that said it is gone is not, until its address changes."""
    due = connection.execute(
        select(sources.c.id).where(
            sources.c.outcome != _GONE, or_(sources.c.due.is_(None), sources.c.due <= now)
        )
    )
    return frozenset(due.scalars())


def read_timetable(connection: Connection, source_id: str) -> Timetable:
    row = connection.execute(select(sources).where(sources.c.id == source_id)).one()
    return Timetable(
        rhythm=_rhythm(row.rhythm),
        window=row.window,
        asked=row.last_asked,
        succeeded=row.last_success,
        failures=row.failures,
    )


def write_timetable(connection: Connection, source_id: str, timetable: Timetable, due: datetime) -> None:
    """The rhythm and window that an asking showed, and when the next one is due; the rest `record_poll` has written."""
    connection.execute(
        update(sources)
        .where(sources.c.id == source_id)
        .values(rhythm=_stated(timetable.rhythm), window=timetable.window, due=due)
    )


def _rhythm(stated: dict[str, object] | None) -> Rhythm | None:
    if stated is None:
        return None
    items, watched, until = stated["items"], stated["watched"], stated["until"]
    assert isinstance(items, list) and isinstance(watched, list) and isinstance(until, str)
    return Rhythm(items=tuple(items), watched=tuple(watched), until=datetime.fromisoformat(until))


def _stated(rhythm: Rhythm | None) -> dict[str, object] | None:
    if rhythm is None:
        return None
    return {"items": rhythm.items, "watched": rhythm.watched, "until": rhythm.until.isoformat()}
