"""Which tokens are names of persons: the model's PER entities, mended by morphology and by the rest of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from nlp.folding import fold
from nlp.morphology import is_known, parses
from nlp.offices import is_office, office_readings
from nlp.person_names import possible

_NAMES = ("Name", "Surn", "Patr")


def find_persons(doc: Doc) -> list[Span]:
    """The names of persons in the text's order, never overlapping."""
    seen = [mended for span in doc.ents if span.label_ == "PER" and (mended := _mended(doc, span))]
    surnames = {fold(words[-1].text) for span in seen if len(words := _words(span)) > 1}
    if not surnames:
        return seen
    taken = {at for span in seen for at in range(span.start, span.end)}
    return sorted([*seen, *_overlooked(doc, surnames, taken)], key=lambda span: span.start)


def _words(span: Span) -> list[Token]:
    return [token for token in span if not token.is_space]


def _mended(doc: Doc, span: Span) -> Span | None:
    """With the first name that the model left out, without the trade that it took for one; None for no name at all."""
    start = _with_first_name(doc, span.start)
    words = [token for token in doc[start : span.end] if not token.is_space]
    while len(words) > 1 and _is_no_name(words[0], words[1:]):
        words = words[1:]
    if not words or (len(words) == 1 and _is_plain_word(words[0])):
        return None
    return Span(doc, words[0].i, span.end, label="PER")


def _with_first_name(doc: Doc, start: int) -> int:
    """Back to the first name where the span begins with a patronymic: «Римма», «Аркадьевна Цой»."""
    if start and _is_kind(doc[start], ("Patr",)) and _is_kind(doc[start - 1], ("Name",)):
        return start - 1 if doc[start - 1].text[:1].isupper() and not doc[start - 1].ent_type_ else start
    return start


def _is_no_name(word: Token, rest: Sequence[Token]) -> bool:
    """«Слесарь» in «Слесарь Петя Ширяев», «наш» in «Наш Бадмаев»; «Мельник» in «Мельник Иван» is a surname."""
    if any("Apro" in parse.tag for parse in parses(word.text.lower())[:1]):
        return True
    if _is_kind(word, _NAMES) or not office_readings(word.text):
        return False
    if is_office(word.text) or word.text[:1].islower():
        return True
    if any(_is_kind(other, ("Patr",)) for other in rest):
        return False
    return len(rest) > 1 or word.is_sent_start or not _is_kind(rest[0], ("Name",))


def _is_kind(token: Token, kinds: Sequence[str]) -> bool:
    return any(kind in parse.tag for parse in parses(token.text.lower()) for kind in kinds)


def _is_plain_word(token: Token) -> bool:
    """One capital letter at the beginning of a sentence makes no name of «Здравницей», nor of «Соцфонду» anywhere."""
    readings = parses(token.text.lower())
    if len(token.text.rstrip(".")) < 2 or any(kind in parse.tag for parse in readings for kind in _NAMES):
        return False
    if not is_known(token.text):
        return len(token.text) > 6 and _ends_like_a_thing(token.text.lower())
    return bool(token.is_sent_start) and not any("anim" in parse.tag for parse in readings)


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
        if token.ent_type_ == "ORG" or not _may_be(word, surnames):
            continue
        if token.is_sent_start and is_known(word) and not _is_kind(token, _NAMES):
            continue
        yield Span(doc, token.i, token.i + 1, label="PER")


def _may_be(word: str, surnames: set[str]) -> bool:
    return any(fold(name[0]) in surnames or fold(word) in surnames for name in possible((word,)))
