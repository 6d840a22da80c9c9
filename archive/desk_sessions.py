"""Who is logged in at the desk, and who tried to and failed; both outlive a restart.

A browser holds the token, the archive its SHA-256: who reads the database can be nobody by it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from archive.schema import desk_failures, desk_sessions, desk_users
from records.desk import DeskUser

LIFETIME = timedelta(days=14)
IDLE = timedelta(days=8)
_SEEN_EVERY = timedelta(minutes=5)  # so that reading pages writes little

WINDOW = timedelta(minutes=15)
# Failures within the window after which the next try must wait.
_TOGETHER = 5  # of one name from one address
_BY_ADDRESS = 20  # several people may sit behind one
_BY_NAME = 50  # from wherever; fewer, and a stranger could keep anybody out
_LONGEST = 200  # characters of what is remembered of a name that anybody may send


def begin_session(connection: Connection, name: str, now: datetime, lifetime: timedelta = LIFETIME) -> str:
    """The token for the browser's cookie. What has expired goes; the name's failed tries are forgiven."""
    token = secrets.token_urlsafe(32)
    connection.execute(delete(desk_sessions).where(_over(now)))
    connection.execute(delete(desk_failures).where(desk_failures.c.name == name[:_LONGEST]))
    connection.execute(
        insert(desk_sessions).values(
            token=_kept(token), user=name, made=now, last_seen=now, expires=now + lifetime
        )
    )
    return token


def find_session(connection: Connection, token: str, now: datetime) -> DeskUser | None:
    """Whose session it is; None for one that has ended, expired or lain idle."""
    row = connection.execute(
        select(desk_users)
        .join(desk_sessions, desk_sessions.c.user == desk_users.c.name)
        .where(desk_sessions.c.token == _kept(token), ~_over(now), desk_users.c.disabled.is_(None))
    ).one_or_none()
    return None if row is None else DeskUser(name=row.name, role=row.role, made=row.made)


def is_touch_due(connection: Connection, token: str, now: datetime) -> bool:
    """Is it some minutes since the session was last seen? Then `touch_session` is worth a turn as a writer."""
    seen = select(desk_sessions.c.last_seen).where(desk_sessions.c.token == _kept(token))
    last = connection.execute(seen).scalar_one_or_none()
    return last is not None and now - last >= _SEEN_EVERY


def touch_session(connection: Connection, token: str, now: datetime) -> None:
    connection.execute(
        update(desk_sessions).where(desk_sessions.c.token == _kept(token)).values(last_seen=now)
    )


def end_session(connection: Connection, token: str) -> None:
    connection.execute(delete(desk_sessions).where(desk_sessions.c.token == _kept(token)))


def end_sessions(connection: Connection, name: str) -> None:
    """All of one user."""
    connection.execute(delete(desk_sessions).where(desk_sessions.c.user == name))


def record_try(connection: Connection, name: str, address: str, now: datetime) -> timedelta:
    """How long this try to log in must wait; zero where the password may be looked at.

    Then it counts as failed until `begin_session` forgives it, so that many tries at once count too. What is older
    than the window goes: who could not log in is remembered no longer than needed.
    """
    name, address = name[:_LONGEST], address[:_LONGEST]
    connection.execute(delete(desk_failures).where(desk_failures.c.failed <= now - WINDOW))
    is_name, is_address = desk_failures.c.name == name, desk_failures.c.address == address
    wait = max(
        _wait(connection, is_name & is_address, _TOGETHER, now),
        _wait(connection, is_address, _BY_ADDRESS, now),
        _wait(connection, is_name, _BY_NAME, now),
    )
    if not wait:
        connection.execute(insert(desk_failures).values(name=name, address=address, failed=now))
    return wait


def _wait(connection: Connection, whose: ColumnElement[bool], allowed: int, now: datetime) -> timedelta:
    """Until the oldest of the last `allowed` failures leaves the window."""
    recent = select(desk_failures.c.failed).where(whose).order_by(desk_failures.c.failed.desc())
    failed = list(connection.execute(recent.limit(allowed)).scalars())
    return max(failed[-1] + WINDOW - now, timedelta(0)) if len(failed) == allowed else timedelta(0)


def count_sessions(connection: Connection, now: datetime) -> int:
    query = select(func.count()).select_from(desk_sessions).where(~_over(now))
    return connection.execute(query).scalar_one()


def _over(now: datetime) -> ColumnElement[bool]:
    return (desk_sessions.c.expires <= now) | (desk_sessions.c.last_seen <= now - IDLE)


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
