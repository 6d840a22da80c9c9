"""Which tokens are names of persons: the model's PER entities, mended by morphology and by the rest of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from nlp.folding import fold
from nlp.morphology import is_known, parses
from nlp.offices import is_office, office_readings
from nlp.person_names import possible, readings

_NAMES = ("Name", "Surn", "Patr")
_OPENING = ("—", "–", "-", "«", "„", "“", ":")
_PLACE = re.compile(r"(?:ино|ово|ево|ск|ска|ску|ске|ском|ские|ских|ским|скими|град|града|граде)$|\d$")


def find_persons(doc: Doc) -> list[Span]:
    """The names of persons in the text's order, never overlapping."""
    persons = [span for span in doc.ents if span.label_ == "PER"]
    elsewhere = {fold(token.text) for span in persons for token in span if not token.is_sent_start}
    seen = [mended for span in persons if (mended := _mended(doc, span, elsewhere))]
    surnames = {
        fold(name[0])
        for span in seen
        if len(words := _words(span)) > 1
        for name in possible((words[-1].text,))
    }
    taken = {at for span in seen for at in range(span.start, span.end)}
    taken |= _inside_organizations(doc)
    return sorted([*seen, *_overlooked(doc, surnames, taken)], key=lambda span: span.start)


def _inside_organizations(doc: Doc) -> set[int]:
    """The tokens of organizations but their first and last: «В Профсоюзе АПК | Дрожжину» may end too late."""
    return {at for ent in doc.ents if ent.label_ == "ORG" for at in range(ent.start + 1, ent.end - 1)}


def _words(span: Span) -> list[Token]:
    return [token for token in span if not token.is_space]


def _mended(doc: Doc, span: Span, elsewhere: set[str]) -> Span | None:
    """With the first name that the model left out, without the trade that it took for one; None for no name at all."""
    start = _with_first_name(doc, span.start)
    words = [token for token in doc[start : span.end] if not token.is_space]
    while words and not (words[-1].text[:1].isalpha() or words[-1].text in ".-"):  # «Сергей Кулагин)»
        words.pop()
    while len(words) > 1 and _is_no_name(words[0], words[1:]):
        words = words[1:]
    if not words or (len(words) == 1 and _is_plain_word(words[0], elsewhere)):
        return None
    return Span(doc, words[0].i, words[-1].i + 1, label="PER")


def _with_first_name(doc: Doc, start: int) -> int:
    """Back to the first name where the span begins with a patronymic or a surname: «Римма», «Аркадьевна Цой»."""
    before = doc[start - 1] if start else None
    if before is None or before.ent_type_ or not before.text[:1].isupper() or not is_known(before.text):
        return start
    wanting = _is_kind(doc[start], ("Patr", "Surn")) or not is_known(doc[start].text)
    return start - 1 if wanting and _is_kind(before, ("Name",)) else start


def _is_no_name(word: Token, rest: Sequence[Token]) -> bool:
    """«Слесарь» in «Слесарь Петя Ширяев», «наш» in «Наш Бадмаев»; «Мельник» in «Мельник Иван» is a surname."""
    if any("Apro" in parse.tag for parse in parses(word.text.lower())[:1]):
        return True
    if _is_kind(word, _NAMES) or not office_readings(word.text):
        return False
    if is_office(word.text) or word.text[:1].islower():
        return True
    if any(_is_kind(other, ("Patr",)) for other in rest) and len(rest) < 3:
        return False
    return bool(word.is_sent_start) or (word.i > 0 and word.nbor(-1).text in _OPENING)


def _is_kind(token: Token, kinds: Sequence[str]) -> bool:
    return any(kind in parse.tag for parse in parses(token.text.lower()) for kind in kinds)


def _is_plain_word(token: Token, elsewhere: set[str]) -> bool:
    """One capital letter at the beginning of a sentence makes no name of «Здравницей», nor of «Соцфонду» anywhere."""
    found = parses(token.text.lower())
    if _names_a_place(token.text):
        return True
    if len(token.text.rstrip(".")) < 2 or any(kind in parse.tag for parse in found for kind in _NAMES):
        return False
    begins = token.is_sent_start and fold(token.text) not in elsewhere
    if is_known(token.text):
        return bool(begins)
    a_trade = begins and bool(office_readings(token.text))
    return a_trade or (len(token.text) > 6 and _ends_like_a_thing(token.text.lower()))


def _names_a_place(word: str) -> bool:
    """«Дорогобужа-2», «Горянска», «Сулакских» (сетей), «Раменцовской» (типографии)."""
    return bool(_PLACE.search(word)) and not any("Surn" in parse.tag for parse in parses(word.lower())[:1])


def _ends_like_a_thing(word: str) -> bool:
    """«Соцфонду», «Колдоговор», «Теркомитет»: known words behind a cut one, all things."""
    return any(
        is_known(rest) and len(rest) > 3 and all("inan" in parse.tag for parse in parses(rest)[:1])
        for rest in (word[cut:] for cut in (3, 4, 5))
    )


def _overlooked(doc: Doc, surnames: set[str], taken: set[int]) -> Iterator[Span]:
    """Single words that the model passed over, though they are the surname of somebody in this text."""
    for token in doc:
        word = token.text
        if token.i in taken or not word[:1].isupper() or word.isupper() or not token.is_alpha:
            continue
        if not _may_be(word, surnames):
            if _stands_by_office(doc, token):
                yield Span(doc, token.i, token.i + 1, label="PER")
            continue
        if (
            token.is_sent_start
            and is_known(word)
            and not _is_kind(token, _NAMES)
            and fold(word) not in surnames
        ):
            continue
        yield Span(doc, token.i, token.i + 1, label="PER")


def _stands_by_office(doc: Doc, token: Token) -> bool:
    """«Депутат Ветлугина»: a surname beside an office that agrees with it."""
    if not token.i or token.ent_type_ or not is_office(doc[token.i - 1].text):
        return False
    if "Surn" not in parses(token.text.lower())[0].tag:
        return False
    cases = {case for _gender, case in readings((token.text,))}
    return any(
        not office.plural and office.case in cases for office in office_readings(doc[token.i - 1].text)
    )


def _may_be(word: str, surnames: set[str]) -> bool:
    return any(fold(name[0]) in surnames or fold(word) in surnames for name in possible((word,)))
