"""A subscription and a period become a digest, from the archive and the register alone."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from archive.store import Archive
from archive.unread import find_unread, name_broken
from digests.blocks import compose_blocks
from digests.facts import read_facts
from digests.late import find_late
from digests.naming import shown_names
from digests.period import period_bounds, periods_between
from digests.scope import find_scope
from digests.stories import group_stories
from digests.totals import count_totals
from digests.wording import speaking_to
from records.digest import Digest, Subscription
from records.period import Period, period_after, period_before
from records.registry import Registry


def digest_id(period: Period, subscription: Subscription) -> str:
    return f"{period}/{subscription.id}"


def compose_digest(
    archive: Archive,
    registry: Registry,
    subscription: Subscription,
    period: Period,
    zone: ZoneInfo,
    *,
    sample: bool = False,
) -> Digest:
    """In the subscription's language. Raises ConfigError for an id that the register does not know."""
    with speaking_to(subscription):
        return _compose(archive, registry, subscription, period, zone, sample=sample)


def _compose(
    archive: Archive,
    registry: Registry,
    subscription: Subscription,
    period: Period,
    zone: ZoneInfo,
    *,
    sample: bool,
) -> Digest:
    identity = digest_id(period, subscription)
    scope = find_scope(subscription, registry)
    facts = read_facts(archive, registry, subscription, scope, period, zone=zone, digest_id=identity)
    _since, until = period_bounds(period, zone)
    unread = find_unread(scope.outlets, facts.health, until)
    return Digest(
        id=identity,
        subscription=subscription,
        period=period,
        stories=group_stories(facts.articles, registry),
        totals=count_totals(facts.articles, registry),
        before=count_totals(facts.earlier, registry),
        unread=(*(name_broken(outlet) for outlet in scope.broken), *unread),
        read_outlets=len(scope.outlets) - sum(not outlet.partly for outlet in unread),
        sample=sample,
        timezone=zone.key,
        names=shown_names([*facts.articles, *facts.earlier, *facts.found], subscription, registry),
        late=find_late(facts.found, facts.told, facts.articles, registry),
        skipped=_skipped(period, facts.stored),
        blocks=compose_blocks(facts, subscription, scope, registry, period, zone),
    )


def _skipped(period: Period, stored: tuple[Period, ...]) -> tuple[Period, ...]:
    """The periods between the last digest before this one and this one: nothing was sent of them."""
    earlier = [each for each in stored if each.first < period.first and each.cadence == period.cadence]
    if not earlier:
        return ()
    last = max(earlier, key=lambda each: each.first)
    return periods_between(period_after(last), period_before(period))
