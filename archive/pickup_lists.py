"""Own releases beside the articles that took words of them, for lists: both ends with title and time, no text."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from archive.schema import articles, pickups
from records.pickup import ListedPickup

MOST = 200
_RELEASE = articles.alias("release")


def pickups_of(connection: Connection, article_id: str) -> list[ListedPickup]:
    """What an article took of releases, and what was taken of it where it is one itself; at most `MOST`."""
    return _listed(
        connection, (pickups.c.article_id == article_id) | (pickups.c.release_id == article_id), limit=MOST
    )


def outlet_pickups(
    connection: Connection,
    outlet_id: str,
    since: datetime,
    until: datetime,
    own: Collection[str],
    *,
    limit: int = 50,
) -> list[ListedPickup]:
    """What the outlet's articles of that time took of releases of the outlets `own`, the latest first."""
    return _listed(
        connection,
        articles.c.outlet_id == outlet_id,
        articles.c.timestamp >= since,
        articles.c.timestamp < until,
        _RELEASE.c.outlet_id.in_(sorted(own)),
        limit=limit,
    )


def _listed(connection: Connection, *conditions: ColumnElement[bool], limit: int) -> list[ListedPickup]:
    query = (
        select(
            pickups.c.release_id,
            _RELEASE.c.title.label("release_title"),
            _RELEASE.c.outlet_id.label("release_outlet_id"),
            pickups.c.article_id,
            articles.c.title,
            articles.c.outlet_id,
            articles.c.timestamp,
            _RELEASE.c.timestamp.label("released"),
            pickups.c.article_share,
            pickups.c.release_share,
        )
        .select_from(
            pickups.join(articles, articles.c.id == pickups.c.article_id).join(
                _RELEASE, _RELEASE.c.id == pickups.c.release_id
            )
        )
        .where(articles.c.left_out.is_(False), _RELEASE.c.left_out.is_(False), *conditions)
        .order_by(articles.c.timestamp.desc(), articles.c.id, pickups.c.article_share.desc())
        .limit(limit)
    )
    return [ListedPickup(**row._asdict()) for row in connection.execute(query)]
