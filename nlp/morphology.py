"""pymorphy3 behind a cache: lemmas, and the case forms of words and of whole names."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

from pymorphy3 import MorphAnalyzer

from nlp.folding import fold

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_HARD_ENDINGS = {
    "nomn": ("",),
    "gent": ("а",),
    "datv": ("у",),
    "accs": ("",),
    "ablt": ("ом",),
    "loct": ("е",),
}
_SIBILANTS = "жшчщц"
_VOWELS = "аеиоуыэюя"


@cache
def analyzer() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first; there always is one."""
    return tuple(analyzer().parse(word if all(map(_is_readable, word)) else "x"))


def _is_readable(sign: str) -> bool:
    """pymorphy3 fails on signs without a Unicode name, and on «²», which it takes for a number."""
    return bool(unicodedata.name(sign, "")) and (sign.isascii() or not sign.isnumeric())


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The likeliest dictionary form, folded."""
    found = parses(word.lower())
    return fold(found[0].normal_form) if found else fold(word)


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> frozenset[str]:
    """Every dictionary form that the word may have, folded."""
    return frozenset(fold(parse.normal_form) for parse in parses(word.lower()))


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """Is it in the dictionary, as a word that is no abbreviation?"""
    lowered = word.lower()
    return bool(analyzer().word_is_known(lowered)) and "Abbr" not in parses(lowered)[0].tag


@lru_cache(maxsize=50_000)
def noun_forms(word: str, case: str) -> frozenset[str]:
    """The forms of a noun given in the nominative, in its number; unknown names decline as «завод»."""
    lowered = word.lower()
    if not is_known(lowered) and lowered[-1:].isalpha() and lowered[-1] not in _VOWELS + "йь":
        return _decline_name(lowered, case)
    forms: set[str] = set()
    for parse in _nominatives(lowered):
        if inflected := parse.inflect({case, str(parse.tag.number)}):
            forms |= _with_variant(fold(inflected.word), case)
    return frozenset(forms)


def _nominatives(word: str) -> list[Any]:
    """The readings as a nominative noun: singular where there is one."""
    nouns = [parse for parse in parses(word) if "NOUN" in parse.tag and "nomn" in parse.tag]
    return [parse for parse in nouns if "sing" in parse.tag] or nouns


def _decline_name(word: str, case: str) -> frozenset[str]:
    endings = ("ем",) if case == "ablt" and word[-1] in _SIBILANTS else _HARD_ENDINGS[case]
    return frozenset(fold(word + ending) for ending in endings)


def _with_variant(form: str, case: str) -> set[str]:
    """The form, and its old second form: федерацией and федерациею."""
    return {form, form[:-1] + "ю"} if case == "ablt" and form.endswith(("ой", "ей")) else {form}


@lru_cache(maxsize=50_000)
def adjective_forms(word: str, gender: str, case: str) -> frozenset[str]:
    """The forms of a nominative adjective or participle, agreeing with an inanimate noun; `plur` is a gender here."""
    wanted = {gender, case} if gender == "plur" else {gender, case, "sing"}
    if case == "accs" and gender in ("plur", "masc"):
        wanted = wanted - {"accs"} | {"nomn"}
    forms: set[str] = set()
    for parse in parses(word.lower()):
        if parse.tag.POS in ("ADJF", "PRTF") and (inflected := parse.inflect(wanted)):
            forms |= _with_variant(fold(inflected.word), case)
    return frozenset(forms)


@lru_cache(maxsize=50_000)
def adjective_gender(word: str) -> str | None:
    """The gender of a nominative adjective (`plur` for the plural), None where the word is none."""
    adjectives = [
        parse.tag
        for parse in parses(word.lower())
        if parse.tag.POS in ("ADJF", "PRTF") and "nomn" in parse.tag
    ]
    for tag in adjectives:
        if "sing" in tag:
            return str(tag.gender)
    return "plur" if adjectives else None


@lru_cache(maxsize=50_000)
def is_nominative_noun(word: str) -> bool:
    return bool(_nominatives(word.lower()))
