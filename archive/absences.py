"""«Наша тема, но без нас»: articles about the unions' themes in which none of the unions is named, or none is heard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, func, select

from archive.schema import articles, mentions, people

Missing = Literal["name", "voice"]
_TELLING = 50  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """An article about `topics`. `missing` «name»: no union asked for is named; «voice»: some of them are (`named`),
    but no mention stands in anybody's speech, and no person of theirs appears who might have spoken."""

    id: str
    title: str
    url: str
    outlet_id: str
    timestamp: datetime
    is_reprint: bool
    topics: tuple[str, ...]
    missing: Missing
    named: tuple[str, ...] = ()
    story_id: str = ""
    text_id: str = ""
    has_time: bool = True


def find_absences(
    connection: Connection,
    since: datetime,
    until: datetime,
    topics: Collection[str],
    unions: Collection[str],
    outlets: Collection[str] | None = None,
    *,
    branch_regions: Collection[str] = (),
) -> list[Absence]:
    """Articles listed at `since` or later and before `until` that have one of the topics, earliest first.

    `unions` are taken as they are: the caller names the whole branch. A mention of any union's branch in one of
    `branch_regions` counts too. `outlets` None means all of them. Only what the crawl keeps can be found: a text
    without any watched word never came into the archive.
    """
    conditions = _conditions(since, until, outlets)
    rows = connection.execute(_articles_of(conditions)).all()
    about = {row.id: row for row in rows if not set(topics).isdisjoint(row.topics)}
    if not about:
        return []
    ours = _Ours(frozenset(unions), frozenset(branch_regions))
    named = _named(connection, conditions, ours)
    heard = _heard(connection, conditions, ours)
    return [_absence(row, topics, named.get(row.id, ())) for row in about.values() if row.id not in heard]


def first_lines(connection: Connection, ids: Sequence[str], length: int = 240) -> dict[str, str]:
    """How the texts of these articles begin, by id: the first line that tells something, at most so many characters."""
    beginning = func.substr(articles.c.text, 1, 2 * length)
    rows = connection.execute(select(articles.c.id, beginning).where(articles.c.id.in_(ids)))
    return {id_: _first_line(text, length) for id_, text in rows}


def _first_line(beginning: str, length: int) -> str:
    """A line of a few words above the text is a date or a name, not its beginning."""
    lines = [line.strip() for line in beginning.split("\n")]
    line = next((line for line in lines if len(line) >= _TELLING), lines[0])
    return line if len(line) <= length else f"{line[:length].rpartition(' ')[0]}…"


@dataclass(frozen=True, slots=True)
class _Ours:
    """`regions` are those whose branches of any union count."""

    unions: frozenset[str]
    regions: frozenset[str]

    def has(self, union: str, region: str = "") -> bool:
        return union in self.unions or region in self.regions


def _conditions(
    since: datetime, until: datetime, outlets: Collection[str] | None
) -> tuple[ColumnElement[bool], ...]:
    period = (
        articles.c.timestamp >= since,
        articles.c.timestamp < until,
        articles.c.state.in_(("annotated", "indexed")),
        articles.c.left_out.is_(False),
    )
    return period if outlets is None else (*period, articles.c.outlet_id.in_(sorted(outlets)))


def _articles_of(conditions: Iterable[ColumnElement[bool]]) -> Any:
    return (
        select(
            articles.c.id,
            articles.c.title,
            articles.c.canonical_url,
            articles.c.outlet_id,
            articles.c.timestamp,
            articles.c.is_reprint,
            articles.c.topics,
            articles.c.published,
            articles.c.published_has_time,
            func.coalesce(articles.c.story_id, articles.c.id).label("story"),
            func.coalesce(articles.c.text_id, articles.c.id).label("first_text"),
        )
        .where(*conditions)
        .order_by(articles.c.timestamp, articles.c.id)
    )


def _named(
    connection: Connection, conditions: Iterable[ColumnElement[bool]], ours: _Ours
) -> dict[str, tuple[str, ...]]:
    query = (
        select(mentions.c.article_id, mentions.c.union_id, mentions.c.region)
        .join(articles, articles.c.id == mentions.c.article_id)
        .where(*conditions)
        .order_by(mentions.c.article_id, mentions.c.place)
    )
    found: dict[str, dict[str, None]] = {}
    for row in connection.execute(query):
        if ours.has(row.union_id, row.region):
            found.setdefault(row.article_id, {})[row.union_id] = None
    return {article: tuple(named) for article, named in found.items()}


def _heard(connection: Connection, conditions: Iterable[ColumnElement[bool]], ours: _Ours) -> set[str]:
    """The articles in which a union stands in speech, or a person of it appears."""
    conditions = tuple(conditions)
    spoken = (
        select(mentions.c.article_id, mentions.c.union_id, mentions.c.region)
        .join(articles, articles.c.id == mentions.c.article_id)
        .where(*conditions, mentions.c.speech != "none")
    )
    persons = (
        select(people.c.article_id, people.c.union_id)
        .join(articles, articles.c.id == people.c.article_id)
        .where(*conditions, people.c.union_id.is_not(None))
    )
    heard = {row.article_id for row in connection.execute(spoken) if ours.has(row.union_id, row.region)}
    return heard | {row.article_id for row in connection.execute(persons) if ours.has(row.union_id)}


def _absence(row: Row[Any], topics: Collection[str], named: tuple[str, ...]) -> Absence:
    return Absence(
        id=row.id,
        title=row.title,
        url=row.canonical_url,
        outlet_id=row.outlet_id,
        timestamp=row.timestamp,
        is_reprint=row.is_reprint,
        topics=tuple(topic for topic in row.topics if topic in topics),
        missing="voice" if named else "name",
        named=named,
        story_id=row.story,
        text_id=row.first_text,
        has_time=row.published is None or row.published_has_time,
    )
