"""An outlet as a partner: what it wrote of some unions, span by span, and how good a source it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from statistics import median

from sqlalchemy import ColumnElement, Connection, String, cast, distinct, func, select

from archive.listing import LISTED, list_articles
from archive.schema import articles, mentions, pickups, quotes
from records.annotation import Tone
from records.listing import ListedArticle, OutletQuality, OutletSpan

_HOUR = 3600


def outlet_spans(
    connection: Connection,
    outlet_id: str,
    spans: Sequence[tuple[datetime, datetime]],
    unions: Collection[str],
    branch_regions: Collection[str] = (),
) -> list[OutletSpan]:
    """One for each (from, until): quarters, say. `unions` are taken as they are: the caller names the whole branch,
    to which mentions of any union's branch in one of `branch_regions` belong too."""
    named = _named(unions, branch_regions)
    return [_span(connection, outlet_id, span, unions, named) for span in spans]


def last_mention(
    connection: Connection, outlet_id: str, unions: Collection[str], branch_regions: Collection[str] = ()
) -> datetime | None:
    """When the outlet last mentioned one of the unions; None where it never did. Since then it is silent."""
    of_these = (
        select(mentions.c.article_id)
        .where(mentions.c.article_id == articles.c.id, _named(unions, branch_regions))
        .exists()
    )
    query = (
        select(articles.c.timestamp)
        .where(articles.c.outlet_id == outlet_id, articles.c.left_out.is_(False), of_these)
        .order_by(articles.c.timestamp.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


def outlet_articles(
    connection: Connection,
    outlet_id: str,
    since: datetime,
    until: datetime,
    unions: Collection[str] | None = None,
    branch_regions: Collection[str] = (),
    *,
    limit: int = 50,
    offset: int = 0,
) -> list[ListedArticle]:
    """The latest first; with `unions` those that mention one of them, or a branch in one of `branch_regions`."""
    query = select(*LISTED).where(*_of(outlet_id, since, until))
    if unions is not None:
        named = select(mentions.c.article_id).where(
            mentions.c.article_id == articles.c.id, _named(unions, branch_regions)
        )
        query = query.where(named.exists())
    query = query.order_by(articles.c.timestamp.desc(), articles.c.id).limit(limit).offset(offset)
    return list_articles(connection, query)


def outlet_quality(connection: Connection, outlet_id: str, since: datetime, until: datetime) -> OutletQuality:
    """Over its articles listed at `since` or later and before `until`; each formula stands in `OutletQuality`."""
    signed = func.count().filter(cast(articles.c.authors, String) != "[]")
    dated = func.count(articles.c.published)
    timed = func.count().filter(articles.c.published.is_not(None), articles.c.published_has_time.is_(True))
    row = connection.execute(
        select(
            func.count().label("all"), dated.label("dated"), timed.label("timed"), signed.label("signed")
        ).where(*_of(outlet_id, since, until))
    ).one()
    shared, first, hours = _stories(connection, outlet_id, since, until)
    return OutletQuality(
        articles=row.all,
        dated=row.dated,
        timed=row.timed,
        signed=row.signed,
        copies=_count_copies(connection, outlet_id, since, until),
        shared_stories=shared,
        first_stories=first,
        followed=len(hours),
        hours_behind=median(hours) if hours else None,
    )


def _of(outlet_id: str, since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        articles.c.outlet_id == outlet_id,
        articles.c.timestamp >= since,
        articles.c.timestamp < until,
        articles.c.left_out.is_(False),
    )


def _named(unions: Collection[str], branch_regions: Collection[str]) -> ColumnElement[bool]:
    named = mentions.c.union_id.in_(sorted(unions))
    return named | mentions.c.region.in_(sorted(branch_regions)) if branch_regions else named


def _span(
    connection: Connection,
    outlet_id: str,
    span: tuple[datetime, datetime],
    unions: Collection[str],
    named: ColumnElement[bool],
) -> OutletSpan:
    of = _of(outlet_id, *span)
    here = articles.join(mentions, mentions.c.article_id == articles.c.id)
    tones: dict[Tone, int] = {
        row.tone: row.number
        for row in connection.execute(
            select(mentions.c.tone, func.count().label("number"))
            .select_from(here)
            .where(*of, named)
            .group_by(mentions.c.tone)
        )
    }
    written = select(func.count(distinct(articles.c.id))).select_from(here).where(*of, named)
    said = (
        select(quotes.c.unions)
        .select_from(articles.join(quotes, quotes.c.article_id == articles.c.id))
        .where(*of, cast(quotes.c.unions, String) != "[]")
    )
    taken = (
        select(func.count(distinct(pickups.c.release_id)))
        .select_from(articles.join(pickups, pickups.c.article_id == articles.c.id))
        .where(*of)
    )
    return OutletSpan(
        since=span[0],
        until=span[1],
        articles=connection.execute(written).scalar_one(),
        mentions=tones,
        quotes=sum(not set(unions).isdisjoint(those) for those in connection.execute(said).scalars()),
        releases=connection.execute(taken).scalar_one(),
    )


def _count_copies(connection: Connection, outlet_id: str, since: datetime, until: datetime) -> int:
    """Of another outlet's text: who repeats itself copies nobody."""
    first = articles.alias("first")
    query = (
        select(func.count())
        .select_from(articles.join(first, first.c.id == articles.c.text_id))
        .where(*_of(outlet_id, since, until), articles.c.is_reprint.is_(True), first.c.outlet_id != outlet_id)
    )
    return connection.execute(query).scalar_one()


def _stories(
    connection: Connection, outlet_id: str, since: datetime, until: datetime
) -> tuple[int, int, list[float]]:
    """Stories that others told too; those that it told first; for the rest the hours behind the first publisher.

    What people left out is in no story.
    """
    first, other = articles.alias("first"), articles.alias("other")
    told_elsewhere = (
        select(other.c.id)
        .where(other.c.story_id == articles.c.story_id, other.c.outlet_id != outlet_id)
        .exists()
    )
    query = (
        select(
            articles.c.story_id,
            first.c.outlet_id,
            articles.c.timestamp,
            articles.c.published_has_time,
            first.c.timestamp.label("begun"),
            first.c.published_has_time.label("begun_has_time"),
        )
        .select_from(articles.join(first, first.c.id == articles.c.story_id))
        .where(*_of(outlet_id, since, until), told_elsewhere)
        .order_by(articles.c.story_id, articles.c.timestamp, articles.c.id)
    )
    shared, led, hours = set[str](), 0, list[float]()
    for row in connection.execute(query):
        if row.story_id in shared:  # its earliest in the story was looked at
            continue
        shared.add(row.story_id)
        if row.outlet_id == outlet_id:
            led += 1
        elif row.published_has_time and row.begun_has_time:
            hours.append((row.timestamp - row.begun).total_seconds() / _HOUR)
    return len(shared), led, hours
