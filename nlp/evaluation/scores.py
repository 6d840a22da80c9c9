"""Counts of right and wrong, and the figures that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Label = TypeVar("Label", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """`right` of the `found` ones and of the `wanted` ones. A figure is None where there was nothing to count."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            right=self.right + other.right, found=self.found + other.found, wanted=self.wanted + other.wanted
        )

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else None


class Confusion(Generic[Label]):
    """How often what should be called `wanted` was called `found`."""

    def __init__(self, pairs: Iterable[tuple[Label, Label]] = ()) -> None:
        self.pairs: Counter[tuple[Label, Label]] = Counter(pairs)

    @property
    def total(self) -> int:
        return self.pairs.total()

    @property
    def accuracy(self) -> float | None:
        right = sum(times for (wanted, found), times in self.pairs.items() if wanted == found)
        return right / self.total if self.total else None

    def score(self, label: Label) -> Score:
        return Score(
            right=self.pairs[label, label],
            found=sum(times for (_wanted, found), times in self.pairs.items() if found == label),
            wanted=sum(times for (wanted, _found), times in self.pairs.items() if wanted == label),
        )

    def macro_f1(self, labels: Iterable[Label]) -> float | None:
        """The mean F1 of those labels that occur; None where none does."""
        known = [f1 for label in labels if (f1 := self.score(label).f1) is not None]
        return sum(known) / len(known) if known else None
