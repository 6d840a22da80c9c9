"""Users of the desk: their names, hashes and roles. What makes and checks a hash is `desk/passwords.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from archive.desk_sessions import end_sessions
from archive.schema import desk_users
from archive.statements import insert_into
from records.desk import DeskRole, DeskUser


def add_user(connection: Connection, name: str, password: str, role: DeskRole, now: datetime) -> bool:
    """`password` is a hash. False where somebody has that name; one who was removed comes back as new."""
    values = {"password": password, "role": role, "made": now, "disabled": None}
    added = connection.execute(
        insert_into(connection, desk_users)
        .values(name=name, **values)
        .on_conflict_do_update(
            index_elements=[desk_users.c.name], set_=values, where=desk_users.c.disabled.is_not(None)
        )
        .returning(desk_users.c.name)
    )
    return added.one_or_none() is not None


def remove_user(connection: Connection, name: str, now: datetime) -> bool:
    """Ends their sessions too. False where nobody of that name comes in. What they corrected keeps their name."""
    end_sessions(connection, name)
    return _change(connection, name, disabled=now)


def change_password(connection: Connection, name: str, password: str) -> bool:
    """`password` is a hash. Ends all sessions: who knew the old password is out. False where nobody has the name."""
    end_sessions(connection, name)
    return _change(connection, name, password=password)


def renew_hash(connection: Connection, name: str, password: str) -> None:
    """The same password under today's parameters: nobody has to log in again."""
    _change(connection, name, password=password)


def find_user(connection: Connection, name: str) -> DeskUser | None:
    """None also for one who was removed."""
    row = connection.execute(_present().where(desk_users.c.name == name)).one_or_none()
    return _user(row) if row else None


def find_hash(connection: Connection, name: str) -> str | None:
    query = select(desk_users.c.password).where(desk_users.c.name == name, desk_users.c.disabled.is_(None))
    return connection.execute(query).scalar_one_or_none()


def list_users(connection: Connection) -> list[DeskUser]:
    """Those who may come in, by name."""
    return [_user(row) for row in connection.execute(_present().order_by(desk_users.c.name))]


def count_users(connection: Connection) -> int:
    query = select(func.count()).select_from(desk_users).where(desk_users.c.disabled.is_(None))
    return connection.execute(query).scalar_one()


def _present() -> Any:
    return select(desk_users).where(desk_users.c.disabled.is_(None))


def _change(connection: Connection, name: str, **values: object) -> bool:
    present = desk_users.c.disabled.is_(None)
    changed = connection.execute(
        update(desk_users).where(desk_users.c.name == name, present).values(**values)
    )
    return bool(changed.rowcount)


def _user(row: Row[Any]) -> DeskUser:
    return DeskUser(name=row.name, role=row.role, made=row.made, disabled=row.disabled)
