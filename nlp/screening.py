"""Is a text about trade unions at all? A cheap look for their words and names, without any language model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from nlp.folding import fold, split_words
from nlp.forms import case_forms
from nlp.names import needs, phrases
from records.registry import Registry, Union

# The automaton finds these stems anywhere; the pattern then must fit the whole word in which the stem stands.
_STEMS: dict[str, re.Pattern[str]] = {
    stem: re.compile(pattern)
    for stem, pattern in {
        "профсоюз": r"\w*профсоюз\w*",
        "профком": r"профком(а|у|ом|е|ы|ов|ам|ами|ах|итет\w*|овск\w*)?",
        "совпроф": r"\w*совпроф(а|у|ом|е|ы|ов|ам|ами|ах|овск\w*)?",
        "профлидер": r"профлидер\w*",
        "профактив": r"профактив\w*",
        "профорганизаци": r"профорганизаци\w*",
        "профобъединени": r"\w*профобъединени\w*",
        "рескомпроф": r"рескомпроф\w*",
        "профорг": r"профорг(а|у|ом|е|и|ов|ам|ами|ах)?",
        "профактивист": r"профактивист\w*",
        "профессиональн": r"профессиональн\w+",
        "первичк": r"первичк(а|и|е|у|ой|ою|ам|ами|ах)",
        "первичек": r"первичек",
    }.items()
}
_UNION_BEHIND = re.compile(r"\W+союз(а|у|ом|е|ы|ов|ам|ами|ах)?\b")
_VENUE_BEFORE = re.compile(
    r"(дом(а|у|е|ом)?|двор(ец|ца|цу|це|цом)|дк|клуб\w*|площад\w+|культуры|стади\w+|ул\.?|улиц\w+|метро|станци\w+|просп\w*\.?)"
    r"\W{0,3}\s*$"
)
_ADJECTIVE = re.compile(r"профсоюзн(ая|ой|ую|ою)")
_NOUN_BEHIND = re.compile(r"\s+(?!улиц|площад)[а-я]{4}")
_LABOUR = re.compile("председател|работник|завод|предприяти|колдоговор|коллективн|трудов|рабоч|член|проф")
_ACCOUNTS = re.compile("бухгалт|документ|накладн|налог|фнс|счет|врач|приемн")
_AROUND = 200  # characters in which «первичка» must meet a word of labour and none of accounts


@dataclass(frozen=True, slots=True)
class Screen:
    """Built by `build_screen`. `words` are folded; those in `capitals` count only when written in capitals."""

    automaton: BytesAhoCorasick
    words: tuple[str, ...]
    capitals: frozenset[str]

    @property
    def stems(self) -> Mapping[str, str]:
        """The words that may stand inside longer ones, each with how the next word must begin; "" where any may."""
        return {stem: "союз" if stem == "профессиональн" else "" for stem in _STEMS}

    @property
    def names(self) -> frozenset[str]:
        """The words, and phrases, that count only when they stand alone."""
        return frozenset(self.words) - _STEMS.keys()

    def matches(self, text: str) -> bool:
        return self.find(text) is not None

    def find(self, text: str) -> str | None:
        """The first word that shows a trade union, as it stands in the text, or None."""
        folded = fold(text)
        encoded = folded.encode("utf-8", "replace")
        for index, first, last in self.automaton.find_matches_as_indexes(encoded, overlapping=True):
            start = len(encoded[:first].decode())
            end = start + len(encoded[first:last].decode())
            if span := self._word_at(text, folded, self.words[index], (start, end)):
                return text[slice(*span)]
        return None

    def _word_at(self, text: str, folded: str, word: str, hit: tuple[int, int]) -> tuple[int, int] | None:
        start, end = _whole_word(folded, *hit)
        if pattern := _STEMS.get(word):
            fits = pattern.fullmatch(folded[start:end]) and _is_of_unions(text, folded, word, (start, end))
            return (start, end) if fits else None
        if (start, end) != hit or (word in self.capitals and not text[start:end].isupper()):
            return None
        return start, end


_built: dict[int, tuple[Registry, Screen]] = {}


def build_screen(registry: Registry) -> Screen:
    """The screen of this registry, built once a process."""
    known = _built.get(id(registry))
    if known is None or known[0] is not registry:
        known = _built[id(registry)] = (registry, _build(registry))
    return known[1]


def _build(registry: Registry) -> Screen:
    words = set(_STEMS)
    capitals: set[str] = set()
    for union in (one for one in registry.unions.values() if one.kind != "distractor"):
        for phrase in _telling_phrases(union):
            forms = {" ".join(form) for form in case_forms(phrase)}
            words |= forms
            if needs(phrase) == "capitals":
                capitals |= forms
    ordered = tuple(sorted(words))
    automaton = BytesAhoCorasick([word.encode() for word in ordered], matchkind=MatchKind.Standard)
    return Screen(automaton, ordered, frozenset(capitals - _STEMS.keys()))


def _telling_phrases(union: Union) -> set[str]:
    """Names that no stem already finds, and that mean nothing else: «ФНПР», «Роспрофжел», «Торговое единство»."""
    stated = {union.short, *union.aliases} if union.kind != "territorial" else phrases(union)
    return {
        phrase
        for phrase in stated
        if phrase
        and not any(stem in fold(phrase) for stem in _STEMS)
        and needs(phrase) != "quotes"
        and (len(split_words(phrase)) > 1 or len(phrase) > 2)
    }


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(r"\w")


def _whole_word(folded: str, start: int, end: int) -> tuple[int, int]:
    letter = _letters()
    while start and letter.match(folded, start - 1):
        start -= 1
    while end < len(folded) and letter.match(folded, end):
        end += 1
    return start, end


def _is_of_unions(text: str, folded: str, word: str, span: tuple[int, int]) -> bool:
    """Not a house, a street or a document, as far as the words beside it tell."""
    start, end = span
    before = folded[max(0, start - 20) : start].rstrip(" «\"'")
    if word == "профессиональн":
        return bool(_UNION_BEHIND.match(folded, end))
    if word.startswith("первич"):
        around = folded[max(0, start - _AROUND) : start] + folded[end : end + _AROUND]
        return bool(_LABOUR.search(around)) and not _ACCOUNTS.search(around)
    if word != "профсоюз":
        return True
    if _VENUE_BEFORE.search(before + " "):
        return False
    is_street = _ADJECTIVE.fullmatch(folded[start:end]) and text[start].isupper()
    return not (is_street and not _NOUN_BEHIND.match(folded, end))
