"""The pipeline's step that finds the phrases of the register's topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from nlp.phrases import Found, PhraseFinder
from nlp.register import KnowsRegister
from nlp.topic_choice import Kind, TopicMatch, choose_topics
from records.agenda import Phrase, Topic
from records.registry import Registry

_UNION = "профсоюз"  # the word for which every name of a union stands


@dataclass(frozen=True, slots=True)
class _Known:
    topic: str
    kind: Kind
    text: str
    needy: bool


@Language.factory(
    "topics",
    assigns=["doc._.topic_matches", "doc._.topics"],
    requires=["token.lemma", "token.is_sent_start", "doc._.links"],
)
def create_topics(nlp: Language, name: str) -> TopicFinder:  # noqa: ARG001 - spaCy's signature
    return TopicFinder()


class TopicFinder(KnowsRegister):
    """`doc._.topics` are those of the text alone; with its title it may have others (`nlp/topic_choice.py`)."""

    def __init__(self) -> None:
        self._finder: PhraseFinder[_Known] = PhraseFinder([])

    def _learn(self, registry: Registry) -> None:
        self._finder = PhraseFinder(
            (phrase, topic.within, _Known(topic.id, kind, phrase.text, bool(topic.needs)))
            for topic in registry.topics.values()
            for kind, phrases in _kinds(topic)
            for phrase in phrases
        )

    def __call__(self, doc: Doc) -> Doc:
        doc._.topic_matches = _matches(doc, self._finder.find(doc, _union_names(doc)))
        doc._.topics = tuple(dict.fromkeys(one.topic for one in choose_topics((), doc._.topic_matches)))
        return doc


def _kinds(topic: Topic) -> Sequence[tuple[Kind, Sequence[Phrase]]]:
    return (
        ("strong", topic.strong),
        ("weak", topic.weak),
        ("unless", topic.unless),
        ("needs", topic.needs),
    )


def _union_names(doc: Doc) -> list[tuple[int, int, str]]:
    """A union's name is one word: what it is made of («работников», «образования») says nothing of the text."""
    names: list[tuple[int, int, str]] = []
    for link in sorted(doc._.links, key=lambda link: (link.start, -link.end)):
        span = doc.char_span(link.start, link.end, alignment_mode="expand")
        if span is not None and (not names or span.start >= names[-1][1]):
            names.append((span.start, span.end, _UNION))
    return names


def _matches(doc: Doc, found: Sequence[Found[_Known]]) -> tuple[TopicMatch, ...]:
    """Each place once for each topic, a strong phrase before a weak one; nothing that an «unless» covers."""
    if not found:
        return ()
    later = np.flatnonzero(doc.to_array(SENT_START) == 1)[
        1:
    ]  # sentences behind the first; `doc.sents` reads all
    lead = int(later[0]) if len(later) else len(doc)
    # What covers a place, by topic: the «unless» are put down first, the phrases over what they leave.
    taken: dict[tuple[str, bool], set[int]] = defaultdict(set)
    matches: list[TopicMatch] = []
    for one in sorted(found, key=_turn):
        known, tokens = one.value, range(one.first, one.last)
        places = taken[known.topic, known.kind == "needs"]
        if not places.isdisjoint(tokens) or (
            places and known.kind == "needs"
        ):  # one is enough of what is needed
            continue
        places.update(tokens)
        if known.kind != "unless":
            matches.append(_match(doc, one, lead))
    return tuple(sorted(matches, key=lambda match: (match.start, match.end, match.topic, match.kind)))


_TURNS: dict[Kind, int] = {"unless": 0, "strong": 1, "weak": 2, "needs": 3}


def _turn(one: Found[_Known]) -> tuple[int, int, int]:
    return _TURNS[one.value.kind], one.first, one.last


def _match(doc: Doc, one: Found[_Known], lead: int) -> TopicMatch:
    last = doc[one.last - 1]
    return TopicMatch(
        topic=one.value.topic,
        start=doc[one.first].idx,
        end=last.idx + len(last),
        kind=one.value.kind,
        phrase=one.value.text,
        lead=one.last <= lead,
        needy=one.value.needy,
    )
