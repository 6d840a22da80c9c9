"""«Федерации профсоюзов Томской и Курганской областей», «Томский и Курганский облсовпрофы»: two mentions, not one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.folding import Word
from nlp.matching import Match
from nlp.morphology import CASES, lemma
from nlp.places import Gazetteer

_HEADS = ("федерация", "объединение", "союз", "совет", "профобъединение", "облсовпроф", "крайсовпроф")
_STEMS = ("федераци", "объединени", "союз", "совет", "профобъединени", "облсовпроф", "крайсовпроф")
_MEMBERS = (("организаций", "профсоюзов"), ("профсоюзных", "организаций"), ("профсоюзов",))
_KINDS = frozenset({"область", "край", "республика", "округ"})
_LEVELS = ("областн", "краев", "республиканск", "региональн")
_LONGEST = 30  # regions in a list
_ALL_CASES = frozenset(CASES)


def find_enumeration(
    words: Sequence[Word], at: int, unions: Mapping[str, str], gazetteer: Gazetteer
) -> list[Match]:
    """The mentions of a list that begins at `at`; `unions` are the territorial ones by the code of their region."""
    if words[at].form.startswith(_STEMS) and lemma(words[at].form) in _HEADS:
        return _after_head(words, at, unions, gazetteer)
    if words[at].form in gazetteer.adjectives:
        return _before_head(words, at, unions, gazetteer)
    return []


def _after_head(
    words: Sequence[Word], at: int, unions: Mapping[str, str], gazetteer: Gazetteer
) -> list[Match]:
    start = after_members(words, at + 1)
    if start == at + 1 and not _names_unions(words[at]):
        return []
    items, last = _list_of_regions(words, start, gazetteer) if start else ([], 0)
    if len(items) < 2 or not all(code in unions for _first, _last, code in items):
        return []
    if last < len(words) and lemma(words[last].form) in _KINDS:
        items[-1] = (items[-1][0], last + 1, items[-1][2])
    items[0] = (at, items[0][1], items[0][2])
    return _matches(items, unions)


def _before_head(
    words: Sequence[Word], at: int, unions: Mapping[str, str], gazetteer: Gazetteer
) -> list[Match]:
    items, last = _list_of_regions(words, at, gazetteer)
    single_words = all(last - first == 1 for first, last, _code in items)
    if len(items) < 2 or not single_words or not all(code in unions for _first, _last, code in items):
        return []
    while last < len(words) and words[last].form.startswith(_LEVELS):
        last += 1
    if last >= len(words) or not words[last].form.startswith(_STEMS):
        return []
    end = after_members(words, last + 1)
    if end == last + 1 and not _names_unions(words[last]):
        return []  # «Томский и Курганский советы» of what?
    items[-1] = (items[-1][0], end, items[-1][2])
    return _matches(items, unions)


def _names_unions(word: Word) -> bool:
    """«Облсовпроф» says it alone; «федерация» needs «профсоюзов»."""
    return "проф" in word.form


def after_members(words: Sequence[Word], at: int) -> int:
    """Past «профсоюзов», «организаций профсоюзов», «профсоюзных организаций»."""
    for members in _MEMBERS:
        if tuple(word.form for word in words[at : at + len(members)]) == members:
            return at + len(members)
    return at


def _list_of_regions(
    words: Sequence[Word], at: int, gazetteer: Gazetteer
) -> tuple[list[tuple[int, int, str]], int]:
    """(first, last, code) of each region named in a row, and the word behind the row."""
    items: list[tuple[int, int, str]] = []
    while at < len(words) and len(items) < _LONGEST:
        adjective = (1, gazetteer.adjectives.get(words[at].form, set()))
        length, codes = gazetteer.names.longest(words, at) or adjective
        if not codes:
            break
        items.append((at, at + length, min(codes)))
        at += length
        if at + 1 >= len(words) or words[at].form not in (",", "и"):
            return items, at
        at += 3 if [word.form for word in words[at + 1 : at + 3]] == ["а", "также"] else 1
    return items, at


def _matches(items: Sequence[tuple[int, int, str]], unions: Mapping[str, str]) -> list[Match]:
    """A match an item; one for all where one union serves them («Санкт-Петербурга и Ленинградской области»)."""
    if len({unions[code] for _first, _last, code in items}) == 1:
        items = [(items[0][0], items[-1][1], items[0][2])]
    return [
        Match(first=first, last=last, unions=frozenset({unions[code]}), cases=_ALL_CASES)
        for first, last, code in items
    ]
