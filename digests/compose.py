"""A subscription and a week become a digest, from the archive and the register alone."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from archive.coverage import CoveredArticle, covered_articles
from archive.health import source_health
from archive.store import Archive
from archive.told import find_told, first_week
from archive.unread import find_unread, name_broken
from digests.late import find_late, late_bounds
from digests.naming import shown_names
from digests.stories import group_stories
from digests.totals import count_totals
from digests.week import parse_week, week_before, week_bounds
from records.digest import Digest, Subscription, Week
from records.errors import ConfigError
from records.registry import BrokenOutlet, Outlet, Registry
from texts import _


def digest_id(week: Week, subscription: Subscription) -> str:
    return f"{week}/{subscription.id}"


def compose_digest(
    archive: Archive,
    registry: Registry,
    subscription: Subscription,
    week: Week,
    zone: ZoneInfo,
    *,
    sample: bool = False,
) -> Digest:
    """Raises ConfigError for a union or region that the register does not know."""
    _check_ids(subscription, registry)
    outlets = _outlets_of(subscription, registry)
    unions = frozenset().union(*(registry.branch(union) for union in subscription.unions))
    branches = registry.branch_regions(subscription.unions)
    broken = _broken_of(subscription, registry)
    watched = {outlet.id for outlet in outlets} | {outlet.id for outlet in broken}
    only = watched if subscription.regions else None
    since, until = week_bounds(week, zone)
    with archive.reading() as connection:
        articles = _coverage(covered_articles(connection, since, until, unions, only, branches), registry)
        week_ago = week_bounds(week_before(week), zone)
        earlier = _coverage(covered_articles(connection, *week_ago, unions, only, branches), registry)
        first = first_week(connection, subscription.id, before=str(week))
        late = late_bounds(week, parse_week(first), zone) if first else None
        found = (
            _coverage(covered_articles(connection, *late, unions, only, branches), registry) if late else []
        )
        told = find_told(connection, subscription.id, besides=digest_id(week, subscription))
        health = source_health(connection)
    unread = find_unread(outlets, health, until)
    return Digest(
        id=digest_id(week, subscription),
        subscription=subscription,
        week=week,
        stories=group_stories(articles, registry),
        totals=count_totals(articles, registry),
        before=count_totals(earlier, registry),
        unread=(*(name_broken(outlet) for outlet in broken), *unread),
        read_outlets=len(outlets) - sum(not outlet.partly for outlet in unread),
        sample=sample,
        timezone=zone.key,
        names=shown_names([*articles, *earlier, *found], subscription, registry),
        late=find_late(found, told, articles, registry),
    )


def _check_ids(subscription: Subscription, registry: Registry) -> None:
    for union in subscription.unions:
        if union not in registry.unions:
            raise ConfigError(
                _("Рассылка «{id}»: профсоюза «{union}» нет в реестре.", id=subscription.id, union=union)
            )
    for region in subscription.regions:
        if region not in registry.regions:
            raise ConfigError(
                _("Рассылка «{id}»: региона «{region}» нет в реестре.", id=subscription.id, region=region)
            )


def _broken_of(subscription: Subscription, registry: Registry) -> list[BrokenOutlet]:
    regions = set(subscription.regions)
    return [outlet for outlet in registry.broken.values() if not regions or outlet.region in regions]


def _outlets_of(subscription: Subscription, registry: Registry) -> list[Outlet]:
    regions = set(subscription.regions)
    press = [outlet for outlet in registry.outlets.values() if outlet.kind != "union"]
    return [outlet for outlet in press if not regions or outlet.region in regions]


def _coverage(articles: Iterable[CoveredArticle], registry: Registry) -> list[CoveredArticle]:
    """Without what unions write of themselves: that is not coverage, but what the press is measured against."""
    own = {outlet.id for outlet in registry.outlets.values() if outlet.kind == "union"}
    return [article for article in articles if article.outlet_id not in own]
