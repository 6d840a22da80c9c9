"""Forms that mean the same in our field: a short word and the several words it stands for."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from search.lemmas import word_lemmas
from search.words import words

Lemmas = tuple[str, ...]
_FILE = Path(__file__).with_name("synonyms.toml")


def find_synonyms(query: Sequence[Lemmas]) -> tuple[int, tuple[str, ...]]:
    """How many of the query's first words make a form of a group, the longest one counts, and the group's other forms.

    (0, ()) where no group begins so.
    """
    for form, lemmas, others in _forms():
        if _begins(query, lemmas):
            return len(lemmas), tuple(other for other in others if other != form)
    return 0, ()


def _begins(query: Sequence[Lemmas], form: Sequence[Lemmas]) -> bool:
    """One dictionary form in common is enough for a word to be the same."""
    return len(query) >= len(form) and all(
        not set(asked).isdisjoint(word) for asked, word in zip(query, form, strict=False)
    )


@cache
def _forms() -> tuple[tuple[str, tuple[Lemmas, ...], tuple[str, ...]], ...]:
    """(form, its words' lemmas, the whole group), longest forms first."""
    groups: list[list[str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["groups"]
    found = [(form, _lemmas(form), tuple(group)) for group in groups for form in group]
    return tuple(sorted(found, key=lambda one: -len(one[1])))


def _lemmas(form: str) -> tuple[Lemmas, ...]:
    return tuple(word_lemmas(form, word) for word in words(form))
