"""An article that its outlet has edited: a new revision of the same one, the older text kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from archive.as_found import forget_mentions
from archive.schema import annotation_faults, article_texts, articles, entities, mentions, people, quotes
from records.article import Article


@dataclass(frozen=True, kw_only=True, slots=True)
class OlderText:
    """What an article said up to a revision, as it was fetched then."""

    revision: int
    fetched: datetime
    title: str
    text: str


def revise_article(connection: Connection, article: Article) -> bool:
    """Writes the new text of a known article, which is «kept» again: annotated, and indexed anew, by the steps that
    follow. It must come from the address that it was kept under: an AMP page differs from its article without
    anybody having edited it. False when there is nothing new.
    """
    known = connection.execute(
        select(articles.c.title, articles.c.text, articles.c.fetched, articles.c.revision).where(
            articles.c.id == article.id
        )
    ).one()
    if _words(known.title, known.text) == _words(article.title, article.text):
        return False
    connection.execute(
        insert(article_texts).values(
            article_id=article.id,
            revision=known.revision,
            fetched=known.fetched,
            title=known.title,
            text=known.text,
        )
    )
    _write_text(connection, article, known.revision + 1)
    return True


def older_texts(connection: Connection, article_id: str) -> list[OlderText]:
    """The first text first; an article that nobody edited has none."""
    rows = connection.execute(
        select(article_texts)
        .where(article_texts.c.article_id == article_id)
        .order_by(article_texts.c.revision)
    )
    return [
        OlderText(revision=row.revision, fetched=row.fetched, title=row.title, text=row.text) for row in rows
    ]


def _write_text(connection: Connection, article: Article, revision: int) -> None:
    """What was found in the old text goes: its spans mean nothing in the new one. The publication keeps its first
    time, or an edit would move it into another week. Its place among the stories is found anew."""
    for table in (mentions, people, quotes, entities, annotation_faults):
        connection.execute(delete(table).where(table.c.article_id == article.id))
    forget_mentions(connection, article.id)
    connection.execute(
        update(articles)
        .where(articles.c.id == article.id)
        .values(
            state="kept",
            revision=revision,
            title=article.title,
            text=article.text,
            lead=article.lead,
            section=article.section,
            language=article.language,
            authors=list(article.authors),
            fetched=article.fetched,
            model=None,
            topics=[],
            topic_evidence=[],
            campaigns=[],
            story_id=None,
            event_id=None,
            text_id=None,
            taken_from=None,
            is_reprint=False,
            similarity=0.0,
        )
    )


def _words(title: str, text: str) -> list[str]:
    """Without white space: another way to cut paragraphs is no edit."""
    return f"{title}\n{text}".split()
