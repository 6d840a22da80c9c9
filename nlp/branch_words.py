"""The words around a union's name that say which branch it is: adjectives before it, a place behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.folding import Word
from nlp.lexicon import load_lexicon
from nlp.matching import Match
from nlp.morphology import lemma, lemmas, parses
from nlp.places import compound_at, load_gazetteer
from nlp.scene import Scene

LONGEST = 6  # words before «организация», or between it and the union
_TOWN = re.compile("[сц]к(ая|ой|ую|ое|ого|ому|ом|ий|им|ие|их)$")
_INDECLINABLE = ("коми", "саха")  # regions whose name stands where others have an adjective
_PLACE_NOUNS = frozenset({"город", "г", "район", "область", "край", "республика", "округ"})


def is_of_place(words: Sequence[Word], at: int) -> bool:
    gazetteer = load_gazetteer()
    form = words[at].form
    return (
        form == "."  # «г. Кургана»
        or words[at + 1].form.startswith("район")
        or lemma(form) in _PLACE_NOUNS
        or form in gazetteer.adjectives
        or bool(gazetteer.names.longest(words, at) or gazetteer.cities.longest(words, at))
    )


def adjectives_before(scene: Scene, at: int, floor: int) -> int:
    """The first of the adjectives that say which branch: a region's, «областная», «первичная», «Тольяттинская»."""
    text, words = scene.text, scene.words
    gazetteer = load_gazetteer()
    first = at
    while first > max(floor, at - LONGEST):
        form = words[first - 1].form
        of_city = _is_of_town(text, words[first - 1], placed=first < at)
        if words[first - 1].form == ")" and first - 4 >= floor and words[first - 3].form == "(":
            first -= 3  # «территориальная (краевая) организация»
        elif first - 3 >= floor and compound_at(words, first - 3) in gazetteer.adjectives:
            first -= 3  # «Карачаево-Черкесская»
        elif form in gazetteer.adjectives or of_city or form in _INDECLINABLE or _is_branch_adjective(form):
            first -= 1
        else:
            break
    return first


def _is_of_town(text: str, word: Word, *, placed: bool) -> bool:
    """«Магнитогорский»; before «городская» any adjective in a capital that towns have («Курагинская районная»)."""
    if not text[word.start].isupper() or not _is_adjective(word.form):
        return False
    return word.form in load_gazetteer().city_adjectives or (placed and _TOWN.search(word.form) is not None)


def _is_branch_adjective(form: str) -> bool:
    lexicon = load_lexicon()
    known = lexicon.branch_adjectives | lexicon.primary_adjectives
    return bool(lemmas(form) & known) and _is_adjective(form)


def _is_adjective(form: str) -> bool:
    return any(parse.tag.POS == "ADJF" and "Apro" not in parse.tag for parse in parses(form))


def _after_road(words: Sequence[Word], at: int) -> int:
    """Past «Красноярской железной дороги», «на Забайкальской дороге», «на ВСЖД»; 0 where no road is named."""
    on = at < len(words) and words[at].form == "на"
    forms = [word.form for word in words[at + on : at + on + 3]]
    if on and forms and forms[0].endswith("жд"):
        return at + 2
    if forms[1:3] in (["железной", "дороги"], ["железной", "дороге"]):
        return at + on + 3
    return at + 3 if on and forms[1:2] == ["дороге"] else 0


def after_region(words: Sequence[Word], match: Match, *, headed: bool) -> int:
    """Past a region or city («… Челябинской области», «… города Кургана», «… по Курганской области»).

    «В Курганской области» belongs to «организация профсоюза», not to «профсоюз».
    """
    gazetteer = load_gazetteer()
    at = match.last
    if road := _after_road(words, at):
        return road
    preposition = words[at].form if at < len(words) and words[at].form in ("по", "в") else ""
    if preposition:
        at += 1
    elif at < len(words) and words[at].form in ("города", "г"):
        at += 2 if at + 1 < len(words) and words[at + 1].form == "." else 1
    found = gazetteer.names.longest(words, at) or (
        None if preposition else gazetteer.cities.longest(words, at)
    )
    return match.last if found is None or (preposition == "в" and not headed) else at + found[0]
