"""Names of persons in the nominative, by pymorphy3, with the gender that all parts agree on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from nlp.folding import fold
from nlp.morphology import parses

_KINDS = ("Name", "Surn", "Patr")
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_MASCULINE = re.compile("(.{2,}(?:ов|ев|ёв|ин|ын))(?:ым)")
_FEMININE = re.compile("(.{2,}(?:ов|ев|ёв|ин|ын))(?:ой|ою|у)")
_GENDERS = ("masc", "femn")


@lru_cache(maxsize=20_000)
def nominative(words: tuple[str, ...], case: str | None = None) -> tuple[str, ...]:
    """The name's words in the nominative. `case` is what the words beside the name suggest, if anything."""
    gender, written = _agreement(words, case)
    return tuple(_inflect(word, gender, written) for word in words)


@lru_cache(maxsize=20_000)
def possible(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Every nominative that all words of the name can have together: «Иванова» is she, or of him."""
    found = {
        tuple(_inflect(word, gender, case) for word in words)
        for gender in _GENDERS
        for case in _CASES
        if all(is_initial(word) or _fit(word, gender, case) for word in words)
    }
    return frozenset(found or {tuple(map(_capitalized, words))})


@lru_cache(maxsize=20_000)
def possible_cases(words: tuple[str, ...]) -> frozenset[str]:
    """The cases in which all words of the name can stand; any, where a word is unknown."""
    found = {
        case
        for gender in _GENDERS
        for case in _CASES
        if all(is_initial(word) or _fit(word, gender, case) for word in words)
    }
    return frozenset(found or _CASES)


@lru_cache(maxsize=50_000)
def matches(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """May the nominative `short` («П. Иванов», «Иванов») name the same person as the nominative `full`?"""
    rest = [fold(word) for word in full]
    for word in sorted(map(fold, short), key=len, reverse=True):
        initial = word.rstrip(".")
        hits = [other for other in rest if other == word or (len(initial) == 1 and other.startswith(initial))]
        if not hits:
            return False
        rest.remove(hits[0])
    return True


def is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _agreement(words: tuple[str, ...], case: str | None) -> tuple[str, str]:
    """The gender and case that most words can have together; the suggested case, then the nominative, wins a tie."""
    best, chosen = -1.0, ("masc", "nomn")
    for written in _CASES:
        for gender in _GENDERS:
            score = sum(_fit(word, gender, written) for word in words if not is_initial(word))
            score += 0.6 if written == case else 0.1 if written == "nomn" and case is None else 0.0
            if score > best:
                best, chosen = score, (gender, written)
    return chosen


def _fit(word: str, gender: str, case: str) -> float:
    """How well the word fits: a name of persons better than another noun."""
    best = 0.0
    for parse in _readings(word):
        if case in parse.tag and _has_gender(parse, gender):
            best = max(best, (1.0 if any(kind in parse.tag for kind in _KINDS) else 0.5) + parse.score / 10)
    return best


def _readings(word: str) -> list[Any]:
    return [p for p in parses(word.lower()) if p.tag.POS in ("NOUN", "ADJF") and "plur" not in p.tag]


def _has_gender(parse: Any, gender: str) -> bool:
    return parse.tag.gender in (gender, None) or "ms-f" in parse.tag or "Ms-f" in parse.tag


def _inflect(word: str, gender: str, case: str) -> str:
    if is_initial(word) or case == "nomn":
        return _capitalized(word)
    if surname := _surname(word.lower(), gender):
        return _capitalized(surname)
    readings = [p for p in _readings(word) if case in p.tag and _has_gender(p, gender)]
    named = [p for p in readings if any(kind in p.tag for kind in _KINDS)] or readings
    inflected = named[0].inflect({"nomn", "sing"}) if named else None
    if inflected is None:
        return _capitalized(word)
    # The dictionary writes «Пётр» rightly; a surname stays as its bearer writes it («Журавлева»).
    return _capitalized(inflected.word if "Name" in inflected.tag else _spelled_like(inflected.word, word))


def _surname(word: str, gender: str) -> str | None:
    """Surnames on -ов and -ин, which the dictionary often takes for adjectives («Шумковым»)."""
    ending = _MASCULINE if gender == "masc" else _FEMININE
    found = ending.fullmatch(word)
    return found.group(1) + ("" if gender == "masc" else "а") if found else None


def _spelled_like(form: str, written: str) -> str:
    """With the letters е and ё of the text as far as both forms agree."""
    common = 0
    while common < min(len(form), len(written)) and fold(form[common]) == fold(written[common]):
        common += 1
    return written[:common] + form[common:]


def _capitalized(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
