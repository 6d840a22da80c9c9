"""What the archive says around the articles that are being placed, as it stands with all that was decided since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from archive.store import Transaction
from archive.stories import find_copies, find_members, find_versions
from archive.story_neighbours import Nearness, find_near
from nlp.stories import WINDOW
from nlp.story_events import EVENT_WINDOW, SHARED_TERMS
from pipelines.comparison import Comparison
from records.story import Member

_NEAR = Nearness(band_days=WINDOW.days, term_days=EVENT_WINDOW.days, terms=SHARED_TERMS)
_AT_ONCE = 200  # articles whose neighbours are looked up together


class Surroundings:
    """Two ranks of firsts: of texts, to whom all articles belong, and of stories, to whom the firsts of texts do."""

    def __init__(self, connection: Transaction, comparison: Comparison) -> None:
        self._connection = connection
        self._comparison = comparison
        self._members: dict[str, Member] = {}
        self._near: dict[str, Sequence[str]] = {}
        self._firsts: dict[str, dict[str, str | None]] = {"text": {}, "story": {}}
        self._followers: dict[str, defaultdict[str, set[str]]] = {
            "text": defaultdict(set),
            "story": defaultdict(set),
        }
        self._followed: set[str] = set()  # whose followers are known
        self._before: dict[str, dict[str, str | None]] = {"text": {}, "story": {}}  # of those decided again

    def learn(self, members: Iterable[Member]) -> None:
        """What is known by now may be newer than what the archive says, and stays."""
        for member in members:
            if member.article_id in self._members:
                continue
            id_ = member.article_id
            self._members[id_] = member
            self._enter("text", id_, member.text_id)
            self._enter("story", id_, member.story_id if member.text_id == id_ else None)

    def look(self, ids: Iterable[str]) -> None:
        """Learns whom these resemble and who follows them, in few queries."""
        unseen = sorted(set(ids) - self._near.keys())
        for start in range(0, len(unseen), _AT_ONCE):
            some = unseen[start : start + _AT_ONCE]
            found = find_near(self._connection, some, _NEAR)
            for id_ in some:
                near = found.get(id_, ())
                self.learn(near)
                self._near[id_] = [other.article_id for other in near]
            self.read(
                [other for near in found.values() for other in near if other.text_id == other.article_id]
            )
        self.follow(ids)

    def follow(self, ids: Iterable[str]) -> None:
        """Learns who goes with these."""
        unknown = set(ids) - self._followed
        if unknown:
            self._followed |= unknown
            self.learn(find_copies(self._connection, unknown))
            self.learn(find_versions(self._connection, unknown))

    def read(self, members: Collection[Member]) -> None:
        self._comparison.read(self._connection, members)

    def near(self, id_: str) -> list[Member]:
        return [self._members[other] for other in self._near[id_]]

    def member(self, id_: str) -> Member:
        return self._members[id_]

    def known(self, id_: str) -> Member | None:
        return self._members.get(id_)

    def first(self, rank: str, id_: str) -> str | None:
        """Whose name it has; None for one that has no place of this rank."""
        return self._firsts[rank].get(id_)

    def followers(self, rank: str, id_: str) -> set[str]:
        self.follow([id_])
        return set(self._followers[rank][id_])

    def fetched(self, id_: str) -> Member:
        """One that may stand outside of all that was looked at."""
        if id_ not in self._members:
            self.learn(find_members(self._connection, [id_]))
        return self._members[id_]

    def before(self, rank: str, id_: str) -> str | None:
        """Whose name it had in the archive."""
        return self._before[rank].get(id_, self._firsts[rank].get(id_))

    def changed(self, rank: str) -> set[str]:
        """Those that were decided again."""
        return set(self._before[rank])

    def join(self, rank: str, id_: str, first: str | None) -> None:
        self._before[rank].setdefault(id_, self._firsts[rank].get(id_))
        self._followers[rank][self._firsts[rank].get(id_) or ""].discard(id_)
        self._enter(rank, id_, first)

    def _enter(self, rank: str, id_: str, first: str | None) -> None:
        self._firsts[rank][id_] = first
        if first is not None and first != id_:
            self._followers[rank][first].add(id_)
