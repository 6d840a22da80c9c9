"""Searches that people saved under a name: an address of their own, a feed, and later a mail."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from archive.schema import saved_searches
from records.desk import Cadence, SavedSearch


def save_search(connection: Connection, name: str, query: str, owner: str, now: datetime) -> SavedSearch:
    """Under an address of 128 random bits: a feed reader asks for it without a password."""
    id_ = secrets.token_urlsafe(16)
    connection.execute(insert(saved_searches).values(id=id_, name=name, query=query, owner=owner, made=now))
    return SavedSearch(id=id_, name=name, query=query, owner=owner, made=now)


def find_search(connection: Connection, id_: str) -> SavedSearch | None:
    """None for one that was deleted, too."""
    row = connection.execute(_kept().where(saved_searches.c.id == id_)).one_or_none()
    return _search(row) if row else None


def list_searches(connection: Connection, owner: str | None = None, *, limit: int = 200) -> list[SavedSearch]:
    """The owner's, or everybody's; the latest first."""
    query = _kept() if owner is None else _kept().where(saved_searches.c.owner == owner)
    query = query.order_by(saved_searches.c.made.desc(), saved_searches.c.id).limit(limit)
    return [_search(row) for row in connection.execute(query)]


def change_search(connection: Connection, id_: str, *, name: str, query: str) -> bool:
    """Its address stays. False where there is none."""
    return _change(connection, id_, name=name, query=query)


def subscribe_search(connection: Connection, id_: str, cadence: Cadence | None, recipient: str) -> bool:
    """`cadence` None ends the mail. False where there is no such search."""
    return _change(connection, id_, cadence=cadence, recipient=recipient if cadence else None)


def delete_search(connection: Connection, id_: str, now: datetime) -> bool:
    """Its address is never given away again. False where there is none."""
    return _change(connection, id_, deleted=now)


def _kept() -> Any:
    return select(saved_searches).where(saved_searches.c.deleted.is_(None))


def _change(connection: Connection, id_: str, **values: object) -> bool:
    kept = saved_searches.c.deleted.is_(None)
    changed = connection.execute(
        update(saved_searches).where(saved_searches.c.id == id_, kept).values(**values)
    )
    return bool(changed.rowcount)


def _search(row: Row[Any]) -> SavedSearch:
    return SavedSearch(
        id=row.id,
        name=row.name,
        query=row.query,
        owner=row.owner,
        made=row.made,
        cadence=row.cadence,
        recipient=row.recipient or "",
    )
