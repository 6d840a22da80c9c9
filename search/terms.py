"""What to look for in a text: a word, a phrase, a beginning of a word; and how several of them are joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from search.lemmas import row_of, word_lemmas
from search.synonyms import find_synonyms
from search.words import Word, words

# An article pasted as a query is found by its first words; engines limit the terms of one request.
MOST_TERMS = 100
MOST_WORDS = 3 * MOST_TERMS


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
class Beginning:
    """Any word whose form begins with these letters."""

    letters: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these suffices."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of `parts`, and none of `without`. Without parts: whatever has none of those."""

    parts: tuple[Wanted, ...] = ()
    without: tuple[Wanted, ...] = ()


Wanted = Term | Beginning | AnyOf | AllOf


def find_phrase(text: str) -> Term | None:
    """All words of the text, one after another; None where it has none."""
    found = list(islice(words(text), MOST_WORDS))
    return _term(text, found) if found else None


def find_words(text: str) -> Iterator[Wanted]:
    """Each word, or a choice where words make a form of a group of synonyms together."""
    singles = [_term(text, [word]) for word in islice(words(text), MOST_WORDS)]
    while singles:
        count, others = find_synonyms([term.lemmas[0] for term in singles])
        typed, singles = tuple(singles[: count or 1]), singles[count or 1 :]
        if others:
            yield AnyOf((_together(typed), *(_term(form, list(words(form))) for form in others)))
        else:
            yield typed[0]


def all_of(parts: Iterable[Wanted], without: Iterable[Wanted] = ()) -> Wanted | None:
    """Each once, and what is joined within joined here; None where nothing is wanted."""
    wanted: dict[Wanted, None] = {}
    unwanted = dict.fromkeys(without)
    for part in parts:
        inner = part if isinstance(part, AllOf) else AllOf((part,))
        wanted.update(dict.fromkeys(inner.parts))
        unwanted.update(dict.fromkeys(inner.without))
    if len(wanted) == 1 and not unwanted:
        return next(iter(wanted))
    return AllOf(tuple(wanted), tuple(unwanted)) if wanted or unwanted else None


def any_of(parts: Iterable[Wanted]) -> Wanted | None:
    choices: dict[Wanted, None] = {}
    for part in parts:
        choices.update(dict.fromkeys(part.parts if isinstance(part, AnyOf) else (part,)))
    if len(choices) == 1:
        return next(iter(choices))
    return AnyOf(tuple(choices)) if choices else None


def list_terms(wanted: Wanted | None) -> tuple[Term | Beginning, ...]:
    """All that may have been found, to be marked in a text."""
    if isinstance(wanted, AnyOf | AllOf):
        return tuple(term for part in wanted.parts for term in list_terms(part))
    return (wanted,) if wanted else ()


def _together(terms: tuple[Term, ...]) -> Wanted:
    return terms[0] if len(terms) == 1 else AllOf(terms)


def _term(text: str, found: list[Word]) -> Term:
    first = found[0]
    return Term(
        text[first.start : found[-1].end],
        tuple((word.position - first.position, word.stem) for word in found),
        tuple(word_lemmas(text, word) for word in found),
    )
