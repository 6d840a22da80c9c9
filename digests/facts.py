"""All that a digest needs of the archive, read at one moment; what it makes of that is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from archive.absences import Absence, find_absences
from archive.coverage import CoveredArticle, covered_articles
from archive.coverage_counts import CountedArticle, counted_articles, first_crawl
from archive.health import source_health
from archive.pickups import find_releases
from archive.quoted import Heard, find_heard
from archive.store import Archive
from archive.told import Told, find_told, stored_periods
from digests.late import late_bounds
from digests.period import parse_period, period_bounds, periods_back
from digests.scope import Scope, is_wanted
from records.digest import Subscription
from records.period import Cadence, Period, period_before
from records.registry import Registry
from records.runs import SourceHealth
from records.story import Release

# How many earlier periods the averages and the chart look back on.
LOOK_BACK: dict[Cadence, int] = {"daily": 13, "weekly": 8, "monthly": 11}


class _Asked(TypedDict):
    unions: frozenset[str]
    outlets: frozenset[str] | None
    branch_regions: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """`articles` of the period, `earlier` of the one before, `found` of all that may be late; `counted` of the periods
    that the trend shows, `beside` of the siblings in this one. `stored` are the periods that have a digest."""

    articles: list[CoveredArticle]
    earlier: list[CoveredArticle]
    found: list[CoveredArticle]
    told: Told
    stored: tuple[Period, ...]
    health: Sequence[SourceHealth]
    counted: list[CountedArticle]
    beside: list[CountedArticle]
    read_since: datetime | None
    absences: list[Absence]
    releases: list[Release]
    heard: list[Heard]


def read_facts(
    archive: Archive,
    registry: Registry,
    subscription: Subscription,
    scope: Scope,
    period: Period,
    *,
    zone: ZoneInfo,
    digest_id: str,
) -> Facts:
    since, until = period_bounds(period, zone)
    far = period_bounds(periods_back(period, LOOK_BACK[period.cadence])[0], zone)[0]
    compared = frozenset().union(*(branch for branch, _regions in scope.siblings.values()))
    compared_regions = frozenset().union(*(regions for _branch, regions in scope.siblings.values()))
    wanted = _Wanted(subscription=subscription, registry=registry)
    asked: _Asked = {"unions": scope.unions, "outlets": scope.only, "branch_regions": scope.branch_regions}
    press = scope.only or frozenset(outlet.id for outlet in scope.outlets)
    with archive.reading() as connection:
        articles = wanted.covered(covered_articles(connection, since, until, **asked))
        before = period_bounds(period_before(period), zone)
        stored = tuple(parse_period(each) for each in stored_periods(connection, subscription.id))
        late = late_bounds(period, first, zone) if (first := _first(stored, period)) else None
        return Facts(
            articles=articles,
            earlier=wanted.covered(covered_articles(connection, *before, **asked)),
            found=wanted.covered(covered_articles(connection, *late, **asked)) if late else [],
            told=find_told(connection, subscription.id, besides=digest_id),
            stored=stored,
            health=source_health(connection),
            counted=wanted.counted(counted_articles(connection, far, until, **asked)),
            beside=wanted.compared(
                counted_articles(connection, since, until, compared, scope.only, compared_regions)
            )
            if compared
            else [],
            read_since=first_crawl(connection),
            absences=find_absences(connection, since, until, scope.topics, scope.unions, press),
            releases=find_releases(connection, since, until, scope.own),
            heard=find_heard(connection, since, until, {article.id for article in articles}),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wanted:
    """The subscription's choice among what the archive has."""

    subscription: Subscription
    registry: Registry

    def covered(self, articles: Sequence[CoveredArticle]) -> list[CoveredArticle]:
        return [article for article in articles if is_wanted(article, self.subscription, self.registry)]

    def counted(self, articles: Sequence[CountedArticle]) -> list[CountedArticle]:
        return [article for article in articles if is_wanted(article, self.subscription, self.registry)]

    def compared(self, articles: Sequence[CountedArticle]) -> list[CountedArticle]:
        """In any tone: the siblings' good news count as much as ours."""
        topics = set(self.subscription.topics)
        return [
            article
            for article in articles
            if article.outlet_id not in self.registry.own_outlets
            and (not topics or not topics.isdisjoint(article.topics))
        ]


def _first(stored: Sequence[Period], period: Period) -> Period | None:
    """The first period before this one that has a digest."""
    earlier = [each for each in stored if each.first < period.first]
    return min(earlier, key=lambda each: each.first, default=None)
