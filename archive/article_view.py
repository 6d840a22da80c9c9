"""One article with all that the archive knows of it, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from archive.annotations import find_annotations
from archive.articles import State, find_articles, find_placements
from archive.corrections import list_corrections
from archive.health import source_health
from archive.page_copies import PageCopy, find_copies
from archive.schema import article_texts, articles, pickups
from records.annotation import Annotation
from records.article import Article
from records.correction import KeptCorrection
from records.runs import SourceHealth
from records.story import Placement


@dataclass(frozen=True, kw_only=True, slots=True)
class OlderVersion:
    """An earlier text of the article, without the text (`archive.revisions.older_texts`): `chars` of it."""

    revision: int
    fetched: datetime
    title: str
    chars: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleView:
    """`annotation` is None where the text waits for the models, `placement` where it has no story (yet, or left out).

    `story_articles` counts the story's articles with this one. `releases` are the own releases, by id, of whose words
    it has some: the share (0…1) of the article's words.
    """

    article: Article
    revision: int
    state: State
    left_out: bool
    annotation: Annotation | None
    placement: Placement | None
    story_articles: int
    source: SourceHealth | None
    copies: tuple[PageCopy, ...]
    older: tuple[OlderVersion, ...]
    corrections: tuple[KeptCorrection, ...]
    releases: tuple[tuple[str, float], ...]


def view_article(connection: Connection, article_id: str) -> ArticleView | None:
    """None where the archive has no such article. A dozen small queries, each by a key."""
    row = connection.execute(
        select(articles.c.revision, articles.c.state, articles.c.left_out).where(articles.c.id == article_id)
    ).one_or_none()
    if row is None:
        return None
    article = find_articles(connection, [article_id])[article_id]
    placement = find_placements(connection, [article_id]).get(article_id)
    return ArticleView(
        article=article,
        revision=row.revision,
        state=row.state,
        left_out=row.left_out,
        annotation=find_annotations(connection, [article_id]).get(article_id),
        placement=placement,
        story_articles=_count_story(connection, placement.story_id) if placement else 1,
        source=next(iter(source_health(connection, article.source_id)), None),
        copies=tuple(find_copies(connection, article_id)),
        older=_older(connection, article_id),
        corrections=tuple(list_corrections(connection, article_id=article_id)),
        releases=_releases(connection, article_id),
    )


def _count_story(connection: Connection, story_id: str) -> int:
    query = select(func.count()).select_from(articles)
    return connection.execute(
        query.where(articles.c.story_id == story_id, articles.c.left_out.is_(False))
    ).scalar_one()


def _older(connection: Connection, article_id: str) -> tuple[OlderVersion, ...]:
    rows = connection.execute(
        select(
            article_texts.c.revision,
            article_texts.c.fetched,
            article_texts.c.title,
            func.length(article_texts.c.text).label("chars"),
        )
        .where(article_texts.c.article_id == article_id)
        .order_by(article_texts.c.revision)
    )
    return tuple(
        OlderVersion(revision=row.revision, fetched=row.fetched, title=row.title, chars=row.chars)
        for row in rows
    )


def _releases(connection: Connection, article_id: str) -> tuple[tuple[str, float], ...]:
    rows = connection.execute(
        select(pickups.c.release_id, pickups.c.article_share)
        .where(pickups.c.article_id == article_id)
        .order_by(pickups.c.article_share.desc(), pickups.c.release_id)
    )
    return tuple((row.release_id, row.article_share) for row in rows)
