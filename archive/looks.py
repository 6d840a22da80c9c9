"""How the sources' pages looked, run by run, and the last good ones of each to compare with."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from archive.addresses import address_id
from archive.schema import good_pages, looks, runs
from archive.statements import insert_into
from records.health import PageLook, PageSigns, SourceLook

MOST_GOOD = (
    12  # pages remembered of each source: enough for a median, few enough to follow a newsroom's habits
)
_GOOD_FOR = timedelta(days=60)  # older pages may have gone into an archive that looks otherwise
_KEPT_FOR = timedelta(days=120)
_COLUMNS = ("url", "seen", "title", "print", "chars", "published", "dated", "signed")


def record_looks(connection: Connection, run_id: int, found: Mapping[str, SourceLook]) -> None:
    """Those of one run, by source."""
    for source_id, look in found.items():
        connection.execute(
            insert(looks).values(run_id=run_id, source_id=source_id, **dataclasses.asdict(look))
        )


def run_looks(connection: Connection, run_id: int) -> dict[str, SourceLook]:
    rows = connection.execute(select(looks).where(looks.c.run_id == run_id)).mappings()
    names = [field.name for field in dataclasses.fields(SourceLook)]
    return {row["source_id"]: SourceLook(**{name: row[name] for name in names}) for row in rows}


def page_signs(connection: Connection, since: datetime) -> dict[str, PageSigns]:
    """By source, of the pages read in the runs that began at `since` or later."""
    rows = connection.execute(
        select(looks.c.source_id, func.sum(looks.c.pages), func.sum(looks.c.dated), func.sum(looks.c.signed))
        .join(runs, runs.c.id == looks.c.run_id)
        .where(runs.c.started >= since)
        .group_by(looks.c.source_id)
    )
    return {
        source_id: PageSigns(pages=pages, dated=dated, signed=signed)
        for source_id, pages, dated, signed in rows
    }


def earlier_looks(connection: Connection, source_id: str, run_id: int, most: int) -> list[tuple[int, int]]:
    """(pages, odd ones) of the runs before this one that saw any, the latest first."""
    rows = connection.execute(
        select(looks.c.pages, looks.c.odd)
        .where(looks.c.source_id == source_id, looks.c.run_id < run_id, looks.c.pages > 0)
        .order_by(looks.c.run_id.desc())
        .limit(most)
    )
    return [(row.pages, row.odd) for row in rows]


def prune_looks(connection: Connection, now: datetime) -> None:
    old = select(runs.c.id).where(runs.c.started < now - _KEPT_FOR)
    connection.execute(delete(looks).where(looks.c.run_id.in_(old)))


def good_pages_of(connection: Connection, source_id: str, now: datetime) -> list[PageLook]:
    """The newest first."""
    rows = connection.execute(
        select(good_pages)
        .where(good_pages.c.source_id == source_id, good_pages.c.seen > now - _GOOD_FOR)
        .order_by(good_pages.c.seen.desc(), good_pages.c.id)
        .limit(MOST_GOOD)
    ).mappings()
    return [PageLook(**{name: row[name] for name in _COLUMNS}) for row in rows]


def remember_good(connection: Connection, source_id: str, pages: Sequence[PageLook]) -> None:
    """The newest of a source push out its older ones."""
    for page in pages:
        values = {name: getattr(page, name) for name in _COLUMNS}
        connection.execute(
            insert_into(connection, good_pages)
            .values(source_id=source_id, id=address_id(page.url), **values)
            .on_conflict_do_update(index_elements=[good_pages.c.source_id, good_pages.c.id], set_=values)
        )
    mine = good_pages.c.source_id == source_id
    newest = (
        select(good_pages.c.id)
        .where(mine)
        .order_by(good_pages.c.seen.desc(), good_pages.c.id)
        .limit(MOST_GOOD)
    )
    connection.execute(delete(good_pages).where(mine, good_pages.c.id.not_in(newest)))
