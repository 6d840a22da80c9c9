"""Which words name somebody by office, trade or part played: «директор», «крановщица», «замглавы», «пострадавший»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from nlp.folding import fold
from nlp.lexicon import load_lexicon
from nlp.morphology import is_known, lemmas, parses

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_NO_TRADE = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")
_LIKELY = (
    0.04  # pymorphy's share of a reading: «сорока» and «лев» are seldom what an unlikely one makes of them
)
# «начцеха», «замдекана»: cut words before a genitive, which are never declined.
_CUT = re.compile("(?:зам|нач|зав|пом)-?(.{3,})")


class Reading(NamedTuple):
    """`gender` is None where the word may mean a man or a woman: «слесарь», «судья»."""

    case: str
    gender: str | None
    plural: bool


@lru_cache(maxsize=50_000)
def office_readings(word: str) -> frozenset[Reading]:
    """How the word can be read as the noun of an office or trade; empty where it cannot."""
    lowered = word.lower()
    lexicon = load_lexicon()
    if not word[:1].isalpha() or not lemmas(lowered).isdisjoint(lexicon.no_positions):
        return frozenset()
    if _is_cut(lowered):
        return frozenset(Reading(case, None, False) for case in CASES)
    known = is_known(lowered)
    return frozenset(
        reading
        for parse in parses(lowered)
        if _names_a_person(parse, known=known) or _listed(parse)
        for reading in _readings(parse)
    )


def is_office(word: str) -> bool:
    """Is it listed as an office, whose tail may be long: «заместитель министра по социальным вопросам»?"""
    return _is_cut(word.lower()) or any(map(_listed, parses(word.lower())))


def is_deputy(word: str) -> bool:
    """«Заместитель», «помощник»: with somebody else's office in the genitive behind it, it is still the head."""
    return not lemmas(word.lower()).isdisjoint(load_lexicon().deputies)


def adjective_cases(word: str) -> frozenset[tuple[str, bool]]:
    """(case, plural) of an adjective that may belong to a position; empty for «наш», «этот», «тогдашний»."""
    if not lemmas(word.lower()).isdisjoint(load_lexicon().no_position_adjectives):
        return frozenset()
    return frozenset(
        (str(parse.tag.case), "plur" in parse.tag)
        for parse in parses(word.lower())
        if parse.tag.case and "Apro" not in parse.tag and (parse.tag.POS == "ADJF" or _is_lasting(parse))
    )


def _is_lasting(parse: Any) -> bool:
    """«Действующий», «избранный» belong to the office; «уволенный», «погибший» tell what happened."""
    return parse.tag.POS == "PRTF" and fold(parse.normal_form) in load_lexicon().position_participles


def noun_cases(word: str) -> frozenset[str]:
    """The cases in which the word can stand as a noun or adjective."""
    return frozenset(
        str(parse.tag.case)
        for parse in parses(word.lower())
        if parse.tag.POS in ("NOUN", "ADJF", "PRTF", "NUMR") and parse.tag.case
    )


@lru_cache(maxsize=20_000)
def _is_cut(word: str) -> bool:
    found = _CUT.fullmatch(word)
    rest = found.group(1) if found else ""
    return is_known(rest) and any(parse.tag.POS == "NOUN" and "gent" in parse.tag for parse in parses(rest))


def _names_a_person(parse: Any, *, known: bool) -> bool:
    tag = parse.tag
    if tag.POS != "NOUN" or "anim" not in tag or any(kind in tag for kind in _NO_TRADE):
        return False
    return bool(parse.score >= (_LIKELY if known else 0.3))


def _listed(parse: Any) -> bool:
    if parse.tag.POS not in ("NOUN", "ADJF", "PRTF"):
        return False
    positions = load_lexicon().positions
    if fold(parse.normal_form) in positions:
        return parse.tag.POS == "NOUN" or "Subx" in parse.tag
    if parse.tag.POS == "NOUN":
        return False
    base = parse.inflect({"masc", "sing", "nomn"})  # «заведующая» is of the verb «заведовать»
    return base is not None and fold(base.word) in positions


def _readings(parse: Any) -> list[Reading]:
    tag = parse.tag
    cases = CASES if "Fixd" in tag or tag.case is None else (str(tag.case),)
    free = "ms-f" in tag or "Ms-f" in tag or tag.gender is None or tag.gender == "masc"
    return [Reading(case, None if free else str(tag.gender), "plur" in tag) for case in cases]
