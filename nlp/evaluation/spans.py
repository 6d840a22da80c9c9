"""Which of the found spans are which of the wanted ones: each wanted one is met once, in the text's order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Wanted = TypeVar("Wanted", bound=Spanned)
Found = TypeVar("Found", bound=Spanned)


def overlap(one: Spanned, other: Spanned) -> bool:
    return one.start < other.end and other.start < one.end


def pair(
    wanted: Sequence[Wanted], found: Sequence[Found], same: Callable[[Wanted, Found], bool]
) -> list[tuple[Wanted, Found]]:
    """Overlapping pairs for which `same` holds; of several overlapping ones the one with equal limits is taken."""
    left = list(found)
    pairs: list[tuple[Wanted, Found]] = []
    for one in wanted:
        fitting = [other for other in left if overlap(one, other) and same(one, other)]
        if fitting:
            best = min(fitting, key=lambda other: abs(other.start - one.start) + abs(other.end - one.end))
            left.remove(best)
            pairs.append((one, best))
    return pairs
