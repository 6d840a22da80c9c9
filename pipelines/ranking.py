"""The rule by which articles find their first, which does not know in which order they came.

In the order of their times, each joins the earliest first to which it belongs; one that finds none is a first itself.
So what an article is depends on earlier firsts alone. One that comes late may take a first's place: then those it
draws and those it sets free are decided again, in that same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from heapq import heappop, heappush

from pipelines.surroundings import Surroundings
from records.story import Member


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`rank` is what a first gives its name to. `belongs` is asked of a later and an earlier one within `window`."""

    rank: str
    window: timedelta
    belongs: Callable[[Member, Member], bool]


class Ranking:
    """Decides one rank of the articles in their surroundings."""

    def __init__(self, surroundings: Surroundings, rule: Rule) -> None:
        self._around = surroundings
        self._rule = rule
        self._queue: list[tuple[object, str]] = []
        self._queued: set[str] = set()

    def decide(self, new: Iterable[str], gone: Iterable[str] = ()) -> None:
        """`new` are to find their place; `gone` have none here any more, and their followers look for another first."""
        self._around.look(new)
        self._decide_again(new)
        for id_ in gone:
            self._decide_again(self._around.followers(self._rule.rank, id_))
        while self._queue:
            id_ = heappop(self._queue)[1]
            self._queued.remove(id_)
            self._settle(id_)

    def _decide_again(self, ids: Iterable[str]) -> None:
        fresh = sorted(set(ids) - self._queued)
        self._around.look(fresh)
        for id_ in fresh:
            heappush(self._queue, (self._around.member(id_).order, id_))
            self._queued.add(id_)

    def _settle(self, id_: str) -> None:
        rank = self._rule.rank
        before = self._around.first(rank, id_)
        first = self._find_first(id_)
        self._around.join(rank, id_, first)
        if first == id_ and before != id_:
            self._decide_again(self._drawn_by(id_))
        if before is None or (before == id_ and first != id_):  # a new text, or a first no longer
            self._decide_again(self._around.followers(rank, id_))

    def _find_first(self, id_: str) -> str:
        """The earliest first to which it belongs; itself where there is none."""
        near = [
            other
            for other in self._around.near(id_)
            if self._around.first(self._rule.rank, other.article_id) == other.article_id
        ]
        member = self._around.member(id_)
        earlier = sorted(
            (other for other in near if self._follows(member, other)), key=lambda other: other.order
        )
        self._around.read([member, *earlier])
        return next((other.article_id for other in earlier if self._rule.belongs(member, other)), id_)

    def _drawn_by(self, id_: str) -> list[str]:
        """The later ones that belong to a new first rather than to the one that they have now."""
        first = self._around.member(id_)
        later = [
            other
            for other in self._around.near(id_)
            if self._follows(other, first) and self._is_later(other, first)
        ]
        self._around.read([first, *later])
        return [other.article_id for other in later if self._rule.belongs(other, first)]

    def _is_later(self, member: Member, first: Member) -> bool:
        """Is the first that it has now a later one? One that is not known here may be."""
        present = self._around.first(self._rule.rank, member.article_id)
        if present is None:  # not placed, or not of this rank: it will be asked itself
            return False
        known = self._around.known(present)
        return known is None or known.order > first.order

    def _follows(self, member: Member, first: Member) -> bool:
        return member.order > first.order and member.timestamp - first.timestamp <= self._rule.window
