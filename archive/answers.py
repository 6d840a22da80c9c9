"""What a source's answers leave behind for the next asking of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, null, select

from archive.addresses import address_id
from archive.schema import links, sources
from records.article import LastAnswer, Link, Poll

# The columns of `sources` for an address that has not answered yet.
NOTHING_KNOWN: dict[str, Any] = {
    "etag": None,
    "last_modified": None,
    "retry_at": None,
    "fresh_until": None,
    "period": None,
    "moved_to": None,
    "moved_since": None,
    "complete": True,
    "due": None,
    "newest": None,
    "condition": "",
    "condition_since": None,
    "condition_detail": "",
    "compared": None,
    "outcome": "",
    "failures": 0,  # since when nothing could be read stays: that is the outlet's story, not the address's
}
_SETTLED = timedelta(
    days=7
)  # a permanent redirect that led to one place for so long: that is the new address
_MOST_FAILURES = 3  # in a row at the new address: then the old one is asked again
_AT_ONCE = 500  # variables that any SQLite takes


def last_answer(connection: Connection, source_id: str, now: datetime) -> LastAnswer:
    """ETag and Last-Modified are those of the last whole answer, verbatim."""
    row = connection.execute(select(sources).where(sources.c.id == source_id)).one()
    has_settled = row.moved_since is not None and row.moved_since <= now - _SETTLED
    return LastAnswer(
        etag=row.etag,
        last_modified=row.last_modified,
        succeeded=row.last_success,
        complete=row.complete,
        settled=row.moved_to if has_settled and row.failures < _MOST_FAILURES else None,
    )


def knows_all(connection: Connection, listed: Collection[Link]) -> bool:
    """Whether each of these links was listed before, by whatever source."""
    ids = sorted({address_id(link.url) for link in listed})
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        known = connection.execute(select(func.count()).select_from(links).where(links.c.id.in_(some)))
        if known.scalar_one() < len(some):
            return False
    return True


def answer_values(poll: Poll) -> dict[str, Any]:
    """The columns of `sources` that an answer changes, beside its outcome.

    A failure says nothing of freshness or of a move; only Retry-After comes with failures too.
    """
    values: dict[str, Any] = {
        "retry_at": None if poll.retry_after is None else poll.asked + timedelta(seconds=poll.retry_after)
    }
    if not poll.succeeded:
        return values
    values["fresh_until"] = None if poll.fresh_for is None else poll.asked + timedelta(seconds=poll.fresh_for)
    values["moved_to"] = poll.moved_to
    values["moved_since"] = null()
    if poll.moved_to is not None:
        # The first time that it led there: a move counts when it stays.
        values["moved_since"] = case(
            (sources.c.moved_to == poll.moved_to, func.coalesce(sources.c.moved_since, poll.asked)),
            else_=poll.asked,
        )
    if poll.outcome == "ok":
        values |= {"period": poll.period, "complete": poll.complete}
    return values
