"""What we make of each source, and what in the archive speaks for or against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from archive.addresses import address_id
from archive.schema import links, polls, sources
from records.article import Link
from records.health import HEALTHY, Verdict

_AT_ONCE = 500  # variables that any SQLite takes
_MOST_ARRIVALS = 3000


def read_verdict(connection: Connection, source_id: str) -> Verdict:
    """«failing» is not among them: `sources.failing_since` says that."""
    row = connection.execute(select(sources).where(sources.c.id == source_id)).one_or_none()
    if row is None:
        return HEALTHY
    return Verdict(condition=row.condition, since=row.condition_since, detail=row.condition_detail)


def write_verdict(connection: Connection, source_id: str, verdict: Verdict) -> None:
    connection.execute(
        update(sources)
        .where(sources.c.id == source_id)
        .values(condition=verdict.condition, condition_since=verdict.since, condition_detail=verdict.detail)
    )


def last_compared(connection: Connection, source_id: str) -> datetime | None:
    """When its known pages were asked again."""
    query = select(sources.c.compared).where(sources.c.id == source_id)
    return connection.execute(query).scalar_one_or_none()


def note_compared(connection: Connection, source_id: str, when: datetime) -> None:
    connection.execute(update(sources).where(sources.c.id == source_id).values(compared=when))


def note_newest(connection: Connection, source_id: str, listed: Iterable[Link], asked: datetime) -> None:
    """The newest that a source lists, also where another source listed it first: a copy of a feed is not silent."""
    ids = sorted({address_id(link.url) for link in listed})
    newest = connection.execute(select(sources.c.newest).where(sources.c.id == source_id)).scalar_one()
    for start in range(0, len(ids), _AT_ONCE):
        some = links.c.id.in_(ids[start : start + _AT_ONCE])
        times = connection.execute(select(func.coalesce(links.c.published, links.c.seen)).where(some))
        found = max((min(time, asked) for time in times.scalars()), default=None)
        newest = max((time for time in (newest, found) if time is not None), default=None)
    connection.execute(update(sources).where(sources.c.id == source_id).values(newest=newest))


def newest_of(connection: Connection, source_id: str) -> datetime | None:
    query = select(sources.c.newest).where(sources.c.id == source_id)
    return connection.execute(query).scalar_one_or_none()


def arrivals(connection: Connection, source_id: str, since: datetime) -> list[datetime]:
    """When the articles that it listed first were published, or seen where nobody says it; the oldest first."""
    when = func.coalesce(links.c.published, links.c.seen)
    rows = connection.execute(
        select(when)
        .where(links.c.source_id == source_id, when >= since)
        .order_by(when.desc())
        .limit(_MOST_ARRIVALS)
    )
    return sorted(rows.scalars())


def earlier_lengths(connection: Connection, source_id: str, run_id: int, most: int) -> list[int]:
    """How many entries it had in its last whole answers before this run."""
    rows = connection.execute(
        select(polls.c.found)
        .where(polls.c.source_id == source_id, polls.c.run_id != run_id, polls.c.outcome == "ok")
        .order_by(polls.c.id.desc())
        .limit(most)
    )
    return list(rows.scalars())


def listed_addresses(
    connection: Connection, source_id: str, *, before: datetime | None = None, since: datetime | None = None
) -> list[str]:
    """Some of the addresses that it listed first, the newest of that time."""
    query = select(links.c.url).where(links.c.source_id == source_id)
    if before is not None:
        query = query.where(links.c.seen < before)
    if since is not None:
        query = query.where(links.c.seen >= since)
    return list(connection.execute(query.order_by(links.c.seen.desc(), links.c.id).limit(50)).scalars())


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcePoll:
    """What a source answered in one run. `unusable` counts entries without a usable address."""

    asked: datetime
    outcome: str
    found: int
    unusable: int

    @property
    def succeeded(self) -> bool:
        return self.outcome in ("ok", "not-modified")


def run_polls(connection: Connection, run_id: int) -> dict[str, SourcePoll]:
    """By source."""
    return {
        row.source_id: SourcePoll(
            asked=row.asked,
            outcome=row.outcome,
            found=row.found,
            unusable=sum(row.unusable.get(reason, 0) for reason in ("no-link", "bad-address")),
        )
        for row in connection.execute(select(polls).where(polls.c.run_id == run_id).order_by(polls.c.id))
    }
