"""What lies at a place of a text, looked up: searching all mentions for each of them would take time squared."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
Span = tuple[int, int]


class Overlaps(Generic[T]):
    """Things with spans, in the order of their beginnings; one may lie in another."""

    def __init__(self, things: Sequence[T], span_of: Callable[[T], Span]) -> None:
        self._things = things
        self._spans = [span_of(thing) for thing in things]
        self._longest = max((end - start for start, end in self._spans), default=0)

    def of(self, span: Span) -> list[T]:
        """Those that share a character with the span, in order."""
        first = bisect_left(self._spans, (span[0] - self._longest, 0))
        last = bisect_left(self._spans, (span[1], 0))
        return [self._things[at] for at in range(first, last) if self._spans[at][1] > span[0]]
