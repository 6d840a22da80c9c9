"""The links that wait to be fetched: which are due, when a failed one is tried again, which wait for nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    update,
)

from archive.addresses import address_id
from archive.frontier import drop_link
from archive.schema import UtcDateTime, links, sources
from archive.store import Archive
from records.article import Drop, Dropped, Link

_PAGE = 500  # links in memory at once
_FIRST_PAUSE = timedelta(minutes=20)  # two turns of cron: most hiccups of a server are over by then
_LONGEST_PAUSE = timedelta(days=1)
_LEAST_AGE = timedelta(days=3)  # an outage over a weekend loses nothing


def due_links(archive: Archive, outlet_ids: Collection[str], now: datetime) -> Iterator[Link]:
    """The links of these outlets that were seen before `now`, are not decided and are due, oldest first.

    Read a page at a time, each in a transaction of its own: what is decided or listed meanwhile changes nothing.
    """
    last: Row[Any] | None = None
    while True:
        query = select(links).where(_due(outlet_ids, now)).order_by(links.c.seen, links.c.id).limit(_PAGE)
        if last is not None:
            reached = tuple_(literal(last.seen, UtcDateTime), literal(last.id))
            query = query.where(tuple_(links.c.seen, links.c.id) > reached)
        with archive.reading() as connection:
            rows = connection.execute(query).all()
        if not rows:
            return
        yield from map(_link, rows)
        last = rows[-1]


def count_due(connection: Connection, outlet_ids: Collection[str], now: datetime) -> int:
    query = select(func.count()).select_from(links).where(_due(outlet_ids, now))
    return connection.execute(query).scalar_one()


def count_waiting(connection: Connection) -> int:
    """All that is not decided, due or not."""
    query = select(func.count()).select_from(links).where(links.c.decided.is_(None))
    return connection.execute(query).scalar_one()


def postpone_link(
    connection: Connection, run_id: int, drop: Drop, tried: datetime, *, most_attempts: int
) -> None:
    """A failure that may pass: tried again after a pause that doubles. Dropped when both `most_attempts` attempts and
    three days were in vain: attempts alone are used up in an afternoon, days alone by a machine that was off."""
    mine = and_(links.c.id == address_id(drop.url), links.c.decided.is_(None))
    row = connection.execute(select(links.c.attempts, links.c.failing_since).where(mine)).one_or_none()
    if row is None:
        return
    attempts, since = row.attempts + 1, row.failing_since or tried
    if attempts >= most_attempts and tried - since >= _LEAST_AGE:
        drop_link(connection, run_id, drop, tried)
        return
    connection.execute(
        update(links)
        .where(mine)
        .values(
            attempts=attempts, failing_since=since, not_before=tried + _pause(attempts), detail=drop.detail
        )
    )


def drop_unwatched(
    connection: Connection,
    run_id: int,
    decided: datetime,
    *,
    paused: Collection[str],
    registered: Collection[str] | None,
) -> None:
    """Decides the waiting links of paused outlets, and of those that are not `registered` (None: all are).

    Their sources forget their ETags: should the outlet come back, its feed lists what it has and the links wait again.
    """
    unwatched = [(Dropped.OUTLET_PAUSED, links.c.outlet_id.in_(list(paused)))]
    if registered is not None:
        unwatched.append((Dropped.OUTLET_REMOVED, links.c.outlet_id.not_in(list(registered))))
    for reason, theirs in unwatched:
        gone = connection.execute(
            update(links)
            .where(links.c.decided.is_(None), theirs)
            .values(
                decided=decided,
                # A link that was to be read again ends as it stood: its article stays.
                run_id=case((links.c.article_id.is_(None), run_id), else_=links.c.run_id),
                reason=case((links.c.article_id.is_(None), reason), else_=null()),
                text="",
            )
            .returning(links.c.source_id)
        )
        source_ids = {row.source_id for row in gone}
        connection.execute(
            update(sources).where(sources.c.id.in_(source_ids)).values(etag=None, last_modified=None)
        )


def _due(outlet_ids: Collection[str], now: datetime) -> ColumnElement[bool]:
    return and_(
        links.c.decided.is_(None),
        links.c.seen < now,
        or_(links.c.not_before.is_(None), links.c.not_before <= now),
        links.c.outlet_id.in_(list(outlet_ids)),
    )


def _pause(attempts: int) -> timedelta:
    doubled: timedelta = _FIRST_PAUSE * 2 ** min(attempts - 1, 10)
    return min(doubled, _LONGEST_PAUSE)


def _link(row: Row[Any]) -> Link:
    return Link(
        url=row.url,
        source_id=row.source_id,
        outlet_id=row.outlet_id,
        title=row.title,
        published=row.published,
        summary=row.summary,
        text=row.text,
        authors=tuple(row.authors),
        seen=row.seen,
    )
