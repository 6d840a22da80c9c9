"""Who is near whom: recent texts that share enough keys to be worth comparing, whatever else the archive holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from archive.schema import articles, story_keys, story_texts
from archive.stories import AT_ONCE, MEMBER, read_member
from archive.story_keys import key_rows
from records.story import Member

Integers = NDArray[np.int64]

_BAND = 1 << 62  # keys from here on suffice alone, of the others some must agree


@dataclass(frozen=True, kw_only=True, slots=True)
class Nearness:
    """Who is near: within `band_days` with a band in common, or within `term_days` with so many `terms`."""

    band_days: int
    term_days: int
    terms: int


def find_near(
    connection: Connection, ids: Sequence[str], nearness: Nearness
) -> Mapping[str, Sequence[Member]]:
    """For each of these articles those that are near."""
    own = key_rows(connection, ids)
    if not own:
        return {}
    keys = [np.unique(np.frombuffer(row.keys, "<i8")) for row in own]
    places = np.repeat(np.arange(len(own)), [len(those) for those in keys])
    days = np.array([row.day for row in own])
    held = _holders(connection, np.unique(np.concatenate(keys)), days, nearness)
    joined = _join(np.concatenate(keys), places, held)
    numbers = np.array([row.number for row in own])
    pairs = _near_pairs(joined, days, numbers, nearness)
    return _by_article(connection, [row.article_id for row in own], pairs)


def _holders(connection: Connection, keys: Integers, days: Integers, nearness: Nearness) -> Integers:
    """(key, day, number) of all that have one of the keys: rows of three."""
    found: list[Any] = []
    first, last = int(days.min()), int(days.max())
    for those, far in (
        (keys[keys < _BAND].tolist(), nearness.term_days),
        (keys[keys >= _BAND].tolist(), nearness.band_days),
    ):
        for start in range(0, len(those), AT_ONCE):
            query = select(story_keys.c.key, story_keys.c.day, story_keys.c.number).where(
                story_keys.c.key.in_(those[start : start + AT_ONCE]),
                story_keys.c.day.between(first - far, last + far),
            )
            found += connection.execute(query).all()
    return np.array([tuple(row) for row in found], np.int64).reshape(-1, 3)


def _join(keys: Integers, places: Integers, held: Integers) -> Integers:
    """(place, key, day, number) for each holder of each article's keys: rows of four."""
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    first, last = np.searchsorted(keys, held[:, 0], "left"), np.searchsorted(keys, held[:, 0], "right")
    counts = last - first
    rows = np.repeat(np.arange(len(held)), counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.column_stack([places[first[rows] + within], held[rows]])


def _near_pairs(
    joined: Integers, days: Integers, numbers: Integers, nearness: Nearness
) -> list[tuple[int, int]]:
    """(place, number)."""
    place, key, day, number = joined.T
    is_band = key >= _BAND
    apart = np.abs(day - days[place])
    is_near = apart <= np.where(is_band, nearness.band_days, nearness.term_days)
    kept = is_near & (number != numbers[place])
    pairs, which = np.unique(place[kept] << 40 | number[kept], return_inverse=True)
    weights = np.bincount(which, np.where(is_band[kept], nearness.terms, 1), len(pairs))
    return [(pair >> 40, pair & (1 << 40) - 1) for pair in pairs[weights >= nearness.terms].tolist()]


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
