"""Topics by the register's phrases: what shows a topic alone, what shows it with another, and the words that did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from nlp.phrases import Found, PhraseFinder
from nlp.register import KnowsRegister
from records.agenda import Phrase, Topic
from records.annotation import TopicEvidence
from records.registry import Registry

Kind = Literal["strong", "weak", "unless", "needs"]  # the key under which a topic's file has the phrase
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
    kind: Kind
    phrase: str
    lead: bool
    needy: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    topic: str
    kind: Kind
    text: str


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
            (phrase, topic.within, _Phrase(topic.id, kind, phrase.text))
            for topic in registry.topics.values()
            for kind, phrases in _kinds(topic)
            for phrase in phrases
        )
        self._needy = frozenset(topic.id for topic in registry.topics.values() if topic.needs)

    def __call__(self, doc: Doc) -> Doc:
        doc._.topic_matches = _matches(doc, self._finder.find(doc, _union_names(doc)), self._needy)
        doc._.topics = tuple(sorted({one.topic for one in decide_topics((), doc._.topic_matches)}))
        return doc


def decide_topics(title: Sequence[TopicMatch], text: Sequence[TopicMatch]) -> tuple[TopicEvidence, ...]:
    """The topics of an article, each by the words that showed it, by topic and place."""
    matches = [*((match, True) for match in title), *((match, False) for match in text)]
    found: dict[str, list[tuple[TopicMatch, bool]]] = defaultdict(list)
    for match, in_title in matches:
        found[match.topic].append((match, in_title))
    shown = {topic: _show(of_topic) for topic, of_topic in found.items()}
    most = max((sum(p for p,_ in points) for points in shown.values()), default=0)
    return tuple(
        TopicEvidence(topic=match.topic, start=match.start, end=match.end, in_title=in_title)
        for topic, counted in sorted(shown.items()) if sum(p for p,_ in counted) >= SHARE * most
        for match, in_title in [m for _,m in counted][:_SHOWN]
    )

import os
SHARE=float(os.environ.get("SHARE","0"))
LEAD=int(os.environ.get("LEAD","1"))
GAP=int(os.environ.get("GAP","300"))

def _show(found: Sequence[tuple[TopicMatch, bool]]) -> list[tuple[int, tuple[TopicMatch, bool]]]:
    """What shows the topic with its points: strong and stressed phrases, then weak ones that stand together."""
    if any(match.needy for match, _t in found) and not any(match.kind == "needs" for match, _t in found):
        return []
    phrases = [(match, t) for match, t in found if match.kind != "needs"]
    alone = [(_points(*one), one) for one in phrases if _points(*one) >= _ENOUGH]
    weak = [one for one in phrases if _points(*one) < _ENOUGH]
    together = [one for one in weak if any(_supports(one[0], other[0]) for other in weak)]
    if not alone and not together: return []
    return alone + [(1, one) for one in together]

def _points(match, in_title): return (_STRONG if match.kind=="strong" else _WEAK) * (_STRESSED if in_title or (match.lead and LEAD) else 1)

def _supports(one: TopicMatch, other: TopicMatch) -> bool:
    return one.phrase != other.phrase and abs(one.start - other.start) < GAP

def _kinds(topic: Topic) -> Sequence[tuple[Kind, Sequence[Phrase]]]:
    return (("strong", topic.strong), ("weak", topic.weak), ("unless", topic.unless), ("needs", topic.needs))


def _union_names(doc: Doc) -> list[tuple[int, int, str]]:
    """A union's name is one word: what is in it («работников», «образования») says nothing of the text."""
    spans = [doc.char_span(link.start, link.end, alignment_mode="expand") for link in doc._.links]
    names = []
    end = 0
    for span in sorted((span for span in spans if span is not None), key=lambda span: span.start):
        if span.start >= end:
            names.append((span.start, span.end, "профсоюз"))
            end = span.end
    return names


def _matches(doc: Doc, found: Sequence[Found[_Phrase]], needy) -> tuple[TopicMatch, ...]:
    """Each place once for each topic, a strong phrase before a weak one; nothing that an «unless» covers."""
    covered: dict[str, set[int]] = defaultdict(set)
    for one in found:
        if one.value.kind == "unless":
            covered[one.value.topic].update(range(one.first, one.last))
    lead = next((sent.end for sent in doc.sents), 0) if found else 0
    taken: dict[tuple[str,bool], set[int]] = defaultdict(set)
    matches: list[TopicMatch] = []
    for one in sorted(found, key=_order):
        topic, tokens = one.value.topic, range(one.first, one.last)
        if one.value.kind == "unless" or not covered[topic].isdisjoint(tokens):
            continue
        k=(topic, one.value.kind=="needs")
        if not taken[k].isdisjoint(tokens):
            continue
        taken[k].update(tokens)
        start, end = doc[one.first].idx, doc[one.last - 1].idx + len(doc[one.last - 1])
        matches.append(TopicMatch(topic=topic, start=start, end=end, kind=one.value.kind, phrase=one.value.text, lead=one.last <= lead, needy=topic in needy))
    return tuple(sorted(matches, key=lambda match: (match.start, match.end, match.topic)))


def _order(one: Found[_Phrase]) -> tuple[bool, int, int]:
    return one.value.kind != "strong", one.first, one.last
