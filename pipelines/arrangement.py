"""The places of articles among the stories: first the copies of one text, then the texts that tell one event.

Both by the rule of `ranking.py`, so that stories follow from the articles alone. An event is told by the firsts of
texts; their copies go with them. Whose words a copy has most of is looked for among the earlier ones with its text.
"""

from __future__ import annotations

from collections.abc import Iterable

from archive.corrections import set_apart
from archive.store import Transaction
from nlp.stories import WINDOW
from nlp.story_events import EVENT_WINDOW
from pipelines.comparison import Comparison
from pipelines.ranking import Ranking, Rule
from pipelines.surroundings import Surroundings
from records.story import Member, Placement

_SOURCES = 30  # of a text that two hundred outlets took, the earliest may be whom one copied


class Arrangement:
    """One use places one batch. Nothing is written: the archive is asked, and `place` says what to record."""

    def __init__(self, connection: Transaction, comparison: Comparison) -> None:
        self._comparison = comparison
        self._around = Surroundings(connection, comparison)
        self._apart = set_apart(connection)
        self._texts = Ranking(self._around, Rule(rank="text", window=WINDOW, belongs=self._is_copy))
        self._stories = Ranking(
            self._around, Rule(rank="story", window=EVENT_WINDOW, belongs=self._is_version)
        )

    def place(self, batch: Iterable[Member]) -> list[Placement]:
        """Where these belong, and all others whose place changes by them or was looked at again."""
        fresh = list(batch)
        self._around.learn(fresh)
        self._texts.decide([member.article_id for member in fresh])
        self._rank_texts()
        return [self._placement(id_) for id_ in sorted(self._touched())]

    def near(self, member: Member) -> list[Member]:
        return self._around.near(member.article_id)

    def _is_copy(self, member: Member, first: Member) -> bool:
        """What people took out of its story joins no text, and is joined only where it keeps its copies."""
        if member.article_id in self._apart or not self._apart.get(first.article_id, True):
            return False
        return self._comparison.is_copy(member, first)

    def _is_version(self, member: Member, first: Member) -> bool:
        if member.article_id in self._apart or first.article_id in self._apart:
            return False
        return self._comparison.is_version(member, first)

    def _rank_texts(self) -> None:
        new, gone = [], []
        for id_ in self._around.changed("text"):
            before, after = self._around.before("text", id_), self._around.first("text", id_)
            if after == id_ and before != id_:
                self._around.join("story", id_, None)
                new.append(id_)
            if after != id_ and before in (None, id_):
                self._around.join("story", id_, None)
                gone.append(id_)
        self._stories.decide(new, gone)

    def _touched(self) -> set[str]:
        """What was decided again, with the whole texts that it left, joined or leads."""
        changed = self._around.changed("text") | self._around.changed("story")
        firsts = {self._around.first("text", id_) for id_ in changed}
        firsts |= {self._around.before("text", id_) for id_ in changed}
        leads = {id_ for id_ in firsts if id_ is not None and self._around.known(id_)}
        self._around.follow(leads)
        touched = changed | leads | {copy for id_ in leads for copy in self._around.followers("text", id_)}
        self._around.read([self._around.member(id_) for id_ in touched if not self._is_alone(id_)])
        return touched

    def _is_alone(self, id_: str) -> bool:
        return self._around.first("story", id_) == id_ and not self._around.followers("text", id_)

    def _placement(self, id_: str) -> Placement:
        text_id = self._around.first("text", id_) or id_
        story_id = self._around.first("story", text_id) or text_id
        member = self._around.member(id_)
        source = self._find_source(member, text_id, story_id)
        return Placement(
            article_id=id_,
            story_id=story_id,
            text_id=text_id,
            taken_from=source.article_id,
            similarity=self._share(member, source),
        )

    def _find_source(self, member: Member, text_id: str, story_id: str) -> Member:
        """The story's first for the first of a text; for a copy the earliest of those that it has most words of."""
        if text_id == member.article_id:
            return self._around.fetched(story_id)
        together = [self._around.fetched(id_) for id_ in (text_id, *self._around.followers("text", text_id))]
        earliest = sorted(together, key=lambda each: each.order)[:_SOURCES]
        return max(
            (each for each in earliest if each.order < member.order),
            key=lambda each: self._share(member, each),
        )

    def _share(self, member: Member, source: Member) -> float:
        if source.article_id == member.article_id:
            return 1.0
        self._around.read([member, source])
        return self._comparison.share(member, source)
