"""The position that stands beside a person's name: «председатель Курганского облсовпрофа Пётр Иванов».

The noun of an office or trade nearest to the name that agrees with it in case is its head. Adjectives before the head
and a tail behind it belong to the position as far as they can: an office has a long tail («по социальным вопросам»),
a trade only genitives and names in quotation marks («литейщик завода „Икар“»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from nlp.morphology import is_known, parses
from nlp.offices import adjective_cases, is_deputy, is_office, noun_cases, office_readings

NameReadings = frozenset[tuple[str, str]]  # (gender, case)
Sentence = tuple[int, int]  # tokens
_FARTHEST = 25  # tokens between the position and the name
_STOPS = frozenset(".;:!?—–()\n\t…")
_DASHES = ("—", "–", "-")
_VERBS = ("VERB", "INFN", "GRND", "PRED")
_QUOTES = frozenset('«»„“”"')
_SOURCES = frozenset(("из", "от", "с", "со", "без", "у"))  # «учитель из Омска»: whence, no position
_ORDINAL = re.compile(r"\d-?(?:й|я|го|му|м|ой|ю)")


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
        if not _set_apart(doc, person, sentence, apart):
            return None
    if end > floor and _possessive(doc[end - 1]):  # «мастер наш, Кузьма Егорыч»
        end -= 1
    several = apart == "," or _names_several(doc, person)
    quoted = False
    for at in range(end - 1, floor - 1, -1):
        if doc[at].text in _QUOTES:
            quoted = not quoted
        if quoted:
            continue
        found = _agreeing(doc[at], name, several=several)
        if found and _is_tail(doc, at, end):
            return _widened(doc, at, end, floor, name, found)
        if _stops(doc[at]):
            return None
    return None


def _set_apart(doc: Doc, person: Span, sentence: Sentence, mark: str) -> bool:
    """Does the name stand as an addition to what is before it: «наблюдатель, Антонина Ржевская, …»?"""
    behind = doc[person.end].text if person.end < min(sentence[1], len(doc)) else ""
    if mark == "(":
        return behind == ")"
    return mark == "," and (behind in (",", ".", ";", ":", "") or behind == "и")


def _names_several(doc: Doc, person: Span) -> bool:
    """«Тренеров Дениса Танакова и Милу Янситову»."""
    behind = doc[person.end : person.end + 2]
    return len(behind) == 2 and behind[0].text in ("и", ",") and behind[1].ent_type_ == "PER"


def _agreeing(
    token: Token, name: NameReadings, *, several: bool = False
) -> list[tuple[str, str | None, bool]]:
    """The readings of the token as an office that one of the name's readings agrees with."""
    return [
        reading
        for reading in office_readings(token.text)
        # Several hold it only where the text says so: «двух проходчиков, Ивана Кравца и Наиля Гимадеева».
        if (not reading.plural or several)
        and any(case == reading.case and reading.gender in (None, gender) for gender, case in name)
    ]


def _is_tail(doc: Doc, head: int, end: int) -> bool:
    """Can what stands between the head and the name belong to the position?"""
    tail = [token for token in doc[head + 1 : end] if not token.is_space]
    if not tail:
        return True
    if is_office(doc[head].text):
        return True
    return all(_belongs(token, quoted=quoted) for token, quoted in _with_quotes(tail))


def _with_quotes(tokens: list[Token]) -> Iterator[tuple[Token, bool]]:
    quoted = False
    for token in tokens:
        if token.text in _QUOTES:
            quoted = token.text not in "»”" and not quoted
            yield token, True
        else:
            yield token, quoted


def _belongs(token: Token, *, quoted: bool) -> bool:
    return (
        quoted
        or token.ent_type_ in ("ORG", "LOC")
        or token.text in ("№", "-", "по")
        or token.is_digit
        or not noun_cases(token.text).isdisjoint(("gent", "datv"))
    )


def _widened(
    doc: Doc, at: int, end: int, floor: int, name: NameReadings, found: list[tuple[str, str | None, bool]]
) -> Position:
    """Back over «первый заместитель» before «председателя», and over the adjectives before that."""
    head, first = at, at
    while first > floor:
        token = doc[first - 1]
        if (deputy := _agreeing(token, name)) and is_deputy(token.text):
            head, first, found = first - 1, first - 1, deputy
        elif _is_adjective_of(token, doc[head], doc[first]) or token.text == "-":
            first -= 1
        else:
            break
    first = _acting(doc, first, floor)
    last = _without_source(doc, head, end)
    genders = {gender for _case, gender, _plural in found}
    return Position(
        first=first,
        last=last,
        cases=frozenset(case for case, _gender, _plural in found),
        gender=genders.pop() if len(genders) == 1 else None,
        plural=all(plural for _case, _gender, plural in found),
    )


def _acting(doc: Doc, first: int, floor: int) -> int:
    """Back over «и. о.» and «врио»."""
    words = [token.text.lower() for token in doc[max(floor, first - 5) : first]]
    for acting in (["вр", ".", "и", ".", "о", "."], ["и", ".", "о", "."], ["врио"], ["ио"], ["зам", "."]):
        if words[-len(acting) :] == acting:
            return first - len(acting)
    return first


def _is_adjective_of(token: Token, head: Token, following: Token) -> bool:
    """An adjective in the case of the head; a capital letter only where a sentence begins."""
    if _ORDINAL.fullmatch(token.text.lower()):
        return following.text.islower()
    if token.text[:1].isdigit() or not (token.text[:1].islower() or token.is_sent_start):
        return False
    agreeing = {(reading.case, reading.plural) for reading in office_readings(head.text)}
    return not adjective_cases(token.text).isdisjoint(agreeing) and not office_readings(token.text)


def _without_source(doc: Doc, head: int, end: int) -> int:
    """Up to «из Омска», «с двадцатилетним стажем», «наш»."""
    for at in range(head + 1, end):
        if _is_source(doc, head, at):
            return at
    return end


def _is_source(doc: Doc, head: int, at: int) -> bool:
    """«По работе с молодёжью», «по связям с прессой» are what the office is for."""
    if doc[at].text.lower() not in _SOURCES:
        return False
    return doc[at].text not in ("с", "со") or all(token.text != "по" for token in doc[head:at])


def _after(doc: Doc, person: Span, sentence: Sentence, name: NameReadings) -> Position | None:
    """The position that follows a comma, a dash or a bracket behind the name."""
    start = person.end + 1
    if person.end >= len(doc) or doc[person.end].text not in (",", "(", *_DASHES):
        return None
    at = start
    while at < min(sentence[1], start + 4) and not _agreeing(doc[at], name) and adjective_cases(doc[at].text):
        at += 1
    if at >= sentence[1] or not (found := _agreeing(doc[at], name)):
        return None
    end = at + 1
    office = is_office(doc[at].text)
    quoted = False
    while end < sentence[1]:
        token = doc[end]
        if token.text in _QUOTES:
            quoted = token.text not in "»”" and not quoted
        elif not quoted and (
            _ends_tail(token) or _is_source(doc, at, end) or not (office or _belongs(token, quoted=False))
        ):
            break
        end += 1
    genders = {gender for _case, gender, _plural in found}
    return Position(
        first=start,
        last=end,
        cases=frozenset(case for case, _gender, _plural in found),
        gender=genders.pop() if len(genders) == 1 else None,
    )


def _ends_tail(token: Token) -> bool:
    return _stops(token) or token.text in (",", ")", "-") or token.lemma_ == "который"


def _possessive(token: Token) -> bool:
    return token.lemma_ in ("наш", "ваш", "мой", "твой")


def _stops(token: Token) -> bool:
    if token.text in _STOPS or (token.ent_type_ == "PER" and not office_readings(token.text)):
        return True
    best = parses(token.text.lower())[:1]
    return bool(best) and best[0].tag.POS in _VERBS and is_known(token.text)
