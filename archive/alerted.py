"""What a watch has been alerted to, so that nothing rings twice; and the watched persons and slogans in the press."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from archive.ledger import StoredDigest, store_digest
from archive.schema import alerted, articles, digest_articles, digests, people
from archive.statements import insert_into
from records.alert import Alarm

ALERT = "alert/"  # with it begins what the ledger knows of alerts; no id of a digest has it


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchedArticle:
    """`people` are nominative names as the archive has them, `campaigns` ids."""

    id: str
    title: str
    url: str
    outlet_id: str
    timestamp: datetime
    story_id: str
    people: tuple[str, ...]
    campaigns: tuple[str, ...]


def find_watched(connection: Connection, since: datetime, until: datetime) -> list[WatchedArticle]:
    """The articles listed at `since` or later and before `until` in which a person or a campaign appears."""
    span = (articles.c.timestamp >= since, articles.c.timestamp < until, articles.c.left_out.is_(False))
    named: dict[str, dict[str, None]] = {}
    query = select(people.c.article_id, people.c.name).join(articles, articles.c.id == people.c.article_id)
    for row in connection.execute(query.where(*span).order_by(people.c.article_id, people.c.place)):
        named.setdefault(row.article_id, {})[row.name] = None
    query_articles = select(
        articles.c.id,
        articles.c.title,
        articles.c.canonical_url,
        articles.c.outlet_id,
        articles.c.timestamp,
        func.coalesce(articles.c.story_id, articles.c.id).label("story"),
        articles.c.campaigns,
    ).where(*span)
    rows = connection.execute(query_articles.order_by(articles.c.timestamp, articles.c.id))
    return [_watched(row, tuple(named.get(row.id, ()))) for row in rows if row.campaigns or row.id in named]


def find_alerted(connection: Connection, watch_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """(keys, ids of the stories as they stand now) of which the watch was told: a story that got an earlier first
    article since is known by its articles."""
    keys = connection.execute(select(alerted.c.key).where(alerted.c.watch_id == watch_id)).scalars()
    stories = connection.execute(
        select(func.coalesce(articles.c.story_id, articles.c.id))
        .join(digest_articles, digest_articles.c.article_id == articles.c.id)
        .join(digests, digests.c.id == digest_articles.c.digest_id)
        .where(digests.c.subscription_id == alert_subscription(watch_id))
        .distinct()
    ).scalars()
    return frozenset(keys), frozenset(stories)


def store_alert(
    connection: Connection, alert: StoredDigest, watch_id: str, alarms: Iterable[Alarm]
) -> StoredDigest:
    """Keeps the alert and what it told, in one transaction with the caller's."""
    told = list(alarms)
    kept = store_digest(connection, alert, {id_: alarm.story for alarm in told for id_ in alarm.articles})
    for alarm in told:
        connection.execute(
            insert_into(connection, alerted)
            .values(watch_id=watch_id, key=alarm.key, digest_id=kept.id, told=kept.composed)
            .on_conflict_do_nothing(index_elements=[alerted.c.watch_id, alerted.c.key])
        )
    return kept


def alert_subscription(watch_id: str) -> str:
    """Under this name the ledger keeps the watch's alerts; no digest can have it, for its id knows no slash."""
    return f"{ALERT}{watch_id}"


def _watched(row: Any, named: Collection[str]) -> WatchedArticle:
    return WatchedArticle(
        id=row.id,
        title=row.title,
        url=row.canonical_url,
        outlet_id=row.outlet_id,
        timestamp=row.timestamp,
        story_id=row.story,
        people=tuple(named),
        campaigns=tuple(dict.fromkeys(one["campaign"] for one in row.campaigns)),
    )
