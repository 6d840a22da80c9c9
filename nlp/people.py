"""The persons of a text: who, in which position, of which union."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.full_names import FullNames
from nlp.leaders import Leaders
from nlp.name_case import NameCase, name_case
from nlp.person_names import ANY_CASE, nominative, readings
from nlp.person_spans import find_persons
from nlp.person_unions import UnionsNearby
from nlp.positions import Position, Sentence, find_position
from nlp.register import KnowsRegister
from records.annotation import Person
from records.registry import Registry

Name = tuple[str, ...]
_JOINTS = (".", "-", "’", "'")  # what a name is written with: «П.», «Римский-Корсаков», «О’Нил»


@Language.factory("people", assigns=["doc._.people"], requires=["doc.ents", "token.lemma", "doc._.links"])
def create_people(nlp: Language, name: str) -> PeopleFinder:  # noqa: ARG001 - spaCy's signature
    return PeopleFinder()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    span: Span
    sentence: Sentence
    words: Name
    name: Name
    position: Position | None


class PeopleFinder(KnowsRegister):
    def __init__(self) -> None:
        self._leaders: Leaders | None = None

    def _learn(self, registry: Registry) -> None:
        self._leaders = Leaders(registry)

    def __call__(self, doc: Doc) -> Doc:
        spans = find_persons(doc)
        if not spans:
            return doc
        starts = [token.i for token in doc if token.is_sent_start]
        seen: list[_Seen] = []
        for span in spans:
            before = seen[-1] if seen else None
            seen.append(_look_at(doc, span, _sentence_of(span, starts, len(doc)), before))
        full = FullNames(one.name for one in seen if len(one.name) > 1)
        seen = [_named(doc, one, full) for one in seen]
        joined = full.joined(one.name for one in seen)
        seen = [replace(one, name=joined.get(one.name, one.name)) for one in seen]
        doc._.people = self._with_unions(doc, _persons(doc, seen), seen)
        return doc

    def _with_unions(self, doc: Doc, people: Sequence[Person], seen: Sequence[_Seen]) -> tuple[Person, ...]:
        """What stands beside a name counts for all mentions of the person, unless it says several things."""
        nearby = UnionsNearby(doc.text, doc._.links, self.registry.unions)
        day = doc._.published or datetime.now(UTC).date()
        mentioned = {link.union for link in doc._.links if link.union}
        told = [
            nearby.of_person((person.start, person.end), _role_place(doc, one), _chars(doc, one.sentence))
            or self._led_by(person.name, day, mentioned)
            for person, one in zip(people, seen, strict=True)
        ]
        known: dict[str, Counter[str]] = {}
        for person, union in zip(people, told, strict=True):
            if union:
                known.setdefault(person.name, Counter())[union] += 1
        return tuple(
            replace(person, union=union or _only(known.get(person.name)))
            for person, union in zip(people, told, strict=True)
        )

    def _led_by(self, name: str, day: date, mentioned: set[str]) -> str | None:
        return self._leaders.union_of(tuple(name.split()), day, mentioned) if self._leaders else None


def _only(unions: Counter[str] | None) -> str | None:
    return next(iter(unions)) if unions and len(unions) == 1 else None


def _sentence_of(span: Span, starts: Sequence[int], end: int) -> Sentence:
    at = bisect_right(starts, span.start)
    return starts[at - 1], starts[at] if at < len(starts) else end


def _look_at(doc: Doc, span: Span, sentence: Sentence, before: _Seen | None) -> _Seen:
    words = _with_dots([token.text for token in span if not token.is_space])
    position = find_position(doc, span, sentence, readings(words)) or _shared(doc, span, before)
    case = name_case(doc, span, position)
    return _Seen(span=span, sentence=sentence, words=words, name=_nominative(words, case), position=position)


def _nominative(words: Name, case: NameCase) -> Name:
    return nominative(words, case.cases or ANY_CASE, case.gender)


def _named(doc: Doc, one: _Seen, full: FullNames) -> _Seen:
    """With the full name that the text gives elsewhere, and the position that agrees with it."""
    name = full.of(one.name, one.words)
    if name == one.name:
        return one
    fitting = full.readings_as(one.words, name)
    if one.position and one.position.plural:
        return replace(one, name=name)
    position = find_position(doc, one.span, one.sentence, fitting) if fitting else one.position
    return replace(one, name=name, position=position)


def _shared(doc: Doc, span: Span, before: _Seen | None) -> Position | None:
    """«Тренеров Дениса Танакова и Милу Янситову»: both are."""
    if before is None or before.position is None or not before.position.plural:
        return None
    joined = span.start - before.span.end == 1 and doc[before.span.end].text in ("и", ",")
    return before.position if joined else None


def _persons(doc: Doc, seen: Sequence[_Seen]) -> list[Person]:
    text = doc.text  # joined anew at every asking
    return [
        Person(
            start=one.span.start_char,
            end=one.span.end_char,
            name=" ".join(one.name),
            role=text[slice(*place)] if (place := _role_place(doc, one)) else None,
        )
        for one in seen
    ]


def _with_dots(words: Sequence[str]) -> Name:
    """«П», «.» as one word «П.»; everything else as it stands."""
    joined: list[str] = []
    for word in words:
        if word in _JOINTS or (joined and joined[-1][-1] in _JOINTS[1:]):
            joined[-1:] = ["".join([*joined[-1:], word])]
        else:
            joined.append(word)
    return tuple(joined)


def _chars(doc: Doc, tokens: tuple[int, int]) -> tuple[int, int]:
    return doc[tokens[0]].idx, doc[tokens[1] - 1].idx + len(doc[tokens[1] - 1])


def _role_place(doc: Doc, one: _Seen) -> tuple[int, int] | None:
    if one.position is None:
        return None
    start, end = _chars(doc, (one.position.first, one.position.last))
    text = doc[one.position.first : one.position.last].text
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip(" \t\n,—–-"))
    return (start, end) if end > start else None
