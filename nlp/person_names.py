"""Names of persons in the nominative, by pymorphy3, with the gender that all parts agree on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from nlp.folding import fold
from nlp.morphology import is_known, parses

_KINDS = ("Name", "Surn", "Patr")
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
ANY_CASE = frozenset(CASES)
_MASCULINE = re.compile("(.{2,}(?:ов|ев|ёв|ин|ын))(?:ым)")
_FEMININE = re.compile("(.{2,}(?:ов|ев|ёв|ин|ын))(?:ой|ою|у)")
_GENDERS = ("masc", "femn")
_STIFF = frozenset((gender, case) for gender in _GENDERS for case in CASES)  # «Шота», «Ли», «Саломе»
_VOWELS = "аеёиоуыэюя"  # where «Лю», «Форестье», «Микко» end, and do not decline
_HIS = {"gent": "ая", "accs": "ая", "datv": "ую", "loct": "е"}
_ENDINGS = (
    (("их", "ых"), _STIFF),
    (("ом", "ем"), frozenset({("masc", "ablt"), ("masc", "nomn"), ("femn", "nomn")})),
    (("ой", "ей"), frozenset({("femn", "ablt"), ("masc", "nomn")})),
    (("а", "я"), frozenset({("femn", "nomn"), ("masc", "nomn"), ("masc", "gent"), ("masc", "accs")})),
    (("у", "ю"), frozenset({("femn", "accs"), ("masc", "datv")})),
    (("ы",), frozenset({("femn", "gent")})),
    (("и",), _STIFF),
    (("е",), frozenset({("femn", "datv"), ("femn", "loct"), ("masc", "loct")})),
    (tuple("бвгджзйклмнпрстфхцчшщь"), frozenset({("masc", "nomn"), *(("femn", case) for case in CASES)})),
)


@lru_cache(maxsize=20_000)
def nominative(
    words: tuple[str, ...], cases: frozenset[str] = ANY_CASE, gender: str | None = None
) -> tuple[str, ...]:
    """The name's words in the nominative.

    `cases` and `gender` are those that the words beside the name allow: its position, a preposition, the predicate.
    """
    found, case = _agreement(words, cases, gender)
    return tuple(_inflect(word, found, case) for word in words)


@lru_cache(maxsize=20_000)
def readings(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """The (gender, case) that all words of the name can have together; every one, where there is none."""
    found = {
        (gender, case)
        for gender in _GENDERS
        for case in CASES
        if all(is_initial(word) or _fit(word, gender, case) for word in words)
    }
    return frozenset(found or {(gender, case) for gender in _GENDERS for case in CASES})


@lru_cache(maxsize=20_000)
def possible(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Every nominative that all words of the name can have together: «Иванова» is she, or of him."""
    return frozenset(
        tuple(_inflect(word, gender, case) for word in words) for gender, case in readings(words)
    )


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


def is_patronymic(word: str) -> bool:
    return any("Patr" in parse.tag for parse in parses(word.lower()))


def is_surname(word: str) -> bool:
    """May it be one? No given name that the dictionary has is."""
    return not (is_known(word) and any(kind in parses(word.lower())[0].tag for kind in ("Name", "Patr")))


def _agreement(words: tuple[str, ...], cases: frozenset[str], gender: str | None) -> tuple[str, str]:
    """The gender and case that most words can have together, the nominative in a tie."""
    best, chosen = -1.0, ("masc", "nomn")
    for case in CASES:
        for other in _GENDERS:
            score = sum(_fit(word, other, case) for word in words if not is_initial(word))
            score += 0.1 if case == "nomn" else 0.0
            # What stands beside the name outweighs one guessed ending, not two known ones.
            score += (0.9 if case in cases else 0.0) + (0.6 if gender == other else 0.0)
            if score > best:
                best, chosen = score, (other, case)
    return chosen


@lru_cache(maxsize=100_000)
def _fit(word: str, gender: str, case: str) -> float:
    """How well the word fits: a name of persons better than another noun, and that better than a guess."""
    best = 0.0
    named = False
    for parse in _readings(word):
        is_name = any(kind in parse.tag for kind in _KINDS)
        sure = is_name and ("Name" not in parse.tag or is_known(word))
        named = named or sure
        if case in parse.tag and _has_gender(parse, gender):
            best = max(best, (1.0 if sure else 0.5) + parse.score / 10)
    if named:
        is_his = word.endswith("ой") and (gender, case) == ("masc", "nomn")  # «Ланской»
        return max(best, 0.45) if is_his else best
    guessed = 0.45 if (gender, case) in _guesses(word) else 0.3 if word[-1] in _VOWELS else 0.0
    return max(best, guessed)


def _guesses(word: str) -> frozenset[tuple[str, str]]:
    """How an unknown name can be read by its ending: «Сэсэг», «Хава», «Бахрома» (of Бахром)."""
    lowered = word.lower()
    for ending, found in _ENDINGS:
        if lowered.endswith(ending):
            return found
    return _STIFF


def _readings(word: str) -> list[Any]:
    return [p for p in parses(word.lower()) if p.tag.POS in ("NOUN", "ADJF") and "plur" not in p.tag]


def _has_gender(parse: Any, gender: str) -> bool:
    return parse.tag.gender in (gender, None) or any(free in parse.tag for free in ("ms-f", "Ms-f", "Fixd"))


def _inflect(word: str, gender: str, case: str) -> str:
    if is_initial(word) or case == "nomn":
        return _capitalized(word)
    if "-" in word:
        return "-".join(_inflect(part, gender, case) for part in word.split("-") if part)
    if (surname := _surname(word.lower(), gender)) and not _is_adjective(word):
        return _capitalized(surname)
    found = [p for p in _readings(word) if case in p.tag and _has_gender(p, gender)]
    declined = [p for p in found if "Fixd" not in p.tag] or found
    named = [p for p in declined if any(kind in p.tag for kind in _KINDS)] or declined
    inflected = named[0].inflect({"nomn", "sing"}) if named else None
    if inflected is None:
        return _capitalized(_without_ending(word, gender, case))
    # The dictionary writes «Пётр» rightly; a surname stays as its bearer writes it («Журавлева»).
    return _capitalized(inflected.word if "Name" in inflected.tag else _spelled_like(inflected.word, word))


def _without_ending(word: str, gender: str, case: str) -> str:
    """An unknown name declined like a known one: «Бахрома» of him is «Бахром», «Зулею» is «Зулея»."""
    lowered = word.lower()
    if gender == "masc" and lowered[-1] in _HIS.get(case, ""):
        return word[:-1] + {"я": "й", "ю": "й"}.get(lowered[-1], "")
    if gender == "masc" and case == "ablt" and lowered.endswith(("ом", "ем")):
        return word[:-2]
    if gender == "femn" and lowered[-1] in "уыюе" and case not in ("nomn", "ablt"):
        return word[:-1] + ("я" if lowered[-1] == "ю" else "а")
    if gender == "femn" and case == "ablt" and lowered.endswith(("ой", "ей")):
        return word[:-2] + ("а" if lowered.endswith("ой") else "я")
    return word


def _is_adjective(word: str) -> bool:
    """«Луговой» declines as one, «Шумковым» only looks like one."""
    return is_known(word) and "ADJF" in parses(word.lower())[0].tag


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
