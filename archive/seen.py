"""How much is seen of some unions in each article of some time: the parts of its visibility, without any text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, func, select

from archive.schema import articles, mentions
from records.annotation import Mention
from records.visibility import outlet_weight, see_all


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenArticle:
    """`figure` is the highest visibility (docs/visibility.md) of the unions that it names and that were asked for."""

    id: str
    outlet_id: str
    figure: float


def seen_articles(
    connection: Connection,
    since: datetime,
    until: datetime,
    unions: Collection[str],
    weights: Mapping[str, float],
    branch_regions: Collection[str] = (),
    *,
    besides: Collection[str] = (),
) -> list[SeenArticle]:
    """`weights` are those of the outlets; nothing of the outlets `besides` counts. `unions` are taken as they are: the
    caller names the whole branch; a mention of any union's branch in one of `branch_regions` counts too."""
    query = (
        select(articles.c.id, articles.c.outlet_id, func.length(articles.c.text).label("length"), *_MENTION)
        .join(mentions, mentions.c.article_id == articles.c.id)
        .where(
            articles.c.timestamp >= since,
            articles.c.timestamp < until,
            articles.c.left_out.is_(False),
        )
        .order_by(articles.c.timestamp, articles.c.id, mentions.c.place)
    )
    rows = (
        row
        for row in connection.execute(query)
        if (row.union_id in unions or row.region in branch_regions) and row.outlet_id not in besides
    )
    return list(_seen(rows, weights))


_MENTION = (
    mentions.c.union_id,
    mentions.c.region,
    mentions.c.in_title,
    mentions.c.start,
    mentions.c.end,
    mentions.c.evidence_start,
    mentions.c.evidence_end,
    mentions.c.speech,
    mentions.c.role,
)


def _seen(rows: Iterable[Any], weights: Mapping[str, float]) -> Iterator[SeenArticle]:
    for id_, group in groupby(rows, key=lambda row: row.id):
        own = list(group)
        weight = weights.get(own[0].outlet_id, outlet_weight(None))  # of one that has left the register
        parts = see_all((_mention(row) for row in own), own[0].length, weight)
        yield SeenArticle(
            id=id_, outlet_id=own[0].outlet_id, figure=max(each.figure for each in parts.values())
        )


def _mention(row: Row[Any]) -> Mention:
    """What visibility rests on; tone and holder do not count for it."""
    return Mention(
        start=row.start,
        end=row.end,
        union=row.union_id,
        tone=0,
        score=0.0,
        confidence=0.0,
        evidence=(row.evidence_start, row.evidence_end),
        holder="author",
        speech=row.speech,
        role=row.role,
        in_title=row.in_title,
    )
