"""The persons of a text: who, in which position, of which union."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.folding import fold
from nlp.leaders import Leaders
from nlp.linking import Link
from nlp.person_names import is_initial, matches, nominative, possible, possible_cases
from nlp.positions import case_of_position, position_after, position_before
from nlp.register import KnowsRegister
from records.annotation import Person
from records.registry import Registry

Name = tuple[str, ...]
Sentence = tuple[int, int]  # tokens
# «Председатель федерации», «первый заместитель председателя профсоюза»: the union is not named again.
_BY_KIND = re.compile(r"[\w\s-]+ (?:федерации|профсоюза|\w*совпрофа|профобъединения)")
_JOINTS = (".", "-", "’", "'")  # what a name is written with: «П.», «Римский-Корсаков», «О’Нил»


@Language.factory("people", assigns=["doc._.people"], requires=["doc.ents", "token.lemma", "doc._.links"])
def create_people(nlp: Language, name: str) -> PeopleFinder:  # noqa: ARG001 - spaCy's signature
    return PeopleFinder()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    span: Span
    name: Name
    readings: frozenset[Name]
    role: tuple[int, int] | None


class PeopleFinder(KnowsRegister):
    def __init__(self) -> None:
        self._leaders: Leaders | None = None

    def _learn(self, registry: Registry) -> None:
        self._leaders = Leaders(registry)

    def __call__(self, doc: Doc) -> Doc:
        persons = [span for span in doc.ents if span.label_ == "PER"]
        if not persons:
            return doc
        starts = [token.i for token in doc if token.is_sent_start]
        seen = [_look_at(doc, span, _sentence_of(span, starts, len(doc))) for span in persons]
        full = {one.name for one in seen if len(one.name) > 1 and not any(map(is_initial, one.name))}
        text = doc.text
        doc._.people = tuple(self._person(doc, text, one, _full_name(one, full)) for one in seen)
        return doc

    def _person(self, doc: Doc, text: str, one: _Seen, name: Name) -> Person:
        role = text[slice(*one.role)] if one.role else None
        union = _union_of(one.role, role, doc._.links) if one.role and role else None
        return Person(
            start=one.span.start_char,
            end=one.span.end_char,
            name=" ".join(name),
            role=role,
            union=union or self._led_by(name, doc),
        )

    def _led_by(self, name: Name, doc: Doc) -> str | None:
        if self._leaders is None:
            return None
        mentioned = {link.union for link in doc._.links if link.union}
        return self._leaders.union_of(name, doc._.published or datetime.now(UTC).date(), mentioned)


def _sentence_of(span: Span, starts: Sequence[int], end: int) -> Sentence:
    at = bisect_right(starts, span.start)
    return starts[at - 1], starts[at] if at < len(starts) else end


def _look_at(doc: Doc, span: Span, sentence: Sentence) -> _Seen:
    words = _with_dots([token.text for token in span if not token.is_space])
    before = position_before(doc, span, sentence, possible_cases(words))
    place = before or position_after(doc, span, sentence)
    case = case_of_position(doc, before[0]) if before else None
    role = _trimmed(doc, *place) if place else None
    return _Seen(span=span, name=nominative(words, case), readings=possible(words), role=role)


def _with_dots(words: Sequence[str]) -> Name:
    """«П», «.» as one word «П.»; everything else as it stands."""
    joined: list[str] = []
    for word in words:
        if word in _JOINTS or (joined and joined[-1][-1] in _JOINTS[1:]):
            joined[-1:] = ["".join([*joined[-1:], word])]
        else:
            joined.append(word)
    return tuple(joined)


def _full_name(one: _Seen, full: Collection[Name]) -> Name:
    """The one full name of the text that this shorter one abbreviates, in whatever case it stands."""
    if one.name in full and len(one.name) > 2:
        return one.name
    fitting = {
        other for other in full for name in one.readings if len(other) >= len(name) and matches(name, other)
    }
    longest = max(fitting, key=len, default=one.name)
    return longest if all(matches(other, longest) for other in fitting) else one.name


def _union_of(place: tuple[int, int], role: str, links: Sequence[Link]) -> str | None:
    """The union that the position names; «председатель федерации» is of the only union that the text names."""
    linked = [link for link in links if link.union and not link.distractor]
    for link in linked:
        if link.start < place[1] and place[0] < link.end:
            return link.union
    unions = {link.union for link in linked}
    return unions.pop() if len(unions) == 1 and _BY_KIND.fullmatch(fold(role)) else None


def _trimmed(doc: Doc, first: int, last: int) -> tuple[int, int] | None:
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    text = doc[first:last].text
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip(" \t\n,—–-"))
    return (start, end) if end > start else None
