"""Who speaks: the person nearest to the verb that introduces the words, or the last one that «он», «она» means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from nlp.folding import Word, split_words
from nlp.morphology import parses
from nlp.person_names import readings
from nlp.quotation_marks import begins_with_verb
from nlp.speech_words import is_judging_verb, is_opinion_noun, is_telling_verb
from records.annotation import Person

Span = tuple[int, int]
_SIGHT = 240  # characters of the words that introduce a quotation
_BEHIND = re.compile(r"[»”“\"]?[,.!?…]*[»”“\"]?\s*[-–—]\s+(?=[а-яё])")
_CLAUSE_ENDS = re.compile(r"[.!?…;:\n«„]|,\s+[-–—]\s|\s[-–—]\s")

_PRONOUNS = {"он": "masc", "она": "femn"}
_AUTHOR = frozenset(("я", "мы"))
_ITS = {"его": "masc", "ее": "femn"}  # «по её словам»


class Speakers:
    """Knows the persons of one text."""

    def __init__(self, text: str, people: Sequence[Person]) -> None:
        self._text = text
        self._people = people
        self._starts = [person.start for person in people]
        self._by_gender: dict[str, list[Person]] = {"masc": [], "femn": []}
        for person in people:
            for gender in _genders(person.name):
                self._by_gender[gender].append(person)

    def at(self, start: int) -> Person | None:
        """The person whose mention begins there."""
        place = bisect_left(self._starts, start)
        return self._people[place] if place < len(self._starts) and self._starts[place] == start else None

    def introduction(self, span: Span) -> Span | None:
        """The words behind or before a quotation that say who speaks."""
        return self._behind(span) or self._before(span)

    def in_words(self, window: Span) -> Person | None:
        """The speaker that these words name: the person nearest to the verb of speaking, or the one a pronoun means."""
        at = bisect_left(self._starts, window[0])
        persons = self._people[at : bisect_left(self._starts, window[1])]
        words = split_words(self._text[window[0] : window[1]])
        verb = next((word for word in words if _tells(word.form)), None)
        if verb and any(word.form in _AUTHOR for word in words[: words.index(verb) + 3]):
            return None
        place = window[0] + (verb.start if verb else 0)
        wanted = _gender_of_verb(verb.form) if verb else None
        fitting = [person for person in persons if wanted is None or wanted in _genders(person.name)]
        if fitting:
            return min(fitting, key=lambda person: abs(person.start - place))
        gender = _gender_meant(words)
        return self._last(gender, window[0]) if gender else None

    def near(self, span: Span, sentence: Span) -> Person | None:
        """Of some quoted words within a sentence: the last person before them in the same clause."""
        at = bisect_left(self._starts, span[0]) - 1
        person = self._people[at] if at >= 0 else None
        if person is None or person.start < max(sentence[0], span[0] - _SIGHT):
            return None
        between = self._text[person.end : span[0]]
        return None if any(mark in between for mark in ",;:.") else person

    def _last(self, gender: str, before: int) -> Person | None:
        persons = self._by_gender[gender]
        at = bisect_left(persons, before, key=lambda person: person.start) - 1
        return persons[at] if at >= 0 else None

    def _behind(self, span: Span) -> Span | None:
        """«…, — сказал директор Иванов»."""
        dash = _BEHIND.match(self._text, span[1])
        if dash is None or not begins_with_verb(self._text[dash.end() : dash.end() + 60]):
            return None
        limit = min(len(self._text), dash.end() + _SIGHT)
        end = _CLAUSE_ENDS.search(self._text, dash.end(), limit)
        while end and self._is_initial(end.start()):
            end = _CLAUSE_ENDS.search(self._text, end.end(), limit)
        return dash.end(), end.start() if end else limit

    def _is_initial(self, at: int) -> bool:
        """The stop of «П. Иванов» ends no clause."""
        return (
            self._text[at] == "."
            and self._text[at - 1 : at].isupper()
            and not self._text[at - 2 : at - 1].isalpha()
        )

    def _before(self, span: Span) -> Span | None:
        """«Иванов сказал: …»."""
        start = max(0, span[0] - _SIGHT)
        before = self._text[start : span[0]]
        told = re.search(r":[«„“\"\s]*(?:[-–—]\s*)?$", before)
        if told is None:
            return None
        sentence = re.split(r"(?<=[a-zа-яё»][.!?…])\s+|\n", before[: told.start()])[-1]
        return start + told.start() - len(sentence), start + told.start()


def _tells(word: str) -> bool:
    return is_telling_verb(word) or is_judging_verb(word) or is_opinion_noun(word)


def _gender_meant(words: Sequence[Word]) -> str | None:
    for at, word in enumerate(words):
        if gender := _PRONOUNS.get(word.form):
            return gender
        if word.form in _ITS and at + 1 < len(words) and is_opinion_noun(words[at + 1].form):
            return _ITS[word.form]
    return None


def _gender_of_verb(word: str) -> str | None:
    """«Сказала» is of a woman; «говорит» is of either."""
    gender = parses(word)[0].tag.gender
    return str(gender) if gender in ("masc", "femn") else None


@lru_cache(maxsize=20_000)
def _genders(name: str) -> frozenset[str]:
    """Of a name in the nominative; both where nothing tells."""
    found = frozenset(gender for gender, case in readings(tuple(name.split())) if case == "nomn")
    return found or frozenset(("masc", "femn"))
