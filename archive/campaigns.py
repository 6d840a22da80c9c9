"""Who repeated a campaign's slogans and key messages, with the very words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, String, cast, select

from archive.schema import articles
from records.annotation import Wording

_AT_ONCE = 200  # articles whose texts stand in memory together


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidWords:
    """`words` as they stand in an article's title or text."""

    article_id: str
    outlet_id: str
    timestamp: datetime
    words: str
    wording: Wording


def find_sayings(
    connection: Connection,
    since: datetime,
    until: datetime,
    campaign: str,
    outlets: Collection[str],
) -> list[SaidWords]:
    """Each place in an article of these outlets, listed at `since` or later and before `until`, earliest first."""
    query = (
        select(articles.c.id, articles.c.outlet_id, articles.c.timestamp, articles.c.campaigns)
        .where(
            articles.c.timestamp >= since,
            articles.c.timestamp < until,
            articles.c.left_out.is_(False),
            cast(articles.c.campaigns, String).contains(f'"{campaign}"', autoescape=True),
        )
        .order_by(articles.c.timestamp, articles.c.id)
    )
    rows = [row for row in connection.execute(query) if row.outlet_id in outlets]
    return [
        said
        for start in range(0, len(rows), _AT_ONCE)
        for said in _cut(connection, rows[start : start + _AT_ONCE], campaign)
    ]


def _cut(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]], campaign: str) -> Iterator[SaidWords]:
    query = select(articles.c.id, articles.c.title, articles.c.text)
    found = connection.execute(query.where(articles.c.id.in_([row.id for row in rows])))
    texts = {row.id: (row.text, row.title) for row in found}
    for row in rows:
        for said in row.campaigns:
            if said["campaign"] == campaign:
                yield SaidWords(
                    article_id=row.id,
                    outlet_id=row.outlet_id,
                    timestamp=row.timestamp,
                    words=texts[row.id][said["in_title"]][said["start"] : said["end"]],
                    wording=said["wording"],
                )
