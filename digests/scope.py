"""What a subscription means by the register's ids: which unions, outlets, topics and siblings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.coverage import CoveredArticle
from archive.coverage_counts import CountedArticle
from records.digest import Subscription
from records.errors import ConfigError
from records.registry import BrokenOutlet, Outlet, Registry
from records.siblings import find_siblings
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """`unions` are whole branches; `outlets` what of the press is read for it, `only` their ids with those of `broken`
    where the subscription names regions, else None: then what has left the register counts too. `own` are the outlets
    in which these unions speak of themselves. `siblings` maps each union, with which ours are compared, to its branch
    and the regions whose branches count for it."""

    unions: frozenset[str]
    branch_regions: frozenset[str]
    outlets: tuple[Outlet, ...]
    broken: tuple[BrokenOutlet, ...]
    only: frozenset[str] | None
    own: frozenset[str]
    topics: frozenset[str]
    siblings: Mapping[str, tuple[frozenset[str], frozenset[str]]]


def find_scope(subscription: Subscription, registry: Registry) -> Scope:
    """Raises ConfigError for a union, region or topic that the register does not know."""
    _check_ids(subscription, registry)
    regions = set(subscription.regions)
    press = [outlet for outlet in registry.outlets.values() if outlet.kind != "union"]
    outlets = tuple(outlet for outlet in press if not regions or outlet.region in regions)
    broken = tuple(outlet for outlet in registry.broken.values() if not regions or outlet.region in regions)
    unions: frozenset[str] = frozenset().union(*(registry.branch(union) for union in subscription.unions))
    return Scope(
        unions=unions,
        branch_regions=registry.branch_regions(subscription.unions),
        outlets=outlets,
        broken=broken,
        only=frozenset({outlet.id for outlet in outlets} | {outlet.id for outlet in broken})
        if regions
        else None,
        own=frozenset(id_ for id_ in registry.own_outlets if registry.outlets[id_].union in unions),
        topics=frozenset(subscription.topics)
        or frozenset(topic.id for topic in registry.topics.values() if topic.labour),
        siblings=_siblings(subscription, registry),
    )


def is_wanted(
    article: CoveredArticle | CountedArticle, subscription: Subscription, registry: Registry
) -> bool:
    """Coverage, of a topic and in a tone that are asked for. What unions write of themselves is no coverage, but what
    the press is measured against."""
    if article.outlet_id in registry.own_outlets:
        return False
    if subscription.topics and set(subscription.topics).isdisjoint(article.topics):
        return False
    return not subscription.tones or article.tone in subscription.tones


def _siblings(
    subscription: Subscription, registry: Registry
) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    if not subscription.unions:
        return {}
    named = find_siblings(registry, registry.unions[subscription.unions[0]])

    return {union: (registry.branch(union), registry.branch_regions([union])) for union in named}


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
    for topic in subscription.topics:
        if topic not in registry.topics:
            raise ConfigError(
                _("Рассылка «{id}»: темы «{topic}» нет в реестре.", id=subscription.id, topic=topic)
            )
