"""States «kept» and after: the articles themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, select, update

from archive.addresses import address_id
from archive.frontier import drop_link
from archive.rereading import settle_unchanged
from archive.revisions import revise_article
from archive.schema import articles, links
from archive.statements import insert_into
from records.article import Article, Drop, Dropped
from records.story import Placement

State = Literal["kept", "annotated", "indexed"]


def keep_article(connection: Connection, run_id: int, article: Article, decided: datetime) -> bool:
    """Stores the article and decides its link. A known one, fetched again from its own address, gets its new text.

    False when nothing is new: the article came before, under another address or with the same words.
    """
    link_id = address_id(article.url)
    known_id = connection.execute(
        select(links.c.article_id).where(links.c.id == link_id)
    ).scalar_one_or_none()
    if known_id is not None:  # with its headline, an edited page often changes its canonical address too
        article = replace(article, id=known_id)
    result = connection.execute(
        insert_into(connection, articles)
        .values(**_values(article), state="kept", revision=0, topics=[])
        .on_conflict_do_nothing(index_elements=[articles.c.id])
        .returning(articles.c.id)
    )
    if result.one_or_none() is None:
        if known_id is None:
            duplicate = Drop(url=article.url, reason=Dropped.DUPLICATE_ADDRESS, detail=article.canonical_url)
            drop_link(connection, run_id, duplicate, decided)
            return False
        if not revise_article(connection, article):
            settle_unchanged(connection, link_id, decided)
            return False
    connection.execute(
        update(links)
        .where(links.c.id == link_id)
        .values(
            decided=decided,
            run_id=run_id,
            reason=None,
            article_id=article.id,
            text="",
            unchanged=0,
            not_before=None,
            failing_since=None,
        )
    )
    return True


def articles_in_state(
    connection: Connection, state: State, limit: int, *, besides: Collection[str] = ()
) -> list[Article]:
    """The oldest articles of a state, at most `limit`, without those whose ids are `besides`."""
    rows = connection.execute(
        select(articles)
        .where(articles.c.state == state, articles.c.id.not_in(list(besides)))
        .order_by(articles.c.timestamp, articles.c.id)
        .limit(limit)
    )
    return [_article(row) for row in rows]


def find_articles(connection: Connection, ids: Sequence[str]) -> dict[str, Article]:
    rows = connection.execute(select(articles).where(articles.c.id.in_(ids)))
    return {row.id: _article(row) for row in rows}


def find_addresses(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Where these articles stand on the web, by id."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        query = select(articles.c.id, articles.c.canonical_url)
        rows = connection.execute(query.where(articles.c.id.in_(ids[start : start + 500])))
        found |= {row.id: row.canonical_url for row in rows}
    return found


def find_placements(connection: Connection, ids: Sequence[str]) -> dict[str, Placement]:
    """Where these articles stand among the stories; one not placed yet is absent."""
    where = (
        articles.c.id,
        articles.c.story_id,
        articles.c.text_id,
        articles.c.taken_from,
        articles.c.similarity,
    )
    rows = connection.execute(select(*where).where(articles.c.id.in_(ids), articles.c.story_id.is_not(None)))
    return {
        row.id: Placement(
            article_id=row.id,
            story_id=row.story_id,
            text_id=row.text_id or row.story_id,
            taken_from=row.taken_from or row.story_id,
            similarity=row.similarity,
        )
        for row in rows
    }


def count_in_state(connection: Connection, state: State) -> int:
    query = select(func.count()).select_from(articles).where(articles.c.state == state)
    return connection.execute(query).scalar_one()


def _values(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "outlet_id": article.outlet_id,
        "source_id": article.source_id,
        "title": article.title,
        "text": article.text,
        "lead": article.lead,
        "section": article.section,
        "language": article.language,
        "authors": list(article.authors),
        "first_seen": article.first_seen,
        "fetched": article.fetched,
        "published": article.published,
        "published_has_time": article.published_has_time,
        "published_by": article.published_by,
        "published_confidence": article.published_confidence,
        "timestamp": article.timestamp,
    }


def _article(row: Row[Any]) -> Article:
    return Article(
        id=row.id,
        url=row.url,
        canonical_url=row.canonical_url,
        outlet_id=row.outlet_id,
        source_id=row.source_id,
        title=row.title,
        text=row.text,
        lead=row.lead,
        section=row.section,
        language=row.language,
        authors=tuple(row.authors),
        first_seen=row.first_seen,
        fetched=row.fetched,
        published=row.published,
        published_has_time=row.published_has_time,
        published_by=row.published_by,
        published_confidence=row.published_confidence,
    )
