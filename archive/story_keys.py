"""Recent texts by their keys: who may have anything in common with whom, whatever else the archive holds."""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from archive.schema import articles, runs, story_keys, story_texts
from archive.stories import AT_ONCE, MEMBER, read_member
from records.story import Member

_DAY = timedelta(days=1)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_BAND = 1 << 62  # keys from here on suffice alone, of the others some must agree


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
    numbers = {row.article_id: row.number for row in _rows(connection, ids)}
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
        for row in _rows(connection, ids)
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


def find_near(
    connection: Connection, ids: Sequence[str], days: int, terms: int
) -> Mapping[str, Sequence[Member]]:
    """For each of these articles, those within so many days of it that share a band or so many terms with it."""
    own = _rows(connection, ids)
    if not own:
        return {}
    by_key: defaultdict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(own):
        for key in set(_unpack(row.keys)):
            by_key[key].append(place)
    span = min(row.day for row in own) - days, max(row.day for row in own) + days
    shared: Counter[tuple[int, int]] = Counter()
    for key, day, number in _holders(connection, sorted(by_key), span):
        worth = terms if key >= _BAND else 1
        for place in by_key[key]:
            if abs(day - own[place].day) <= days and number != own[place].number:
                shared[place, number] += worth
    pairs = [pair for pair, count in shared.items() if count >= terms]
    return _by_article(connection, [row.article_id for row in own], pairs)


def _holders(
    connection: Connection, keys: Sequence[int], days: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    for start in range(0, len(keys), AT_ONCE):
        query = select(story_keys.c.key, story_keys.c.day, story_keys.c.number).where(
            story_keys.c.key.in_(keys[start : start + AT_ONCE]), story_keys.c.day.between(*days)
        )
        yield from (tuple(row) for row in connection.execute(query))


def _by_article(
    connection: Connection, own: Sequence[str], pairs: Collection[tuple[int, int]]
) -> Mapping[str, Sequence[Member]]:
    members = _members_by_number(connection, sorted({number for _place, number in pairs}))
    found: defaultdict[str, list[Member]] = defaultdict(list)
    for place, number in pairs:
        if number in members:
            found[own[place]].append(members[number])
    return found


def _members_by_number(connection: Connection, numbers: Sequence[int]) -> dict[int, Member]:
    found: dict[int, Member] = {}
    for start in range(0, len(numbers), AT_ONCE):
        query = (
            select(story_texts.c.number, *MEMBER)
            .join(articles, articles.c.id == story_texts.c.article_id)
            .where(story_texts.c.number.in_(numbers[start : start + AT_ONCE]))
        )
        found |= {row.number: read_member(row) for row in connection.execute(query)}
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    article_id: str
    day: int
    keys: bytes


def _rows(connection: Connection, ids: Sequence[str]) -> list[_Row]:
    columns = (story_texts.c.number, story_texts.c.article_id, story_texts.c.day, story_texts.c["keys"])
    found: list[_Row] = []
    for start in range(0, len(ids), AT_ONCE):
        query = select(*columns).where(story_texts.c.article_id.in_(ids[start : start + AT_ONCE]))
        found += [_Row(*row) for row in connection.execute(query)]
    return found


def _day(member: Member) -> int:
    return (member.timestamp - _EPOCH) // _DAY


def _pack(keys: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(keys)}q", *keys)


def _unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)
