"""What the press took of unions' own releases: which outlets, how much, how soon; and what nobody took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select

from archive.schema import articles, pickups
from records.story import Pickup, Release

# Of an article without a date we know when it was first seen.
_HAS_TIME = or_(articles.c.published.is_(None), articles.c.published_has_time)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The shares are 0…1 of the article's and of the release's words."""

    release_id: str
    article_id: str
    article_share: float
    release_share: float


def record_pickups(connection: Connection, ids: Sequence[str], taken: Sequence[Taken]) -> None:
    """Replaces all that is known of these articles, be they releases or not."""
    connection.execute(
        delete(pickups).where(or_(pickups.c.release_id.in_(ids), pickups.c.article_id.in_(ids)))
    )
    if taken:
        connection.execute(insert(pickups), [asdict(each) for each in taken])


def find_releases(
    connection: Connection, since: datetime, until: datetime, outlets: Collection[str]
) -> list[Release]:
    """What these outlets, in which unions speak of themselves, published at `since` or later and before `until`.

    One text in several of them (the site, the page in a network) is one release, and what was taken of any is its own.
    """
    texts: defaultdict[str, list[str]] = defaultdict(list)
    firsts: dict[str, Row[*tuple[Any, ...]]] = {}
    query = (
        select(
            articles.c.id,
            articles.c.outlet_id,
            articles.c.title,
            articles.c.timestamp,
            articles.c.text_id,
            _HAS_TIME.label("has_time"),
            articles.c.canonical_url,
        )
        .where(
            articles.c.outlet_id.in_(sorted(outlets)),
            articles.c.timestamp >= since,
            articles.c.timestamp < until,
            articles.c.text_id.is_not(None),
            articles.c.left_out.is_(False),
        )
        .order_by(articles.c.timestamp, articles.c.id)
    )
    for row in connection.execute(query):
        firsts.setdefault(row.text_id, row)
        texts[row.text_id].append(row.id)
    taken = _find_pickups(connection, [id_ for ids in texts.values() for id_ in ids])
    return [
        Release(
            article_id=first.id,
            outlet_id=first.outlet_id,
            title=first.title,
            timestamp=first.timestamp,
            has_time=bool(first.has_time),
            url=first.canonical_url,
            pickups=_merged(first.timestamp, [each for id_ in texts[text_id] for each in taken.get(id_, ())]),
        )
        for text_id, first in firsts.items()
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    release_id: str
    article_id: str
    outlet_id: str
    timestamp: datetime
    article_share: float
    release_share: float
    has_time: bool


def _find_pickups(connection: Connection, ids: Sequence[str]) -> dict[str, list[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    query = select(
        pickups.c.release_id,
        pickups.c.article_id,
        articles.c.outlet_id,
        articles.c.timestamp,
        pickups.c.article_share,
        pickups.c.release_share,
        _HAS_TIME.label("has_time"),
    ).join(articles, articles.c.id == pickups.c.article_id)
    counted = query.where(articles.c.left_out.is_(False))
    for start in range(0, len(ids), 500):
        for row in connection.execute(counted.where(pickups.c.release_id.in_(ids[start : start + 500]))):
            found[row.release_id].append(_Row(*row))
    return found


def _merged(published: datetime, rows: Sequence[_Row]) -> tuple[Pickup, ...]:
    """Each article once, by the release's text of which it has most; the earliest first."""
    best: dict[str, _Row] = {}
    for row in sorted(rows, key=lambda row: (row.article_share, row.release_share, row.release_id)):
        best[row.article_id] = row
    ordered = sorted(best.values(), key=lambda row: (row.timestamp, row.article_id))
    return tuple(
        Pickup(
            article_id=row.article_id,
            outlet_id=row.outlet_id,
            delay=row.timestamp - published,
            article_share=row.article_share,
            release_share=row.release_share,
            has_time=bool(row.has_time),
        )
        for row in ordered
    )
