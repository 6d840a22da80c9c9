"""What people said for and against the program: kept with who and when, and taken back without being forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, or_, select, update

from archive.schema import articles, corrections, mentions
from records.correction import (
    Confirmed,
    Correction,
    CorrectionKind,
    KeptCorrection,
    MentionCorrection,
    NotRelevant,
    OtherDate,
    OtherStory,
    SameStory,
)


def keep_correction(connection: Connection, correction: Correction) -> int:
    """Kept alone; its id. What it changes is written by `archive.corrected.put_in_force`."""
    kept = insert(corrections).values(_values(correction)).returning(corrections.c.id)
    return int(connection.execute(kept).scalar_one())


def mark_taken_back(connection: Connection, id_: int, by: str, now: datetime) -> Correction | None:
    """The correction that no longer holds; None where no such one holds."""
    row = connection.execute(
        update(corrections)
        .where(corrections.c.id == id_, corrections.c.taken_back.is_(None))
        .values(taken_back=now, taken_back_by=by)
        .returning(*corrections.c)
    ).one_or_none()
    return _correction(row) if row else None


def find_corrections(
    connection: Connection,
    ids: Collection[str] | None = None,
    kinds: Sequence[CorrectionKind] = (),
    since: datetime | None = None,
) -> list[Correction]:
    """What holds of these articles, or all, in the order in which it was said; `kinds` empty: of every kind."""
    query = select(corrections).where(corrections.c.taken_back.is_(None))
    if ids is not None:
        query = query.where(corrections.c.article_id.in_(ids))
    if kinds:
        query = query.where(corrections.c.kind.in_(kinds))
    if since is not None:
        query = query.where(corrections.c.made >= since)
    return [
        _correction(row) for row in connection.execute(query.order_by(corrections.c.made, corrections.c.id))
    ]


def list_corrections(
    connection: Connection,
    *,
    article_id: str | None = None,
    kinds: Sequence[CorrectionKind] = (),
    by: str | None = None,
    holds: bool | None = None,
    limit: int = 100,
    offset: int = 0,
) -> list[KeptCorrection]:
    """All that was said, taken back or not, the latest first, with the article's title and address."""
    query = _with_article().where(*_narrowing(kinds, by, holds))
    if article_id is not None:
        query = query.where(or_(corrections.c.article_id == article_id, corrections.c.other_id == article_id))
    query = query.order_by(corrections.c.made.desc(), corrections.c.id.desc()).limit(limit).offset(offset)
    return [_kept(row) for row in connection.execute(query)]


def count_corrections(
    connection: Connection,
    kinds: Sequence[CorrectionKind] = (),
    by: str | None = None,
    holds: bool | None = None,
) -> int:
    query = select(func.count()).select_from(corrections).where(*_narrowing(kinds, by, holds))
    return connection.execute(query).scalar_one()


def find_kept(connection: Connection, ids: Collection[int]) -> list[KeptCorrection]:
    """By their own ids, in the order of these."""
    query = _with_article().where(corrections.c.id.in_(ids)).order_by(corrections.c.id)
    return [_kept(row) for row in connection.execute(query)]


def list_correctors(connection: Connection, limit: int = 100) -> list[str]:
    """Who ever said something, by name."""
    query = select(corrections.c.by).distinct().order_by(corrections.c.by).limit(limit)
    return list(connection.execute(query).scalars())


def count_shown(connection: Connection) -> tuple[int, int]:
    """How many articles and mentions there are to look at, whoever did."""
    held = articles.c.left_out.is_(False)
    number = select(func.count()).select_from(articles).where(held)
    named = select(func.count()).select_from(mentions).join(articles, articles.c.id == mentions.c.article_id)
    return connection.execute(number).scalar_one(), connection.execute(named.where(held)).scalar_one()


def _with_article() -> Select[Any]:
    return select(corrections, articles.c.title, articles.c.canonical_url).join(
        articles, articles.c.id == corrections.c.article_id
    )


def _narrowing(
    kinds: Sequence[CorrectionKind], by: str | None, holds: bool | None
) -> Iterator[ColumnElement[bool]]:
    if kinds:
        yield corrections.c.kind.in_(kinds)
    if by is not None:
        yield corrections.c.by == by
    if holds is not None:
        yield corrections.c.taken_back.is_(None) if holds else corrections.c.taken_back.is_not(None)


def mention_corrections(made: Iterable[Correction]) -> list[MentionCorrection]:
    return [one for one in made if isinstance(one, MentionCorrection)]


def set_apart(connection: Connection) -> dict[str, bool]:
    """The articles that people took out of their stories: id → does it keep the copies of its text?"""
    found = find_corrections(connection, kinds=("other-story",))
    return {one.article_id: one.with_copies for one in found if isinstance(one, OtherStory)}


def joined_pairs(connection: Connection) -> Sequence[tuple[str, str]]:
    """Articles whose stories people joined. Who later takes one of the two out of its story parts them again."""
    pairs: dict[tuple[str, str], None] = {}
    for one in find_corrections(connection, kinds=("other-story", "same-story")):
        if isinstance(one, SameStory):
            pairs[one.article_id, one.other_id] = None
        else:
            pairs = {pair: None for pair in pairs if one.article_id not in pair}
    return list(pairs)


def _values(correction: Correction) -> dict[str, Any]:
    values = {
        "article_id": correction.article_id,
        "kind": correction.kind,
        "made": correction.made,
        "by": correction.by,
    }
    match correction:
        case MentionCorrection():
            start, end = correction.span or (None, None)
            values |= {"union_id": correction.union, "in_title": correction.in_title, "start": start}
            values |= {"end": end, "words": correction.words, "tone": correction.tone}
            values |= {"instead": correction.instead}
        case OtherDate():
            values |= {"published": correction.published, "has_time": correction.has_time}
        case OtherStory():
            values |= {"with_copies": correction.with_copies}
        case SameStory():
            values |= {"other_id": correction.other_id}
        case Confirmed():
            values |= {"union_id": correction.union}
        case NotRelevant():
            pass
    return values


def _correction(row: Row[Any]) -> Correction:
    word: dict[str, Any] = {"id": row.id, "article_id": row.article_id, "made": row.made, "by": row.by}
    match row.kind:
        case "not-relevant":
            return NotRelevant(**word)
        case "date":
            return OtherDate(**word, published=row.published, has_time=row.has_time)
        case "other-story":
            return OtherStory(**word, with_copies=row.with_copies)
        case "same-story":
            return SameStory(**word, other_id=row.other_id)
        case "confirmed":
            return Confirmed(**word, union=row.union_id)
    return MentionCorrection(
        **word,
        union=row.union_id,
        span=None if row.start is None else (row.start, row.end),
        in_title=row.in_title,
        words=row.words,
        tone=row.tone,
        instead=row.instead,
    )


def _kept(row: Row[Any]) -> KeptCorrection:
    return KeptCorrection(
        correction=_correction(row),
        title=row.title,
        url=row.canonical_url,
        taken_back=row.taken_back,
        taken_back_by=row.taken_back_by or "",
    )
