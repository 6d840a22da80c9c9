"""Kept articles that cannot be annotated: set aside with the reason, so that one text never stops the others.

Such an article stays «kept». Another model takes it up again by itself, and so does a person's word.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from archive.articles import articles_in_state
from archive.schema import annotation_faults, articles
from archive.statements import insert_into
from records.annotation import AnnotationFault
from records.article import Article


def articles_to_annotate(connection: Connection, model: str, limit: int) -> list[Article]:
    """The oldest kept articles on which this model has not failed."""
    return articles_in_state(connection, "kept", limit, besides=_failed(connection, model))


def record_fault(connection: Connection, article_id: str, model: str, failed: datetime, reason: str) -> None:
    fresh = {"model": model, "failed": failed, "reason": reason}
    connection.execute(
        insert_into(connection, annotation_faults)
        .values(article_id=article_id, **fresh)
        .on_conflict_do_update(index_elements=[annotation_faults.c.article_id], set_=fresh)
    )


def find_faults(connection: Connection) -> list[AnnotationFault]:
    """What is set aside, the longest first."""
    rows = connection.execute(
        select(annotation_faults, articles.c.title, articles.c.canonical_url)
        .join(articles, articles.c.id == annotation_faults.c.article_id)
        .order_by(annotation_faults.c.failed, annotation_faults.c.article_id)
    )
    return [
        AnnotationFault(
            article_id=row.article_id,
            title=row.title,
            url=row.canonical_url,
            model=row.model,
            failed=row.failed,
            reason=row.reason,
        )
        for row in rows
    ]


def forget_faults(connection: Connection) -> None:
    """All that is set aside is tried again."""
    connection.execute(delete(annotation_faults))


def _failed(connection: Connection, model: str) -> list[str]:
    query = select(annotation_faults.c.article_id).where(annotation_faults.c.model == model)
    return list(connection.execute(query).scalars())
