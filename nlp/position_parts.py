"""What belongs to a position around the noun that is its head: adjectives, «и. о.», a second office, and the tail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from nlp.morphology import is_known, parses
from nlp.offices import Reading, adjective_cases, is_deputy, is_office, noun_cases, office_readings

NameReadings = frozenset[tuple[str, str]]  # (gender, case)
QUOTES = frozenset('«»„“”"')
_STOPS = frozenset(".;:!?—–()\n\t…")
_VERBS = ("VERB", "INFN", "GRND", "PRED")
_SOURCES = frozenset(("из", "от", "с", "со", "без", "у"))  # «учитель из Омска»: whence, no position
_ORDINAL = re.compile(r"\d-?(?:й|я|го|му|м|ой|ю)")
_ACTING = (["вр", ".", "и", ".", "о", "."], ["и", ".", "о", "."], ["врио"], ["ио"], ["зам", "."])
_FARTHEST = 12  # tokens between two offices of one person


def agreeing(token: Token, name: NameReadings, *, several: bool = False) -> list[Reading]:
    """The readings of the token as an office that one of the name's readings agrees with."""
    return [
        reading
        for reading in office_readings(token.text)
        # Several hold it only where the text says so: «двух проходчиков, Ивана Кравца и Наиля Гимадеева».
        if (not reading.plural or several)
        and any(case == reading.case and reading.gender in (None, gender) for gender, case in name)
    ]


def stops(token: Token) -> bool:
    """No position goes over a verb, another person or the end of a clause."""
    if token.text in _STOPS or (token.ent_type_ == "PER" and not office_readings(token.text)):
        return True
    return parses(token.text.lower())[0].tag.POS in _VERBS and is_known(token.text)


def is_tail(doc: Doc, head: int, end: int) -> bool:
    """Can what stands between the head and the name belong to the position?"""
    tail = [token for token in doc[head + 1 : end] if not token.is_space]
    if not tail or is_office(doc[head].text):
        return True
    return all(quoted or belongs(token) for token, quoted in _with_quotes(tail))


def belongs(token: Token) -> bool:
    """«Завода», «№», «5»: what a trade may have behind it."""
    return (
        token.ent_type_ in ("ORG", "LOC")
        or token.text in ("№", "-", "по")
        or token.is_digit
        or not noun_cases(token.text).isdisjoint(("gent", "datv"))
    )


def is_source(doc: Doc, head: int, at: int) -> bool:
    """«Из Омска»; but «по работе с молодёжью», «по связям с прессой» are what the office is for."""
    if doc[at].text.lower() not in _SOURCES:
        return False
    return doc[at].text not in ("с", "со") or all(token.text != "по" for token in doc[head:at])


def without_source(doc: Doc, head: int, end: int) -> int:
    return next((at for at in range(head + 1, end) if is_source(doc, head, at)), end)


def widened(
    doc: Doc, head: int, floor: int, name: NameReadings, found: Sequence[Reading]
) -> tuple[int, int, Sequence[Reading]]:
    """(first token, head, its readings): back over «первый заместитель» before «директора», and over adjectives."""
    first = head
    while first > floor:
        token = doc[first - 1]
        if is_deputy(token.text) and (deputy := agreeing(token, name)):
            head, first, found = first - 1, first - 1, deputy
        elif token.text == "-" or _is_adjective_of(token, doc[head], doc[first]):
            first -= 1
        else:
            break
    return _with_second(doc, first - acting_before(doc, first), floor, found), head, found


def acting_before(doc: Doc, first: int) -> int:
    """How many tokens of «и. о.» or «врио» stand before `first`."""
    words = [token.text.lower() for token in doc[max(0, first - 6) : first]]
    return next((len(acting) for acting in _ACTING if words[-len(acting) :] == acting), 0)


def _with_second(doc: Doc, first: int, floor: int, found: Sequence[Reading]) -> int:
    """Back over «юрист,» and «председатель профкома и», where one person holds both."""
    if first <= floor or doc[first - 1].text not in (",", "и"):
        return first
    cases = {reading.case for reading in found if not reading.plural}
    for at in range(first - 2, max(floor, first - _FARTHEST) - 1, -1):
        if stops(doc[at]) or doc[at].text == ",":
            return first
        same = any(reading.case in cases and not reading.plural for reading in office_readings(doc[at].text))
        if same and is_office(doc[at].text) and is_office(doc[first].text):
            return at if _of_one(doc, at) else first
    return first


def _of_one(doc: Doc, first: int) -> bool:
    """The verb near by is in the singular: «выступили директор и мастер Иванов» tells of two."""
    around = [*doc[max(0, first - 3) : first], *doc[first : first + 2 * _FARTHEST]]
    verbs = [tag for token in around if (tag := parses(token.text.lower())[0].tag).POS == "VERB"]
    return not verbs or "plur" not in verbs[0]


def _is_adjective_of(token: Token, head: Token, following: Token) -> bool:
    """An adjective in the case of the head; a capital letter only where a sentence begins."""
    if _ORDINAL.fullmatch(token.text.lower()):
        return following.text.islower()
    if token.text[:1].isdigit() or not (token.text[:1].islower() or token.is_sent_start):
        return False
    cases = {(reading.case, reading.plural) for reading in office_readings(head.text)}
    return not adjective_cases(token.text).isdisjoint(cases) and not office_readings(token.text)


def _with_quotes(tokens: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    quoted = False
    for token in tokens:
        if token.text in QUOTES:
            quoted = token.text not in "»”" and not quoted
            yield token, True
        else:
            yield token, quoted
