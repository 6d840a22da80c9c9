"""What the press wrote of some unions in some span of time: read from the archive, so that the index may be down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, func, or_, select

from archive.schema import articles, mentions
from records.annotation import Holder, Role, Speech, Tone
from records.tones import strength


@dataclass(frozen=True, kw_only=True, slots=True)
class CoveredMention:
    """One mention with its evidence cut out. `highlight` is the mention's span in characters of `sentence`."""

    union: str
    tone: Tone
    score: float
    sentence: str
    highlight: tuple[int, int]
    holder: Holder
    speech: Speech
    role: Role
    in_title: bool
    sure: bool = True

    @property
    def strength(self) -> tuple[float, int]:
        return strength(self.tone, self.score)


@dataclass(frozen=True, kw_only=True, slots=True)
class CoveredArticle:
    """An article without its text, with its mentions of the unions asked for, in the order of the text.

    `text_id` is the first article with this text. One without a place among the stories yet is a story of its own.
    `campaigns` are (id, quoted word for word).
    """

    id: str
    title: str
    url: str
    outlet_id: str
    timestamp: datetime
    date_known: bool
    has_time: bool
    story_id: str
    text_id: str
    is_reprint: bool
    mentions: tuple[CoveredMention, ...]
    topics: tuple[str, ...] = ()
    campaigns: tuple[tuple[str, bool], ...] = ()

    @property
    def tone(self) -> Tone:
        """The tone of the strongest mention that is not neutral; neutral where all are."""
        return max(self.mentions, key=lambda mention: mention.strength).tone


def covered_articles(
    connection: Connection,
    since: datetime,
    until: datetime,
    unions: Collection[str],
    outlets: Collection[str] | None = None,
    branch_regions: Collection[str] = (),
) -> list[CoveredArticle]:
    """The articles listed at `since` or later and before `until` that mention one of the unions, earliest first.

    `outlets` None means all of them. `unions` are taken as they are: the caller names the whole branch. A mention of
    any union's branch in one of `branch_regions` counts too.
    """
    conditions: list[ColumnElement[bool]] = [
        articles.c.timestamp >= since,
        articles.c.timestamp < until,
        articles.c.left_out.is_(False),
        or_(
            beside(mentions.c.union_id).in_(sorted(unions)),
            beside(mentions.c.region).in_(sorted(branch_regions)),
        ),
    ]
    if outlets is not None:
        conditions.append(beside(articles.c.outlet_id).in_(sorted(outlets)))
    query = (
        select(*_ARTICLE_COLUMNS, mentions, _sentence().label("sentence"))
        .join(mentions, mentions.c.article_id == articles.c.id)
        .where(*conditions)
        .order_by(articles.c.timestamp, articles.c.id, mentions.c.place)
    )
    return _grouped(connection.execute(query))


def beside(column: ColumnElement[str]) -> ColumnElement[str]:
    """The column as an expression, which no index answers: what is looked up is the span of time.

    Else SQLite begins with all that was ever written of the unions, to keep one week of it.
    """
    return column.concat("")


_ARTICLE_COLUMNS = (
    articles.c.id,
    articles.c.title,
    articles.c.canonical_url,
    articles.c.outlet_id,
    articles.c.timestamp,
    articles.c.published,
    articles.c.published_has_time,
    func.coalesce(articles.c.story_id, articles.c.id).label("story"),
    func.coalesce(articles.c.text_id, articles.c.story_id, articles.c.id).label("first_text"),
    articles.c.is_reprint,
    articles.c.topics,
    articles.c.campaigns,
)


def _sentence() -> ColumnElement[str]:
    """Cut by the database, so that a year of whole texts never stands in memory."""
    where = case((mentions.c.in_title, articles.c.title), else_=articles.c.text)
    length = mentions.c.evidence_end - mentions.c.evidence_start
    return func.substr(where, mentions.c.evidence_start + 1, length)


def _grouped(rows: Iterable[Row[Any]]) -> list[CoveredArticle]:
    firsts: dict[str, Row[Any]] = {}
    found: dict[str, list[CoveredMention]] = {}
    for row in rows:
        firsts.setdefault(row.id, row)
        found.setdefault(row.id, []).append(_mention(row))
    return [_article(row, tuple(found[article_id])) for article_id, row in firsts.items()]


def _article(row: Row[Any], found: tuple[CoveredMention, ...]) -> CoveredArticle:
    return CoveredArticle(
        id=row.id,
        title=row.title,
        url=row.canonical_url,
        outlet_id=row.outlet_id,
        timestamp=row.timestamp,
        date_known=row.published is not None,
        has_time=row.published is None or row.published_has_time,
        story_id=row.story,
        text_id=row.first_text,
        is_reprint=row.is_reprint,
        mentions=found,
        topics=tuple(row.topics),
        campaigns=_campaigns(row.campaigns),
    )


def _campaigns(said: Iterable[dict[str, str]]) -> tuple[tuple[str, bool], ...]:
    found: dict[str, bool] = {}
    for one in said:
        found[one["campaign"]] = found.get(one["campaign"], False) or one["wording"] == "verbatim"
    return tuple(found.items())


def _mention(row: Row[Any]) -> CoveredMention:
    return CoveredMention(
        union=row.union_id,
        tone=row.tone,
        score=row.score,
        sentence=row.sentence,
        highlight=(row.start - row.evidence_start, row.end - row.evidence_start),
        holder=row.holder,
        speech=row.speech,
        role=row.role,
        in_title=row.in_title,
        sure=row.sure,
    )
