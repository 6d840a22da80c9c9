"""The full names of a text, and which of them a shorter one abbreviates: «П. Иванов», «Иванову» after «Пётр Иванов»."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.folding import fold
from nlp.person_names import is_initial, is_patronymic, is_surname, matches, possible, readings

Name = tuple[str, ...]
_ALL_READINGS = 12  # two genders in six cases: nothing agrees
_MOST = 40  # full names with one word in common: beyond that a short name says nothing


class FullNames:
    def __init__(self, names: Iterable[Name]) -> None:
        self._names = set(names)
        self._by_word: dict[str, set[Name]] = {}
        for name in self._names:
            for word in name:
                self._by_word.setdefault(fold(word), set()).add(name)

    def of(self, name: Name, written: Name) -> Name:
        """The one full name that this shorter one abbreviates, in whatever case it is `written`; else `name`."""
        if name in self._names and len(name) > 2 and not any(map(is_initial, name)):
            return name
        fitting = {
            other
            for short in (name, *possible(written))
            for other in self._candidates(short)
            if len(other) >= len(short) and matches(short, other)
        }
        # One with initials counts only where nobody of that name is told in full.
        fitting = {other for other in fitting if not any(map(is_initial, other))} or fitting
        longest = max(fitting, key=_fullness, default=name)
        return longest if all(matches(other, longest) for other in fitting) else name

    def joined(self, seen: Iterable[Name]) -> dict[Name, Name]:
        """«Андрей Олегович» and «Зарубин» of a text that names nobody else in such ways are one person."""
        names = set(seen)
        polite = [name for name in names if len(name) == 2 and is_patronymic(name[1])]
        surnames = [name for name in names if len(name) == 1 and is_surname(name[0])]
        if len(polite) != 1 or len(surnames) != 1:
            return {}
        full = (*polite[0], *surnames[0])
        agreed = (
            any(case == "nomn" for _gender, case in readings(full)) and len(readings(full)) < _ALL_READINGS
        )
        return {polite[0]: full, surnames[0]: full} if agreed else {}

    def readings_as(self, written: Name, full: Name) -> frozenset[tuple[str, str]]:
        """The (gender, case) in which the written name is a form of `full`."""
        genders = {gender for gender, case in readings(full) if case == "nomn"}
        return frozenset(reading for reading in readings(written) if reading[0] in genders)

    def _candidates(self, short: Name) -> set[Name]:
        found = [self._by_word.get(fold(word), set()) for word in short if not is_initial(word)]
        least = min(found, key=len, default=set())
        return least if len(least) <= _MOST else set()


def _fullness(name: Name) -> tuple[int, int, Name]:
    return -sum(map(is_initial, name)), len(name), name
