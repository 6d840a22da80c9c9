"""What the words beside a name say against it: a house, another country, another union of a like name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nlp.folding import Word
from nlp.lexicon import Lexicon
from nlp.morphology import lemma, parses
from nlp.places import load_gazetteer

_NEAR = 4  # words


def is_venue(words: Sequence[Word], first: int, lexicon: Lexicon) -> bool:
    """«Дом профсоюзов», «Дворец культуры профсоюзов»: named after unions, but no union."""
    before = [lemma(word.form) for word in words[max(0, first - 2) : first]]
    if before[-1:] == ["культура"]:
        return before[0] in lexicon.venues
    return bool(before) and before[-1] in lexicon.venues


def is_foreign(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    """Does a word of another country stand right before or right behind?"""
    beside = (*words[max(0, first - 1) : first], *words[last : last + 1])
    return any(word.form.startswith(lexicon.foreign_stems) for word in beside)


def is_namesake(
    text: str, words: Sequence[Word], place: tuple[int, int], cases: Collection[str], lexicon: Lexicon
) -> bool:
    """For general names, in one of these cases: does an adjective before or a name behind make it somebody else's?"""
    first, last = place
    near = (*words[max(0, first - _NEAR) : first], *words[last : last + _NEAR])
    if any(word.form.startswith(lexicon.foreign_stems) for word in near):
        return True
    if first and _is_other_adjective(text, words[first - 1], cases, lexicon):
        return True
    return last < len(words) and _is_other_owner(text, words, last, lexicon)


def names_other_countries_only(words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Does the text name other countries, and neither Russia nor a place of it?"""
    gazetteer = load_gazetteer()
    foreign = False
    for at, word in enumerate(words):
        if word.form.startswith(lexicon.home_stems) or word.form in gazetteer.adjectives:
            return False
        if gazetteer.names.longest(words, at) or gazetteer.cities.longest(words, at):
            return False
        foreign = foreign or word.form.startswith(lexicon.foreign_stems)
    return foreign


def _is_other_adjective(text: str, word: Word, cases: Collection[str], lexicon: Lexicon) -> bool:
    readings = [parse.tag for parse in parses(word.form) if parse.tag.POS in ("ADJF", "PRTF")]
    if parses(word.form)[0].tag.POS not in ("ADJF", "PRTF") or not any(
        str(tag.case) in cases for tag in readings
    ):
        return False  # «На первом профсоюз учителей отчитался»
    form = lemma(word.form)  # «объединить» for «объединённый»
    if form in lexicon.other_union_adjectives:
        return True
    if form in lexicon.plain_adjectives or word.form in load_gazetteer().adjectives:
        return False
    return text[word.start].isupper() and not _begins_sentence(text, word.start)


def _begins_sentence(text: str, start: int) -> bool:
    """There a capital says nothing: «Вежливая Федерация …»."""
    before = text[max(0, start - 4) : start].rstrip(' \t«„"—–-')
    return not before or before[-1] in ".!?…\n"


def _is_other_owner(text: str, words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """«… завода», «… „Надежда“», «… (UAW)»."""
    word = words[at]
    if lemma(word.form) in lexicon.workplaces or (word.quoted and text[word.start].isupper()):
        return True
    inside = words[at + 1] if word.form == "(" and at + 1 < len(words) else word
    return text[inside.start : inside.end].isascii() and inside.form.isalpha()
