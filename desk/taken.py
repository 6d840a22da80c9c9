"""Unions' own releases and what the press took of them, summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from records.registry import Outlet, Registry
from records.story import Release


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnReleases:
    """Of one union: how many it published, and how many of them somebody took."""

    union: str
    number: int
    taken: int

    @property
    def share(self) -> float:
        return self.taken / max(1, self.number)


def own_outlets(registry: Registry, union: str = "") -> dict[str, Outlet]:
    """By id, those in which unions speak of themselves: of this one and all below it, where one is named."""
    branch = registry.branch(union) if union else None
    return {
        outlet.id: outlet
        for outlet in registry.outlets.values()
        if outlet.kind == "union" and outlet.union and (branch is None or outlet.union in branch)
    }


def sum_by_union(releases: Sequence[Release], outlets: dict[str, Outlet]) -> list[OwnReleases]:
    """Who published most comes first."""
    unions = [(outlets[release.outlet_id].union or "", bool(release.pickups)) for release in releases]
    found = [
        OwnReleases(
            union=union,
            number=sum(one == union for one, _taken in unions),
            taken=sum(taken for one, taken in unions if one == union),
        )
        for union in dict.fromkeys(union for union, _taken in unions)
    ]
    return sorted(found, key=lambda own: (-own.number, own.union))


def usual_delay(releases: Sequence[Release]) -> timedelta | None:
    """The median time after which the first outlet took a release, of those whose hours are known; None where there are
    none, or all came before."""
    first = [(release, release.pickups[0]) for release in releases if release.pickups]
    exact = [pickup.delay for release, pickup in first if release.has_time and pickup.has_time]
    later = [delay for delay in exact if delay >= timedelta()]
    return timedelta(seconds=median(delay.total_seconds() for delay in later)) if later else None
