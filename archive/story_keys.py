"""Recent texts and the keys by which others find them, until nothing that comes can belong to them."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from archive.schema import runs, story_keys, story_texts
from archive.stories import AT_ONCE
from records.story import Member

_DAY = timedelta(days=1)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyedText:
    """An article with its keys; nothing that comes after `until` can belong to it."""

    article: Member
    keys: Sequence[int]
    until: datetime


def register_texts(connection: Connection, texts: Sequence[KeyedText]) -> None:
    """Replaces the keys of these articles."""
    ids = [text.article.article_id for text in texts]
    forget_texts(connection, ids)
    rows = [
        {
            "article_id": text.article.article_id,
            "day": _day(text.article),
            "keys": _pack(text.keys),
            "until": text.until,
        }
        for text in texts
    ]
    if rows:
        connection.execute(insert(story_texts), rows)
    numbers = {row.article_id: row.number for row in key_rows(connection, ids)}
    keys = [
        {"key": key, "day": _day(text.article), "number": numbers[text.article.article_id]}
        for text in texts
        for key in set(text.keys)
    ]
    if keys:
        connection.execute(insert(story_keys), keys)


def forget_texts(connection: Connection, ids: Sequence[str]) -> None:
    """The keys of these articles go, and with them all chance to be compared."""
    rows = [
        {"a_key": key, "a_day": row.day, "a_number": row.number}
        for row in key_rows(connection, ids)
        for key in set(_unpack(row.keys))
    ]
    if not rows:
        return
    connection.execute(
        delete(story_keys).where(
            story_keys.c.key == bindparam("a_key"),
            story_keys.c.day == bindparam("a_day"),
            story_keys.c.number == bindparam("a_number"),
        ),
        rows,
    )
    for start in range(0, len(ids), AT_ONCE):
        connection.execute(
            delete(story_texts).where(story_texts.c.article_id.in_(ids[start : start + AT_ONCE]))
        )


def outlived_texts(connection: Connection, limit: int) -> list[str]:
    """Articles to which nothing can belong that the last run brought, or a later one brings."""
    started = connection.execute(
        select(runs.c.started).order_by(runs.c.id.desc()).limit(1)
    ).scalar_one_or_none()
    if started is None:
        return []
    query = select(story_texts.c.article_id).where(story_texts.c.until < started).limit(limit)
    return list(connection.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What is kept of a text; `keys` are eight bytes each."""

    number: int
    article_id: str
    day: int
    keys: bytes


def key_rows(connection: Connection, ids: Sequence[str]) -> list[KeyRow]:
    """Those of these articles that have keys."""
    columns = (story_texts.c.number, story_texts.c.article_id, story_texts.c.day, story_texts.c["keys"])
    found: list[KeyRow] = []
    for start in range(0, len(ids), AT_ONCE):
        query = select(*columns).where(story_texts.c.article_id.in_(ids[start : start + AT_ONCE]))
        found += [KeyRow(*row) for row in connection.execute(query)]
    return found


def _day(member: Member) -> int:
    return (member.timestamp - _EPOCH) // _DAY


def _pack(keys: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(keys)}q", *keys)


def _unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)
