"""Reads a query's text: the words and phrases to find, and what may stand for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from search.lemmas import row_of, word_lemmas
from search.synonyms import find_synonyms
from search.words import Word, clean, words

# An article pasted as a query is found by its first words; engines limit the clauses of one request.
CLAUSES = 100
_WORDS = 3 * CLAUSES
_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that follow one another: as typed, as (place, stem) of each, and each one's lemmas."""

    text: str
    places: tuple[tuple[int, str], ...]
    lemmas: tuple[tuple[str, ...], ...]

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem for _place, stem in self.places)

    @property
    def lemma_row(self) -> list[str]:
        """What must stand in this order in the field `lemmas`. Several words are sought by their first lemmas."""
        return row_of(
            (place, lemmas[0]) for (place, _stem), lemmas in zip(self.places, self.lemmas, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """Of the alternatives one must be found; of an alternative, all its terms."""

    alternatives: tuple[tuple[Term, ...], ...]


def find_clauses(text: str) -> tuple[Clause, ...]:
    """What must all be found in an article's title or text. Words between straight double quotes must be adjacent,
    and nothing else stands for them; function words count only there, and no other sign has a meaning."""
    found: dict[Clause, None] = {}
    for position, part in enumerate(_QUOTED.split(clean(text))):
        quoted = position % 2 == 1
        found.update(dict.fromkeys(_quoted_clauses(part) if quoted else _plain_clauses(part)))
    return tuple(found)[:CLAUSES]


def list_terms(clauses: Iterable[Clause]) -> tuple[Term, ...]:
    """All that may have been found, to be marked in a text."""
    return tuple(term for clause in clauses for terms in clause.alternatives for term in terms)


def _quoted_clauses(text: str) -> Iterator[Clause]:
    if found := list(words(text)):
        yield Clause(((_term(text, found),),))


def _plain_clauses(text: str) -> Iterator[Clause]:
    """A clause a word; one clause for the words that make a form of a group of synonyms together."""
    singles = [_term(text, [word]) for word in islice(words(text), _WORDS)]
    while singles:
        count, others = find_synonyms([term.lemmas[0] for term in singles])
        typed, singles = tuple(singles[: count or 1]), singles[count or 1 :]
        yield Clause((typed, *((_term(form, list(words(form))),) for form in others)))


def _term(text: str, found: list[Word]) -> Term:
    first = found[0]
    return Term(
        text[first.start : found[-1].end],
        tuple((word.position - first.position, word.stem) for word in found),
        tuple(word_lemmas(text, word) for word in found),
    )
