"""The position that stands beside a person's name: «председатель Курганского облсовпрофа Пётр Иванов».

The noun of an office or trade nearest to the name that agrees with it in case is its head. Adjectives before the head
and a tail behind it belong to the position as far as they can: an office has a long tail («по социальным вопросам»),
a trade only genitives and names in quotation marks («литейщик завода „Икар“»).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from nlp.offices import Reading, adjective_cases, is_office
from nlp.position_parts import (
    QUOTES,
    NameReadings,
    acting_before,
    agreeing,
    belongs,
    is_source,
    is_tail,
    stops,
    widened,
    without_source,
)

Sentence = tuple[int, int]  # tokens
_FARTHEST = 25  # tokens between the position and the name
_DASHES = ("—", "–", "-")
_POSSESSIVE = ("наш", "ваш", "мой", "твой")


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Tokens first…last (half-open), and what the head says of the name: its cases, its gender, whether of several."""

    first: int
    last: int
    cases: frozenset[str]
    gender: str | None = None
    plural: bool = False


def find_position(doc: Doc, person: Span, sentence: Sentence, name: NameReadings) -> Position | None:
    """The position beside the person, within the sentence, that agrees with a reading of the name."""
    return _before(doc, person, sentence, name) or _after(doc, person, sentence, name)


def _before(doc: Doc, person: Span, sentence: Sentence, name: NameReadings) -> Position | None:
    """The position that ends where the name begins, or at a comma, dash or bracket before it."""
    floor = max(sentence[0], person.start - _FARTHEST)
    end, apart = person.start, ""
    if end > floor and doc[end - 1].text in (",", "(", *_DASHES):
        apart = doc[end - 1].text
        end -= 1
        if not _is_set_apart(doc, person, sentence, apart):
            return None
    if end > floor and doc[end - 1].lemma_ in _POSSESSIVE:  # «мастер наш, Кузьма Егорыч»
        end -= 1
    found = _nearest(doc, end, floor, name, several=apart == "," or _names_several(doc, person))
    # «Директор завода — Сергей Кулагин»: only where the sentence begins with it.
    return None if found is None or (apart in _DASHES and found.first != sentence[0]) else found


def _nearest(doc: Doc, end: int, floor: int, name: NameReadings, *, several: bool) -> Position | None:
    quoted = False
    for at in range(end - 1, floor - 1, -1):
        if doc[at].text in QUOTES:
            quoted = not quoted
        if quoted:
            continue
        readings = agreeing(doc[at], name, several=several)
        if readings and is_tail(doc, at, end):
            first, head, held = widened(doc, at, floor, name, readings)
            return _position(first, without_source(doc, head, end), held)
        if acting_before(doc, at) and is_office(doc[at].text):  # «и. о. директора завода Марк Лунёв»
            cases = frozenset(case for _gender, case in name)
            return Position(first=at - acting_before(doc, at), last=end, cases=cases)
        if stops(doc[at]):
            return None
    return None


def _position(first: int, last: int, readings: Sequence[Reading]) -> Position:
    genders = {reading.gender for reading in readings}
    return Position(
        first=first,
        last=last,
        cases=frozenset(reading.case for reading in readings),
        gender=genders.pop() if len(genders) == 1 else None,
        plural=all(reading.plural for reading in readings),
    )


def _is_set_apart(doc: Doc, person: Span, sentence: Sentence, mark: str) -> bool:
    """Does the name stand as an addition to what is before it: «наблюдатель, Антонина Ржевская, …»?"""
    behind = doc[person.end].text if person.end < min(sentence[1], len(doc)) else ""
    if mark == "(":
        return behind == ")"
    return behind in (",", ".", ";", "") or (mark == "," and behind in (":", "и"))


def _names_several(doc: Doc, person: Span) -> bool:
    """«Тренеров Дениса Танакова и Милу Янситову»."""
    behind = doc[person.end : person.end + 2]
    return len(behind) == 2 and behind[0].text in ("и", ",") and behind[1].ent_type_ == "PER"


def _after(doc: Doc, person: Span, sentence: Sentence, name: NameReadings) -> Position | None:
    """The position that follows a comma, a dash or a bracket behind the name."""
    start = person.end + 1
    if person.end >= len(doc) or doc[person.end].text not in (",", "(", *_DASHES):
        return None
    at = start
    while at < min(sentence[1], start + 4) and not agreeing(doc[at], name) and adjective_cases(doc[at].text):
        at += 1
    if at >= sentence[1]:
        return None
    if not (readings := agreeing(doc[at], name)):
        return None
    return _position(start, _tail_end(doc, at, sentence[1]), readings)


def _tail_end(doc: Doc, head: int, limit: int) -> int:
    """Where the position behind a name ends."""
    free = is_office(doc[head].text)
    quoted = False
    for at in range(head + 1, limit):
        token = doc[at]
        if token.text in QUOTES:
            quoted = token.text not in "»”" and not quoted
        elif not quoted and (_ends(doc, head, at) or not (free or belongs(token))):
            return at
    return limit


def _ends(doc: Doc, head: int, at: int) -> bool:
    token = doc[at]
    return (
        stops(token) or token.text in (",", ")", "-") or token.lemma_ == "который" or is_source(doc, head, at)
    )
