"""Stories that people joined: above those of the rule, so that whatever comes later is placed as if nobody had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from archive.corrections import joined_pairs
from archive.outbox import enqueue
from archive.schema import articles
from archive.stories import AT_ONCE


def settle_joins(connection: Connection) -> list[str]:
    """Gives every article the name of its joined story, or of its own where none is; the ids of those it changes.

    Each change goes to the index. Joined stories have the name of the earliest among them.
    """
    names = _find_names(connection)
    wrong = dict(_wrongly_named(connection, names))
    if not wrong:
        return []
    rows = [{"article": id_, "name": name} for id_, name in wrong.items()]
    connection.execute(
        update(articles).where(articles.c.id == bindparam("article")).values(story_id=bindparam("name")), rows
    )
    enqueue(connection, list(wrong))
    return list(wrong)


def _find_names(connection: Connection) -> Mapping[str, str]:
    """Story of the rule → the earliest of those it is joined with."""
    pairs = joined_pairs(connection)
    events = _events_of(connection, {id_ for pair in pairs for id_ in pair})
    leads: dict[str, str] = {}
    for one, other in pairs:  # an article that has no place rests, and with it what was said of it
        if one in events and other in events:
            first, second = _lead(leads, events[one]), _lead(leads, events[other])
            leads[first] = leads[second] = min(first, second)
    return _named_by_earliest(connection, {event: _lead(leads, event) for event in leads})


def _lead(leads: Mapping[str, str], event: str) -> str:
    while leads.get(event, event) != event:
        event = leads[event]
    return event


def _named_by_earliest(connection: Connection, leads: Mapping[str, str]) -> Mapping[str, str]:
    times: dict[str, tuple[datetime, str]] = {}
    for some in _cut(sorted(leads)):
        query = select(articles.c.id, articles.c.timestamp).where(articles.c.id.in_(some))
        times |= {row.id: (row.timestamp, row.id) for row in connection.execute(query)}
    earliest: dict[str, tuple[datetime, str]] = {}
    for event, lead in leads.items():
        if lead not in earliest or times[event] < earliest[lead]:
            earliest[lead] = times[event]
    return {event: earliest[lead][1] for event, lead in leads.items()}


def _events_of(connection: Connection, ids: Iterable[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for some in _cut(sorted(ids)):
        query = select(articles.c.id, articles.c.event_id).where(
            articles.c.id.in_(some), articles.c.event_id.is_not(None)
        )
        found |= {row.id: row.event_id for row in connection.execute(query)}
    return found


def _wrongly_named(connection: Connection, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    columns = (articles.c.id, articles.c.event_id, articles.c.story_id)
    joined = select(*columns).where(articles.c.story_id != articles.c.event_id)
    for row in connection.execute(joined).all():
        if row.event_id not in names:
            yield row.id, row.event_id
    for some in _cut(sorted(names)):
        for row in connection.execute(select(*columns).where(articles.c.event_id.in_(some))).all():
            if row.story_id != names[row.event_id]:
                yield row.id, names[row.event_id]


def _cut(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
