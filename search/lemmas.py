"""The dictionary forms of words. They unite what stems part: «Вострецов» and «Вострецова», «Сергей» and «Сергея»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer

from search.words import LONGEST, Word, comparable, fold, word_form, words

# Stands in a row of lemmas where the text has a function word, so that a phrase cannot leap over one.
FILLER = "·"
_RUSSIAN = re.compile("[а-яё]+")
# An abbreviation typed on the other keyboard, every letter of which has a Cyrillic twin: «MPOT», «TK».
_TWIN = re.compile("[ABCEHKMOPTXY]{2,}")
_TWINS = str.maketrans("ABCEHKMOPTXY", "авсенкмортху")
_MOST = 6  # dictionary forms of one word


@lru_cache(maxsize=200_000)
def find_lemmas(word: str) -> tuple[str, ...]:
    """All dictionary forms that the word may have, a surname first, else the likeliest; never none.

    The dictionary's own guess at unknown words gives a woman's surname the man's form, and so do we.
    """
    lowered = comparable(word)
    if not _RUSSIAN.fullmatch(lowered):
        return (lowered, word.translate(_TWINS)) if _TWIN.fullmatch(word[:LONGEST]) else (lowered,)
    parses = _analyzer().parse(lowered)
    surnames = [parse for parse in parses if "Surn" in parse.tag]
    forms = (fold(parse.normal_form) for parse in [*surnames, *parses])
    return tuple(dict.fromkeys(forms))[:_MOST]


def word_lemmas(text: str, word: Word) -> tuple[str, ...]:
    return find_lemmas(text[word.start : word.end])


def build_lemmas(*texts: str) -> str:
    """What is indexed of these texts: each one's words in a row, by their first lemma; then, apart, all others."""
    others: dict[str, None] = {}
    rows = [list(_row(text, others)) for text in texts]
    parts = [*(row for row in rows if row), *([other] for other in others)]
    return f" {FILLER} {FILLER} ".join(" ".join(part) for part in parts)


def build_forms(*texts: str) -> str:
    """Each word form of these texts once: what a beginning of a word is looked for in."""
    return " ".join(sorted({word_form(text, word) for text in texts for word in words(text)}))


def _row(text: str, others: dict[str, None]) -> Iterator[str]:
    """The first lemmas with their holes; the other lemmas are put into `others`."""
    expected = 0
    for word in words(text):
        yield from [FILLER] * (word.position - expected)
        expected = word.position + 1
        first, *rest = word_lemmas(text, word)
        others.update(dict.fromkeys(rest))
        yield first


def row_of(places: Iterable[tuple[int, str]]) -> list[str]:
    """A phrase's (place, lemma) pairs as they stand in the index."""
    row: list[str] = []
    for place, lemma in places:
        row += [FILLER] * (place - len(row))
        row.append(lemma)
    return row


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")
