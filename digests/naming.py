"""How the ids in a digest are shown: names that mean one union, region or outlet alone."""

from __future__ import annotations

from collections.abc import Iterable

from archive.coverage import CoveredArticle
from records.digest import Names, Subscription
from records.registry import Registry, Union
from texts.names import region_name


def shown_names(articles: Iterable[CoveredArticle], subscription: Subscription, registry: Registry) -> Names:
    covered = list(articles)
    mentioned = {mention.union for article in covered for mention in article.mentions}
    published = {article.outlet_id for article in covered}
    outlets = [registry.outlets[outlet] for outlet in sorted(published) if outlet in registry.outlets]
    regions = {outlet.region for outlet in outlets} | set(subscription.regions)
    return Names(
        unions={union: union_name(union, registry) for union in sorted({*mentioned, *subscription.unions})},
        outlets={outlet.id: outlet.name for outlet in outlets},
        regions={
            code: region_name(registry.regions[code]) for code in sorted(regions) if code in registry.regions
        },
    )


def union_name(union_id: str, registry: Registry) -> str:
    """The short name; with the region where it is an abbreviation of a region's union: to a reader of the whole
    country СОСОП says nothing, and ФПСО is Samara's and Sverdlovsk's. The full one where that leaves two alike."""
    if union_id not in registry.unions:
        return union_id
    union = registry.unions[union_id]
    named = _short_name(union, registry)
    shared = sum(_short_name(other, registry) == named for other in registry.unions.values()) > 1
    return union.name if shared or not named else named


def _short_name(union: Union, registry: Registry) -> str:
    regions = [region_name(registry.regions[code]) for code in union.regions if code in registry.regions]
    if not regions or union.short != union.short.upper():
        return union.short
    return f"{union.short} ({', '.join(regions)})"
