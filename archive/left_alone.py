"""The servers that asked to be left alone, from one run to the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select

from archive.schema import left_alone
from archive.statements import insert_into


def leave_alone(connection: Connection, server: str, until: datetime, status: int) -> None:
    values = {"until": until, "status": status}
    connection.execute(
        insert_into(connection, left_alone)
        .values(server=server, **values)
        .on_conflict_do_update(index_elements=[left_alone.c.server], set_=values)
    )


def servers_left_alone(connection: Connection, now: datetime) -> Mapping[str, tuple[int, float]]:
    """By host and port: the status with which the server asked for it, and the seconds that are left."""
    rows = connection.execute(select(left_alone).where(left_alone.c.until > now))
    return {row.server: (row.status, (row.until - now).total_seconds()) for row in rows}


def forget_over(connection: Connection, now: datetime) -> None:
    """Those whose time is over may be asked again."""
    connection.execute(delete(left_alone).where(left_alone.c.until <= now))
