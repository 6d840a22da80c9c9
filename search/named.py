"""Finds the unions and people that a query names, in any case form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from records.registry import Registry
from search.lemmas import word_lemmas
from search.words import clean, comparable, words

_PATRONYMIC = re.compile(
    "(?:ович|евич|ьич|овна|евна|ична)(?:а|у|ем|ом|е|ы|ой)?$|(?:овн|евн|ичн)(?:ы|е|у|ой)$"
)
_BEGINNING = 3  # letters that no case form changes


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a name or of a query: its stem, its dictionary forms, and where it stands."""

    stem: str
    lemmas: frozenset[str]
    start: int
    end: int
    form: str

    def means(self, other: Part) -> bool:
        return self.stem == other.stem or not self.lemmas.isdisjoint(other.lemmas)


@dataclass(frozen=True, slots=True)
class Named:
    """`start` and `end` count in the cleaned text; `id` is a union's id or a person's name."""

    id: str
    start: int
    end: int


def split_parts(text: str) -> Sequence[Part]:
    """`text` is cleaned."""
    return [
        Part(
            word.stem,
            frozenset(word_lemmas(text, word)),
            word.start,
            word.end,
            comparable(text[word.start : word.end]),
        )
        for word in words(text)
    ]


def find_unions(typed: Sequence[Part], registry: Registry) -> Sequence[Named]:
    """The unions of which a whole name stands there; of names within one another the longest."""
    beginnings = {part.form[:_BEGINNING] for part in typed}
    found: set[Named] = set()
    for union in registry.unions.values():
        for name in () if union.kind == "distractor" else (union.name, union.short, *union.aliases):
            if comparable(name.lstrip("«\"'"))[:_BEGINNING] in beginnings:
                found.update(_occurrences(union.id, split_parts(clean(name)), typed))
    return sorted(_longest(found), key=lambda one: (one.start, one.id))


def find_people(typed: Sequence[Part], names: Iterable[str]) -> Iterator[Named]:
    """Those of `names` whose surname stands there, in their order; their other words are taken with it."""
    beginnings = {part.form[:_BEGINNING] for part in typed}
    for name in names:
        surname = name.rpartition(" ")[2]
        if comparable(surname)[:_BEGINNING] in beginnings:
            yield from _person(name, typed)


def _person(name: str, typed: Sequence[Part]) -> Iterator[Named]:
    parts = split_parts(clean(name))
    for place, word in enumerate(typed):
        if not parts or not word.means(parts[-1]):
            continue
        first = last = place
        while first > 0 and _belongs(typed[first - 1], parts[:-1]):
            first -= 1
        while last + 1 < len(typed) and _belongs(typed[last + 1], parts[:-1]):
            last += 1
        yield Named(name, typed[first].start, typed[last].end)
        return


def _belongs(word: Part, others: Sequence[Part]) -> bool:
    """A given name of this person, or a patronymic."""
    return any(word.means(other) for other in others) or bool(_PATRONYMIC.search(word.form))


def _occurrences(union: str, name: Sequence[Part], typed: Sequence[Part]) -> Iterator[Named]:
    for place in range(len(typed) - len(name) + 1) if name else ():
        window = typed[place : place + len(name)]
        if all(word.means(part) for word, part in zip(window, name, strict=True)):
            yield Named(union, window[0].start, window[-1].end)


def _longest(found: Iterable[Named]) -> Iterator[Named]:
    """Without those that lie within a longer one."""
    spans = [(one.start, one.end) for one in found]
    for one in found:
        length = one.end - one.start
        if not any(start <= one.start and one.end <= end and length < end - start for start, end in spans):
            yield one
