"""Articles for lists: their columns without the text, and their tones in one query more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from archive.schema import articles, mentions
from records.annotation import Tone
from records.listing import ListedArticle
from records.tones import strength

LISTED = (
    articles.c.id,
    articles.c.title,
    articles.c.canonical_url,
    articles.c.outlet_id,
    articles.c.timestamp,
    articles.c.published,
    articles.c.published_has_time,
    func.coalesce(articles.c.story_id, articles.c.id).label("story"),
    articles.c.is_reprint,
)
_AT_ONCE = 500  # ids in one query: a database takes only so many


def counted(besides: Collection[str] = ()) -> tuple[ColumnElement[bool], ...]:
    """What counts as press: nothing that people left out, nothing of the outlets `besides`."""
    kept = articles.c.left_out.is_(False)
    return (kept, articles.c.outlet_id.not_in(sorted(besides))) if besides else (kept,)


def list_articles(connection: Connection, query: Select[Any]) -> list[ListedArticle]:
    """The articles of a query of the columns `LISTED`, in its order."""
    rows = connection.execute(query).all()
    tones = article_tones_of(connection, [row.id for row in rows])
    return [_listed(row, tones.get(row.id, {})) for row in rows]


def find_listed(connection: Connection, ids: Sequence[str]) -> dict[str, ListedArticle]:
    """By id, at most 500 of them; also what people left out, which the caller may want to show as such."""
    found = list_articles(connection, select(*LISTED).where(articles.c.id.in_(ids[:_AT_ONCE])))
    return {one.id: one for one in found}


def article_tones_of(connection: Connection, ids: Sequence[str]) -> Mapping[str, Mapping[str, Tone]]:
    """By article and union: the tone of the strongest mention that is not neutral; neutral where all are."""
    strongest: dict[tuple[str, str], tuple[tuple[float, int], Tone]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = select(mentions.c.article_id, mentions.c.union_id, mentions.c.tone, mentions.c.score).where(
            mentions.c.article_id.in_(ids[start : start + _AT_ONCE])
        )
        for row in connection.execute(query.order_by(mentions.c.article_id, mentions.c.place)):
            key, weight = (row.article_id, row.union_id), strength(row.tone, row.score)
            if key not in strongest or weight > strongest[key][0]:
                strongest[key] = weight, row.tone
    found: dict[str, dict[str, Tone]] = {}
    for (article_id, union), (_weight, tone) in strongest.items():
        found.setdefault(article_id, {})[union] = tone
    return found


def _listed(row: Row[Any], tones: Mapping[str, Tone]) -> ListedArticle:
    return ListedArticle(
        id=row.id,
        title=row.title,
        url=row.canonical_url,
        outlet_id=row.outlet_id,
        timestamp=row.timestamp,
        date_known=row.published is not None,
        has_time=row.published is None or row.published_has_time,
        story_id=row.story,
        is_reprint=row.is_reprint,
        tones=tones,
    )
