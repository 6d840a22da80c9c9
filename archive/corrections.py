"""What people corrected: kept with who and when, and put over every later annotation of the article."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from archive.schema import articles, corrections
from records.annotation import Annotation
from records.correction import Correction, corrected


def keep_correction(connection: Connection, correction: Correction) -> None:
    """Kept alone: what it changes is written by `archive.annotations.record_annotation`."""
    start, end = correction.span or (None, None)
    connection.execute(
        insert(corrections).values(
            article_id=correction.article_id,
            made=correction.made,
            by=correction.by,
            union_id=correction.union,
            in_title=correction.in_title,
            start=start,
            end=end,
            words=correction.words,
            tone=correction.tone,
            instead=correction.instead,
        )
    )


def find_corrections(connection: Connection, ids: Collection[str] | None = None) -> list[Correction]:
    """Of these articles, or all, in the order in which they were made."""
    query = select(corrections).order_by(corrections.c.made, corrections.c.id)
    if ids is not None:
        query = query.where(corrections.c.article_id.in_(ids))
    return [_correction(row) for row in connection.execute(query)]


def put_corrections(connection: Connection, article_id: str, annotation: Annotation) -> Annotation:
    """The annotation with what people said of this article."""
    made = find_corrections(connection, [article_id])
    if not made:
        return annotation
    row = connection.execute(
        select(articles.c.title, articles.c.text).where(articles.c.id == article_id)
    ).one()
    return corrected(annotation, made, row.title, row.text)


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        article_id=row.article_id,
        made=row.made,
        by=row.by,
        union=row.union_id,
        span=None if row.start is None else (row.start, row.end),
        in_title=row.in_title,
        words=row.words,
        tone=row.tone,
        instead=row.instead,
    )
