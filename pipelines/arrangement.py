"""The places of articles among the stories, by a rule that does not know in which order they came.

In the order of their times, each article joins the earliest story whose first article it repeats and follows within
the window; one that finds none begins a story. So what an article is depends on earlier firsts alone. One that comes
late may take a first's place: then those it draws and those it sets free are decided again, in that same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from heapq import heappop, heappush

from archive.store import Transaction
from archive.stories import find_bands, find_followers, find_neighbours
from nlp.stories import WINDOW
from pipelines.comparison import Comparison
from records.story import Member, Placement

_AT_ONCE = 100  # articles whose neighbours are looked up in one query


class Arrangement:
    """One use places one batch. Nothing is written: the archive is asked, and `place` says what to record."""

    def __init__(self, connection: Transaction, comparison: Comparison) -> None:
        self._connection = connection
        self._comparison = comparison
        self._members: dict[str, Member] = {}  # as they stand by now
        self._followers: defaultdict[str, set[str]] = defaultdict(set)  # by story
        self._placed: defaultdict[int, set[str]] = defaultdict(set)  # by band
        self._firsts: defaultdict[int, set[str]] = defaultdict(set)  # those of `_placed` that began a story
        self._queue: list[tuple[datetime, str]] = []
        self._queued: set[str] = set()
        self._decided: set[str] = set()

    def place(self, batch: Iterable[Member]) -> list[Placement]:
        """Where these belong, and all others whose place changes by them or was looked at again."""
        self._decide_again(batch)
        while self._queue:
            article_id = heappop(self._queue)[1]
            self._queued.remove(article_id)
            self._decide(self._members[article_id])
        return [self._placement(self._members[article_id]) for article_id in sorted(self._decided)]

    def _decide_again(self, members: Iterable[Member]) -> None:
        fresh = [member for member in members if member.article_id not in self._queued]
        for start in range(0, len(fresh), _AT_ONCE):
            self._look_around(fresh[start : start + _AT_ONCE])
        for member in fresh:
            heappush(self._queue, member.order)
            self._queued.add(member.article_id)

    def _look_around(self, members: Collection[Member]) -> None:
        """Learns all that the decision on these may need and change."""
        ids = {member.article_id for member in members}
        times = [member.timestamp for member in members]
        self._comparison.read(self._connection, ids)
        bands = {band for id_ in ids for band in self._comparison.bands(id_)}
        for member in [*members, *find_followers(self._connection, ids)]:
            self._learn(member)
        neighbours = find_neighbours(
            self._connection, bands, min(times) - WINDOW, max(times) + WINDOW, all_after=min(times)
        )
        known_bands = find_bands(self._connection, [neighbour.article_id for neighbour in neighbours])
        for neighbour in neighbours:
            self._enter(self._learn(neighbour), known_bands[neighbour.article_id])
        self._comparison.read(self._connection, [each.article_id for each in neighbours if each.is_first])

    def _learn(self, member: Member) -> Member:
        """What is known by now, which may be newer than what the archive says."""
        if member.article_id not in self._members:
            self._members[member.article_id] = member
            if member.story_id and not member.is_first:
                self._followers[member.story_id].add(member.article_id)
        return self._members[member.article_id]

    def _decide(self, before: Member) -> None:
        after = replace(before, story_id=self._first_of(before).article_id)
        self._settle(before, after)
        if after.is_first and not before.is_first:
            self._decide_again(self._drawn_by(after))
        if before.story_id is None or not after.is_first:  # a new text, or a first no longer
            self._decide_again([self._members[id_] for id_ in self._followers[after.article_id]])

    def _first_of(self, member: Member) -> Member:
        """The earliest first that it repeats; itself where there is none."""
        near = self._known(self._firsts, member) - {member.article_id}
        self._comparison.read(self._connection, near)
        for first in sorted((self._members[id_] for id_ in near), key=lambda first: first.order):
            if _is_soon_after(member, first) and self._repeats(member, first):
                return first
        return member

    def _drawn_by(self, first: Member) -> list[Member]:
        """The later ones that belong to a new first rather than to whom they follow now."""
        near = [self._members[id_] for id_ in self._known(self._placed, first)]
        later = [member for member in near if _is_soon_after(member, first) and self._is_later(member, first)]
        self._comparison.read(self._connection, [member.article_id for member in later])
        return [member for member in later if self._repeats(member, first)]

    def _is_later(self, member: Member, first: Member) -> bool:
        """Is the story in which the article stands now a later one? One that is not near may be."""
        story = self._members.get(member.story_id or "")
        return story is None or story.order > first.order

    def _settle(self, before: Member, after: Member) -> None:
        id_ = after.article_id
        self._members[id_] = after
        self._decided.add(id_)
        self._followers[before.story_id or ""].discard(id_)
        if not after.is_first:
            self._followers[after.story_id or ""].add(id_)
        self._enter(after, self._comparison.bands(id_))

    def _enter(self, member: Member, bands: Iterable[int]) -> None:
        for band in bands:
            self._placed[band].add(member.article_id)
            if member.is_first:
                self._firsts[band].add(member.article_id)
            else:
                self._firsts[band].discard(member.article_id)

    def _known(self, by_band: defaultdict[int, set[str]], member: Member) -> set[str]:
        return set().union(*(by_band[band] for band in self._comparison.bands(member.article_id)))

    def _repeats(self, member: Member, first: Member) -> bool:
        return self._comparison.is_same_story(member.article_id, first.article_id)

    def _placement(self, member: Member) -> Placement:
        story_id = member.story_id or member.article_id
        return Placement(
            article_id=member.article_id,
            story_id=story_id,
            is_reprint=not member.is_first,
            similarity=1.0
            if member.is_first
            else self._comparison.verbatim_share(member.article_id, story_id),
        )


def _is_soon_after(member: Member, first: Member) -> bool:
    return member.order > first.order and member.timestamp - first.timestamp <= WINDOW
