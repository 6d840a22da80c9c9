"""State «seen»: what the sources listed, what is still to be fetched, and why a link was dropped.

The frontier lives here and not in Scrapy's JOBDIR, which loses addresses when the process is killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, insert, null, or_, select, update

from archive.addresses import address_id
from archive.answers import NOTHING_KNOWN, answer_values
from archive.rereading import wait_for_edits
from archive.schema import AnyText, links, polls, runs, sources
from archive.statements import insert_into
from archive.verdicts import note_newest
from records.article import Drop, Dropped, Link, Poll
from records.registry import Source

_DECISION = ("decided", "run_id", "reason", "failing_since", "not_before")
_LISTED = (
    "url", "source_id", "outlet_id", "title", "summary", "text", "authors", "published", "updated", "seen",
)  # fmt: skip
_IS_KEPT = links.c.article_id.is_not(None)
# Made once: SQLAlchemy takes longer to put it together than SQLite to execute it.
_END_LINK = (
    update(links)
    .where(links.c.id == bindparam("link_id"), links.c.decided.is_(None))
    .values(
        decided=bindparam("ended"),
        run_id=case((_IS_KEPT, links.c.run_id), else_=bindparam("in_run", type_=links.c.run_id.type)),
        reason=case((_IS_KEPT, null()), else_=bindparam("why", type_=links.c.reason.type)),
        detail=case((_IS_KEPT, bindparam("both", type_=AnyText)), else_=bindparam("more", type_=AnyText)),
        text="",
    )
)


def start_run(connection: Connection, started: datetime) -> int:
    result = connection.execute(insert(runs).values(started=started).returning(runs.c.id))
    return int(result.scalar_one())


def last_finished(connection: Connection) -> datetime | None:
    """When the last run ended; None where it was cut off, or where there was none."""
    row = connection.execute(select(runs.c.finished).order_by(runs.c.id.desc()).limit(1)).one_or_none()
    return row.finished if row is not None else None


def finish_run(connection: Connection, run_id: int, finished: datetime) -> None:
    connection.execute(update(runs).where(runs.c.id == run_id).values(finished=finished))


def run_started(connection: Connection, run_id: int) -> datetime:
    started: datetime = connection.execute(select(runs.c.started).where(runs.c.id == run_id)).scalar_one()
    return started


def register_sources(connection: Connection, registered: Iterable[Source]) -> None:
    """Makes the sources known. One whose address changed forgets what the old address said."""
    known = {row.id: row.url for row in connection.execute(select(sources.c.id, sources.c.url))}
    for source in registered:
        if source.id not in known:
            connection.execute(
                insert(sources).values(id=source.id, outlet_id=source.outlet_id, url=source.url)
            )
        elif known[source.id] != source.url:
            connection.execute(
                update(sources).where(sources.c.id == source.id).values(url=source.url, **NOTHING_KNOWN)
            )


def record_poll(connection: Connection, run_id: int, poll: Poll, listed: Sequence[Link]) -> list[Link]:
    """Writes what a source answered, and returns the links that nobody had listed before, in their order.

    In one transaction: an ETag kept without its links would hide them for ever.
    """
    added = _add_links(connection, listed, poll.asked)
    new = [replace(link, seen=poll.asked) for link in listed if address_id(link.url) in added]
    connection.execute(
        insert(polls).values(
            run_id=run_id,
            source_id=poll.source_id,
            asked=poll.asked,
            outcome=poll.outcome,
            detail=poll.detail,
            found=poll.found,
            new=len(new),
            unusable=dict(poll.unusable or {}),
        )
    )
    _update_source(connection, poll)
    if poll.outcome == "ok":
        note_newest(connection, poll.source_id, listed, poll.asked)
        wait_for_edits(connection, listed, poll.asked)
    return new


def _add_links(connection: Connection, listed: Sequence[Link], seen: datetime) -> set[str]:
    """The ids of those that are new, or were given up only because nobody watched their outlet: these wait again."""
    if not listed:
        return set()
    statement = insert_into(connection, links)
    again = {name: statement.excluded[name] for name in _LISTED}
    result = connection.execute(
        statement.on_conflict_do_update(
            index_elements=[links.c.id],
            set_=again | {"attempts": 0, **dict.fromkeys(_DECISION), "detail": ""},
            where=or_(links.c.reason == Dropped.OUTLET_PAUSED, links.c.reason == Dropped.OUTLET_REMOVED),
        ).returning(links.c.id),
        [_listed_values(link) | {"id": address_id(link.url), "seen": seen} for link in listed],
    )
    return {row.id for row in result}


def _listed_values(link: Link) -> dict[str, object]:
    return {
        "url": link.url,
        "source_id": link.source_id,
        "outlet_id": link.outlet_id,
        "title": link.title,
        "summary": link.summary,
        "text": link.text,
        "authors": list(link.authors),
        "published": link.published,
        "updated": link.updated,
    }


def _update_source(connection: Connection, poll: Poll) -> None:
    values: dict[str, object] = {
        "last_asked": poll.asked,
        "outcome": poll.outcome,
        "detail": poll.detail,
    }
    if poll.succeeded:
        values |= {"last_success": poll.asked, "failing_since": None, "failures": 0}
    else:
        values |= {
            "failing_since": func.coalesce(sources.c.failing_since, poll.asked),
            "failures": sources.c.failures + 1,
        }
    if poll.outcome == "ok":
        values |= {"etag": poll.etag, "last_modified": poll.last_modified}
    values |= answer_values(poll)
    connection.execute(update(sources).where(sources.c.id == poll.source_id).values(values))


def drop_link(connection: Connection, run_id: int, drop: Drop, decided: datetime) -> None:
    drop_links(connection, run_id, [(drop, decided)])


def drop_links(connection: Connection, run_id: int, drops: Sequence[tuple[Drop, datetime]]) -> None:
    """The links end here, under their reasons. One that was read again ends as it stood: its article stays."""
    if not drops:
        return
    connection.execute(
        _END_LINK,
        [
            {
                "link_id": address_id(drop.url),
                "ended": decided,
                "in_run": run_id,
                "why": drop.reason,
                "both": f"{drop.reason} {drop.detail}".strip(),
                "more": drop.detail,
            }
            for drop, decided in drops
        ],
    )
