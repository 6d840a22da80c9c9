"""Finds in a text the words that a query asked for. One finder serves both engines, so both show the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from search.lemmas import word_lemmas
from search.terms import Beginning, Term
from search.words import Word, word_form, words

LENGTH = 240  # characters of a fragment: two lines of a result list
_BEFORE = 60  # at most so many of them stand before the first word found
Spans = tuple[tuple[int, int], ...]


def highlight(text: str, terms: Sequence[Term | Beginning]) -> Spans:
    return tuple((word.start, word.end) for word in _matches(text, terms))


def find_fragment(text: str, terms: Sequence[Term | Beginning]) -> tuple[str, Spans]:
    """The piece in which most of the words stand, the first of several; the beginning where none does."""
    matches = _matches(text, terms)
    first = _densest(matches)
    start = _beginning(text, matches[first].start) if matches else 0
    end = _ending(text, start)
    inside = [
        (word.start - start, word.end - start) for word in matches if start <= word.start and word.end <= end
    ]
    return text[start:end].replace("\n", " "), tuple(inside)


def _matches(text: str, terms: Sequence[Term | Beginning]) -> list[Word]:
    whole = [term for term in terms if isinstance(term, Term)]
    beginnings = tuple(term.letters for term in terms if isinstance(term, Beginning))
    stems = {stem for term in whole for stem in term.stems}
    lemmas = {lemma for term in whole for forms in term.lemmas for lemma in forms}
    # Looking each word of a text up takes long: one that begins otherwise is a form of another word nearly always,
    # but for an abbreviation in Latin look-alikes.
    letters = {lemma[0] for lemma in lemmas}
    return [
        word
        for word in (words(text) if terms else ())
        if word.stem in stems
        or word_form(text, word).startswith(beginnings)
        or (
            (word.stem[0] in letters or word.stem.isascii())
            and not lemmas.isdisjoint(word_lemmas(text, word))
        )
    ]


def _densest(matches: Sequence[Word]) -> int:
    """The match from which a fragment's length holds the most different words."""
    starts = [word.start for word in matches]
    best, most = 0, 0
    for number, word in enumerate(matches):
        reach = bisect_right(starts, word.start + LENGTH - _BEFORE - 1)
        different = len({other.stem for other in matches[number:reach]})
        if different > most:
            best, most = number, different
    return best


def _beginning(text: str, match: int) -> int:
    """The beginning of the match's sentence or line if it is near, else of a word shortly before."""
    earliest = max(0, match - _BEFORE)
    if not earliest:
        return 0
    ends = (text.rfind(sign, earliest, match) + len(sign) for sign in ("\n", ". ", "! ", "? "))
    if (nearest := max(ends)) > earliest:
        return nearest
    space = text.find(" ", earliest, match)
    return space + 1 if space >= 0 else match


def _ending(text: str, start: int) -> int:
    if len(text) <= start + LENGTH:
        return len(text)
    space = text.rfind(" ", start + LENGTH // 2, start + LENGTH + 1)
    return space if space > 0 else start + LENGTH
