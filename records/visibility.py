"""How much is seen of a union in one article: a figure of 0…100 by the formula of docs/visibility.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from records.annotation import Mention, Role, Speech
from records.registry import Outlet, OutletKind

# Points; the most of each part add up to 100.
ROLE: Mapping[Role, float] = {"main": 40.0, "episodic": 10.0}
HEADLINE = 20.0
POSITION = 15.0  # named at the very beginning; at the end none
SHARE = 15.0  # with FULL_SHARE of the text about it
FULL_SHARE = 1 / 3
SPEECH: Mapping[Speech, float] = {"direct": 10.0, "indirect": 5.0, "none": 0.0}

# What an outlet's weight is where the register does not state one.
NATIONAL = 1.0
REGIONAL = 0.7
KIND: Mapping[OutletKind, float] = {"external": 1.0, "authority": 0.8, "aggregator": 0.5, "union": 0.5}
_COUNTRY = "RU"  # the region of a national outlet


@dataclass(frozen=True, kw_only=True, slots=True)
class Visibility:
    """The parts in points, before the outlet's weight (0…1)."""

    role: float
    headline: float
    position: float
    share: float
    speech: float
    weight: float

    @property
    def figure(self) -> float:
        """0…100, one decimal."""
        points = self.role + self.headline + self.position + self.share + self.speech
        return round(self.weight * points, 1)


def outlet_weight(outlet: Outlet | None) -> float:
    """What the register states, else by kind and reach. One that has left the register is taken for a regional one."""
    if outlet is None:
        return REGIONAL
    if outlet.weight is not None:
        return outlet.weight
    return KIND[outlet.kind] * (NATIONAL if outlet.region == _COUNTRY else REGIONAL)


def see(mentions: Sequence[Mention], length: int, weight: float) -> Visibility:
    """Of one union's mentions in an article of `length` characters; there is at least one."""
    in_text = [mention for mention in mentions if not mention.in_title]
    headline = len(in_text) < len(mentions)
    first = 0 if headline else min(mention.start for mention in in_text)
    told = _covered(mention.evidence for mention in in_text)
    return Visibility(
        role=max(ROLE[mention.role] for mention in mentions),
        headline=HEADLINE * headline,
        position=POSITION * (1 - first / max(length, 1)),
        share=SHARE * min(1.0, told / max(length, 1) / FULL_SHARE),
        speech=max(SPEECH[mention.speech] for mention in mentions),
        weight=weight,
    )


def see_all(mentions: Iterable[Mention], length: int, weight: float) -> dict[str, Visibility]:
    """By union, each by its own mentions."""
    by_union: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_union[mention.union].append(mention)
    return {union: see(own, length, weight) for union, own in by_union.items()}


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    """Characters in any of the spans, each once."""
    total = end = 0
    for start, stop in sorted(spans):
        total += max(0, stop - max(start, end))
        end = max(end, stop)
    return total
