"""Which topics an article has, by the phrases that stand in its title and its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from records.annotation import TopicEvidence

Kind = Literal["strong", "weak", "unless", "needs"]  # the key under which a topic's file has the phrase

_ENOUGH = 2  # points with which a phrase shows its topic alone
_POINTS = {"strong": 2, "weak": 1}
_STRESSED = 2  # times as much counts what stands in the title or in the lead
_TOGETHER = 300  # characters from one weak phrase to the next: about a paragraph
_PASSING = 0.4  # of the points of the strongest topic: one with fewer is only touched upon
_SHOWN = 3  # pieces of evidence a topic


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicMatch:
    """A phrase of a topic, in characters of its text. `lead`: in the first sentence. `needy`: so is its topic."""

    topic: str
    start: int
    end: int
    kind: Kind
    phrase: str
    lead: bool
    needy: bool = False


@dataclass(frozen=True, slots=True)
class _Counted:
    match: TopicMatch
    in_title: bool

    @property
    def points(self) -> int:
        return _POINTS[self.match.kind] * (_STRESSED if self.in_title or self.match.lead else 1)

    @property
    def evidence(self) -> TopicEvidence:
        match = self.match
        return TopicEvidence(topic=match.topic, start=match.start, end=match.end, in_title=self.in_title)


def choose_topics(title: Sequence[TopicMatch], text: Sequence[TopicMatch]) -> tuple[TopicEvidence, ...]:
    """The topics of an article, each by the words that showed it, by topic and place."""
    found: dict[str, list[_Counted]] = defaultdict(list)
    for matches, in_title in ((title, True), (text, False)):
        for match in matches:
            found[match.topic].append(_Counted(match, in_title))
    shown = {topic: _what_shows(of_topic) for topic, of_topic in found.items()}
    points = {topic: sum(one.points for one in counted) for topic, counted in shown.items()}
    least = _PASSING * max(points.values(), default=0)
    return tuple(
        one.evidence for topic in sorted(shown) if points[topic] >= least for one in shown[topic][:_SHOWN]
    )


def _what_shows(found: Sequence[_Counted]) -> list[_Counted]:
    """Phrases that are enough alone, then weak ones that stand together; none where the topic's need is not met."""
    met = any(one.match.kind == "needs" for one in found)
    if not met and any(one.match.needy for one in found):
        return []
    phrases = [one for one in found if one.match.kind != "needs"]
    alone = [one for one in phrases if one.points >= _ENOUGH]
    return alone + _together([one for one in phrases if one.points < _ENOUGH])


def _together(weak: Sequence[_Counted]) -> list[_Counted]:
    """Those that have a neighbour of another phrase. They come in the order of the text, so only neighbours count."""
    near: set[int] = set()
    for at in range(1, len(weak)):
        one, other = weak[at - 1].match, weak[at].match
        if one.phrase != other.phrase and other.start - one.start < _TOGETHER:
            near |= {at - 1, at}
    return [weak[at] for at in sorted(near)]
