"""What each subscription has been told: so that what is found late is told once, and nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from archive.schema import articles, deliveries, digest_articles, digests
from records.digest import DeliveryState

# Somebody has the mail, or may have it. One that failed or was skipped for everybody told nothing.
_ARRIVED: tuple[DeliveryState, ...] = ("sending", "sent", "unknown")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Ids of articles, and of the texts to which these belong now: an original found late renames its text."""

    articles: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


def record_told(connection: Connection, digest_id: str, told: Mapping[str, str]) -> None:
    """`told` is article id → story id."""
    rows = [
        {"digest_id": digest_id, "article_id": article_id, "story_id": story_id}
        for article_id, story_id in told.items()
    ]
    if rows:
        connection.execute(insert(digest_articles), rows)


def find_told(connection: Connection, subscription_id: str, *, besides: str) -> Told:
    """What the subscription's digests told, without the digest `besides`."""
    arrived = select(deliveries.c.digest_id).where(deliveries.c.state.in_(_ARRIVED))
    rows = connection.execute(
        select(
            articles.c.id,
            func.coalesce(articles.c.text_id, articles.c.story_id, articles.c.id).label("first"),
        )
        .join(digest_articles, digest_articles.c.article_id == articles.c.id)
        .join(digests, digests.c.id == digest_articles.c.digest_id)
        .where(
            digests.c.subscription_id == subscription_id, digests.c.id != besides, digests.c.id.in_(arrived)
        )
    ).all()
    return Told(articles=frozenset(row.id for row in rows), texts=frozenset(row.first for row in rows))


def stored_periods(connection: Connection, subscription_id: str) -> list[str]:
    """The periods (2026-W47, 2026-11, 2026-11-17) of which the subscription has a digest, sent or not."""
    query = select(digests.c.period).where(digests.c.subscription_id == subscription_id)
    return list(connection.execute(query).scalars())
