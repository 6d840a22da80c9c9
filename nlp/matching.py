"""Where names of unions stand in a text: the longest registered form at each place that its surroundings allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.folding import Word, fold
from nlp.forms import case_forms
from nlp.lexicon import Lexicon, load_lexicon
from nlp.names import Name, bare_phrases, is_generic, needs, phrases
from nlp.places import load_places
from nlp.surroundings import is_foreign, is_namesake, is_venue
from nlp.trie import Trie
from records.registry import Registry

_UNION_WORD = re.compile("союз|профком|газет|организаци")
_CONSONANTS = "БВГДЖЗКЛМНПРСТФХЦЧШЩ"
_ENDINGS = {"а": "gent", "у": "datv", "ом": "ablt", "е": "loct"}  # of an abbreviation that is read as a word
_AROUND = 80  # characters in which a quoted common word must meet a word about unions


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Words `first` to `last` (exclusive) of the text, and the unions that they may name."""

    first: int
    last: int
    unions: frozenset[str]
    cases: frozenset[str]
    generic: bool = False
    bare: bool = False

    @property
    def union(self) -> str | None:
        """The one union that such a name means, whatever the text; None where the text must decide."""
        return next(iter(self.unions)) if len(self.unions) == 1 and not self.bare else None


def build_names(registry: Registry) -> Trie[Name]:
    """All forms of all names. Names without a region are added for each territorial union as `bare` ones."""
    trie: Trie[Name] = Trie()
    for union in registry.unions.values():
        for phrase in phrases(union):
            _add(
                trie,
                phrase,
                Name(
                    union.id,
                    frozenset(),
                    generic=union.kind != "territorial" and is_generic(phrase),
                    needs=needs(phrase),
                ),
            )
        if union.kind != "territorial":
            continue
        for code in union.regions:
            for phrase in bare_phrases(load_places()[code]) if code in load_places() else ():
                _add(trie, phrase, Name(union.id, frozenset(), bare=True))
    return trie


def find_matches(text: str, words: Sequence[Word], names: Trie[Name]) -> list[Match]:
    """The longest names, left to right, never overlapping."""
    found: list[Match] = []
    at = 0
    while at < len(words):
        match = _match_at(text, words, at, names)
        if match:
            found.append(match)
        at = match.last if match else at + 1
    return found


def _add(trie: Trie[Name], phrase: str, name: Name) -> None:
    for form, cases in case_forms(phrase).items():
        trie.add(form, replace(name, cases=cases))
    if phrase.isalpha() and phrase.isupper() and phrase[-1] in _CONSONANTS:
        for ending, case in _ENDINGS.items():
            trie.add((fold(phrase) + ending,), replace(name, cases=frozenset({case}), needs="ending"))


def _match_at(text: str, words: Sequence[Word], at: int, names: Trie[Name]) -> Match | None:
    lexicon = load_lexicon()
    for length, candidates in reversed(names.all_at(words, at)):
        last = at + length
        fitting = [name for name in candidates if _is_seen(name, text, words, at, last)]
        # A name that the registry states beats one that only its kind suggests.
        fitting = [name for name in fitting if not name.bare] or fitting
        if fitting and not _is_other(fitting, text, words, at, last, lexicon):
            return Match(
                first=at,
                last=last,
                unions=frozenset(name.union for name in fitting),
                cases=_cases(fitting),
                generic=all(name.generic for name in fitting),
                bare=all(name.bare for name in fitting),
            )
    return None


def _cases(names: Sequence[Name]) -> frozenset[str]:
    return frozenset().union(*(name.cases for name in names))


def _is_seen(name: Name, text: str, words: Sequence[Word], first: int, last: int) -> bool:
    start, end = words[first].start, words[last - 1].end
    if name.needs == "capitals":
        return text[start:end].isupper()
    if name.needs == "ending":  # «СОСОПа», not «СОСОПА»
        stem = text[start:end].rstrip("аеуом")
        return stem.isupper() and len(stem) < end - start
    if name.needs == "quotes":
        around = fold(text[max(0, start - _AROUND) : end + _AROUND])
        return words[first].quoted and text[start].isupper() and bool(_UNION_WORD.search(around))
    return True


def _is_other(
    names: Sequence[Name], text: str, words: Sequence[Word], first: int, last: int, lexicon: Lexicon
) -> bool:
    """Is it a house, another country's union, or one of a like name?"""
    if is_venue(words, first, lexicon) or is_foreign(words, first, last, lexicon):
        return True
    return all(name.generic for name in names) and is_namesake(
        text, words, (first, last), _cases(names), lexicon
    )
