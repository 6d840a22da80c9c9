"""What the program itself said of an article where people said otherwise, so that a correction can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, select, update

from archive.schema import articles, as_found
from archive.statements import insert_into
from records.annotation import Mention

_DATE = ("published", "published_has_time", "published_by", "published_confidence")


def keep_mentions(connection: Connection, article_id: str, mentions: Sequence[Mention]) -> None:
    _keep(connection, article_id, {"mentions": [asdict(mention) for mention in mentions]})


def forget_mentions(connection: Connection, article_id: str) -> None:
    """They are as the article's rows say, or its text is another one."""
    connection.execute(update(as_found).where(as_found.c.article_id == article_id).values(mentions=None))


def found_mentions(connection: Connection, ids: Collection[str]) -> dict[str, tuple[Mention, ...]]:
    """Of those of these articles whose mentions people corrected."""
    query = select(as_found.c.article_id, as_found.c.mentions).where(as_found.c.article_id.in_(ids))
    rows = connection.execute(query)
    return {row.article_id: tuple(map(_mention, row.mentions)) for row in rows if row.mentions is not None}


def keep_date(connection: Connection, article_id: str) -> None:
    """Once: what was found first is what the program found."""
    known = select(as_found.c.dated).where(as_found.c.article_id == article_id)
    if not connection.execute(known).scalar_one_or_none():
        columns = (articles.c[name] for name in _DATE)
        row = connection.execute(select(*columns).where(articles.c.id == article_id)).one()
        _keep(connection, article_id, {"dated": True, **row._asdict()})


def found_date(connection: Connection, article_id: str) -> dict[str, Any] | None:
    """The columns of the article's date, by name; None where nobody corrected it."""
    columns = (as_found.c[name] for name in _DATE)
    query = select(*columns).where(as_found.c.article_id == article_id, as_found.c.dated.is_(True))
    row = connection.execute(query).one_or_none()
    return None if row is None else row._asdict()


def forget_date(connection: Connection, article_id: str) -> None:
    connection.execute(update(as_found).where(as_found.c.article_id == article_id).values(dated=False))
    connection.execute(
        delete(as_found).where(as_found.c.article_id == article_id, as_found.c.mentions.is_(None))
    )


def _keep(connection: Connection, article_id: str, values: dict[str, Any]) -> None:
    connection.execute(
        insert_into(connection, as_found)
        .values(article_id=article_id, **({"dated": False} | values))
        .on_conflict_do_update(index_elements=[as_found.c.article_id], set_=values)
    )


def _mention(fields: dict[str, Any]) -> Mention:
    return Mention(**(fields | {"evidence": tuple(fields["evidence"])}))
