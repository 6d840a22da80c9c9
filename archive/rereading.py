"""Kept articles that their sources call changed: their links wait again, so that the pages are read anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from archive.addresses import address_id
from archive.schema import links
from records.article import Link

_WINDOW = timedelta(days=7)  # since publication: what is edited later is an archive's care
_PAUSE = timedelta(hours=1)
_LONGEST_PAUSE = timedelta(days=1)
_CLOCK_SKEW = timedelta(hours=1)
_AT_ONCE = 500  # variables that any SQLite takes


def wait_for_edits(connection: Connection, listed: Iterable[Link], asked: datetime) -> None:
    """Lets the links of kept articles wait again where their source names a later change than we know of.

    Never sooner than an hour after the last reading; where that found nothing new, twice as long each time: many
    sitemaps call every page changed today.
    """
    stated = {address_id(link.url): link for link in listed if _may_count(link, asked)}
    ids = sorted(stated)
    for start in range(0, len(ids), _AT_ONCE):
        rows = connection.execute(
            select(links).where(
                links.c.id.in_(ids[start : start + _AT_ONCE]),
                links.c.article_id.is_not(None),
                func.coalesce(links.c.published, links.c.seen) >= asked - _WINDOW,
            )
        )
        for row in rows.all():
            values = _changes(row, stated[row.id])
            if values:
                connection.execute(update(links).where(links.c.id == row.id).values(values))


def settle_unchanged(connection: Connection, link_id: str, decided: datetime) -> None:
    """The page was read again, and says what it said."""
    connection.execute(
        update(links)
        .where(links.c.id == link_id, links.c.decided.is_(None))
        .values(
            decided=decided, unchanged=links.c.unchanged + 1, not_before=None, failing_since=None, text=""
        )
    )


def _may_count(link: Link, asked: datetime) -> bool:
    """A change that is yet to come is a wrong clock: nobody knows when it was."""
    return link.updated is not None and link.updated <= asked + _CLOCK_SKEW


def _changes(row: Row[Any], link: Link) -> dict[str, Any]:
    assert link.updated is not None
    known = row.updated or row.decided
    if known is not None and link.updated <= known:
        return {} if row.updated else {"updated": link.updated}
    if row.decided is None:  # it waits already
        return {"updated": link.updated}
    return {
        "updated": link.updated,
        "decided": None,
        "attempts": 0,
        "not_before": row.decided + min(_PAUSE * 2 ** min(row.unchanged, 10), _LONGEST_PAUSE),
        "title": link.title,
        "summary": link.summary,
        "text": link.text,
        "authors": list(link.authors),
    }
