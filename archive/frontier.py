"""State «seen»: what the sources listed, what is still to be fetched, and why a link was dropped.

The frontier lives here and not in Scrapy's JOBDIR, which loses addresses when the process is killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, case, func, insert, literal, null, select, update

from archive.addresses import address_id
from archive.answers import NOTHING_KNOWN, answer_values
from archive.rereading import wait_for_edits
from archive.schema import AnyText, links, polls, runs, sources
from archive.statements import insert_into
from archive.verdicts import note_newest
from records.article import Drop, Dropped, Link, Poll
from records.registry import Source

_DECISION = ("decided", "run_id", "reason", "failing_since", "not_before")


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
    new = [replace(link, seen=poll.asked) for link in listed if _add_link(connection, link, poll.asked)]
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


def _add_link(connection: Connection, link: Link, seen: datetime) -> bool:
    """Whether it is new, or was given up only because nobody watched its outlet: that one waits again."""
    listed = {
        "url": link.url,
        "source_id": link.source_id,
        "outlet_id": link.outlet_id,
        "title": link.title,
        "summary": link.summary,
        "text": link.text,
        "authors": list(link.authors),
        "published": link.published,
        "updated": link.updated,
        "seen": seen,
    }
    result = connection.execute(
        insert_into(connection, links)
        .values(id=address_id(link.url), **listed)
        .on_conflict_do_update(
            index_elements=[links.c.id],
            set_=listed | {"attempts": 0, **dict.fromkeys(_DECISION), "detail": ""},
            where=links.c.reason.in_((Dropped.OUTLET_PAUSED, Dropped.OUTLET_REMOVED)),
        )
        .returning(links.c.id)
    )
    return result.one_or_none() is not None


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
    """The link ends here, under its reason. One that was read again ends as it stood: its article stays."""
    is_kept = links.c.article_id.is_not(None)
    both = f"{drop.reason} {drop.detail}".strip()
    connection.execute(
        update(links)
        .where(links.c.id == address_id(drop.url), links.c.decided.is_(None))
        .values(
            decided=decided,
            run_id=case((is_kept, links.c.run_id), else_=run_id),
            reason=case((is_kept, null()), else_=drop.reason),
            detail=case((is_kept, literal(both, AnyText)), else_=literal(drop.detail, AnyText)),
            text="",
        )
    )
