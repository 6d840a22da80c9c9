"""Topics by the register's phrases: what shows a topic alone, what shows it with another, and the words that did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from nlp.phrases import Found, PhraseFinder
from nlp.register import KnowsRegister
from records.agenda import Topic
from records.annotation import TopicEvidence
from records.registry import Registry

_ENOUGH = 2  # points that a topic needs
_STRONG = 2
_WEAK = 1
_STRESSED = 2  # times what stands in the title or in the lead counts
_SHOWN = 3  # pieces of evidence a topic


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicMatch:
    """A phrase of a topic, in characters of its text. `lead`: in the first sentence."""

    topic: str
    start: int
    end: int
    strong: bool
    lead: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    topic: str
    kind: str  # the key under which the topic's file has it


@Language.factory(
    "topics",
    assigns=["doc._.topic_matches", "doc._.topics"],
    requires=["token.lemma", "token.is_sent_start"],
)
def create_topics(nlp: Language, name: str) -> TopicFinder:  # noqa: ARG001 - spaCy's signature
    return TopicFinder()


class TopicFinder(KnowsRegister):
    def __init__(self) -> None:
        self._finder: PhraseFinder[_Phrase] = PhraseFinder([])

    def _learn(self, registry: Registry) -> None:
        self._finder = PhraseFinder(
            (phrase, topic.within, _Phrase(topic.id, kind))
            for topic in registry.topics.values()
            for kind, phrases in _kinds(topic)
            for phrase in phrases
        )

    def __call__(self, doc: Doc) -> Doc:
        doc._.topic_matches = _matches(doc, self._finder.find(doc))
        doc._.topics = tuple(sorted({one.topic for one in decide_topics((), doc._.topic_matches)}))
        return doc


def decide_topics(title: Sequence[TopicMatch], text: Sequence[TopicMatch]) -> tuple[TopicEvidence, ...]:
    """The topics of an article, each by the words that showed it, by topic and place."""
    found: dict[str, list[tuple[int, TopicEvidence]]] = defaultdict(list)
    for matches, in_title in ((title, True), (text, False)):
        for match in matches:
            points = (_STRONG if match.strong else _WEAK) * (_STRESSED if in_title or match.lead else 1)
            shown = TopicEvidence(topic=match.topic, start=match.start, end=match.end, in_title=in_title)
            found[match.topic].append((points, shown))
    return tuple(shown for _topic, scored in sorted(found.items()) for shown in _decide(scored))


def _decide(scored: Sequence[tuple[int, TopicEvidence]]) -> list[TopicEvidence]:
    """One piece of evidence where it is enough alone, else as many as it took."""
    if sum(points for points, _shown in scored) < _ENOUGH:
        return []
    alone = [shown for points, shown in scored if points >= _ENOUGH]
    return alone[:_SHOWN] or [shown for _points, shown in scored[:_SHOWN]]


def _kinds(topic: Topic) -> Sequence[tuple[str, Sequence[object]]]:
    return (("strong", topic.strong), ("weak", topic.weak), ("unless", topic.unless))


def _matches(doc: Doc, found: Sequence[Found[_Phrase]]) -> tuple[TopicMatch, ...]:
    """Each place once for each topic, a strong phrase before a weak one; nothing that an «unless» covers."""
    covered: dict[str, set[int]] = defaultdict(set)
    for one in found:
        if one.value.kind == "unless":
            covered[one.value.topic].update(range(one.first, one.last))
    lead = next((sent.end for sent in doc.sents), 0) if found else 0
    taken: dict[str, set[int]] = defaultdict(set)
    matches: list[TopicMatch] = []
    for one in sorted(found, key=_order):
        topic, tokens = one.value.topic, range(one.first, one.last)
        if one.value.kind == "unless" or not covered[topic].isdisjoint(tokens):
            continue
        if not taken[topic].isdisjoint(tokens):
            continue
        taken[topic].update(tokens)
        start, end = doc[one.first].idx, doc[one.last - 1].idx + len(doc[one.last - 1])
        strong = one.value.kind == "strong"
        matches.append(TopicMatch(topic=topic, start=start, end=end, strong=strong, lead=one.last <= lead))
    return tuple(sorted(matches, key=lambda match: (match.start, match.end, match.topic)))


def _order(one: Found[_Phrase]) -> tuple[bool, int, int]:
    return one.value.kind != "strong", one.first, one.last
