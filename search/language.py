"""The language of a query's text, read once for both engines. Whatever is typed has a meaning; nothing is refused.

охрана труда            all words, each in any form        "охрана труда"     in a row
-зарплата -"МРОТ вырос" without                            забастов*          words that begin so
оклад ИЛИ (ставка И час)    OR, AND, И, ИЛИ in capitals; as in arithmetic, «and» binds closer than «or»
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from search.terms import (
    MOST_TERMS,
    MOST_WORDS,
    Beginning,
    Wanted,
    all_of,
    any_of,
    find_phrase,
    find_words,
)
from search.words import clean, comparable

_DEEPEST = 6  # brackets within brackets; engines limit it, and deeper ones mean nothing

# A sign has its meaning only where it is typed as one: «COVID-19» is without no word, «И» in a name in capitals is
# between words anyway. Printed quotes are a part of names, so they mark a phrase only after a minus or around all.
_SIGNS = re.compile(
    r"""
      (?P<minus> (?<![^\s("«]) [-−]+ )?
      (?: "(?P<phrase>[^"]*)"
        | (?P<open>\()
        | (?P<close>\))
        | (?<!\w) (?P<beginning>[^\W_]{3,}) \* (?![\w*])
        | (?(minus) [«„“](?P<name>[^«»„“”]*)[»“”] | (?!))
        | (?(minus) (?P<word>\w[^\s()"]*) | (?!))
      )
    | (?<![^\s()"]) (?: (?P<or>OR|ИЛИ) | AND | И ) (?![^\s()"])
    """,
    re.VERBOSE,
)
_NAME_ALONE = re.compile(r"\s*[«„“]([^«»„“”]*)[»“”]\s*")


class Sign(NamedTuple):
    """`kind` is words, phrase, beginning, open, close, or, and; `minus` says that it must not be found."""

    kind: str
    text: str = ""
    minus: bool = False


@dataclass
class _Group:
    """What stands between brackets, read so far."""

    minus: bool = False
    choices: list[Wanted] = field(default_factory=list)
    parts: list[Wanted] = field(default_factory=list)
    without: list[Wanted] = field(default_factory=list)

    def add(self, wanted: Wanted | None, *, minus: bool = False) -> None:
        if wanted:
            (self.without if minus else self.parts).append(wanted)

    def end_choice(self) -> None:
        if choice := all_of(self.parts, self.without):
            self.choices.append(choice)
        self.parts, self.without = [], []


@lru_cache(maxsize=64)
def read_query(text: str) -> Wanted | None:
    """What the text asks for; None where it has no word to look for."""
    groups, ignored, room = [_Group()], 0, MOST_TERMS
    for sign in islice(find_signs(text), MOST_WORDS):
        match sign.kind:
            case "open" if len(groups) <= _DEEPEST and not ignored:
                groups.append(_Group(minus=sign.minus))
            case "open":
                ignored += 1
            case "close" if ignored:
                ignored -= 1
            case "close" if len(groups) > 1:
                _close(groups)
            case "or":
                groups[-1].end_choice()
            case _:
                found = _read(sign)[:room]
                room -= len(found)
                groups[-1].add(all_of(found), minus=sign.minus)
    while len(groups) > 1:
        _close(groups)
    groups[0].end_choice()
    return any_of(groups[0].choices)


def find_signs(text: str) -> Iterator[Sign]:
    """The signs of the language, and the text in between as `words`."""
    cleaned = clean(text)
    if alone := _NAME_ALONE.fullmatch(cleaned):
        yield Sign("phrase", alone[1])
        return
    end = 0
    for match in _SIGNS.finditer(cleaned):
        if between := cleaned[end : match.start()].strip():
            yield Sign("words", between)
        end = match.end()
        yield _sign(match)
    yield Sign("words", cleaned[end:])


def is_plain(text: str) -> bool:
    """Words and phrases that must all be found, and nothing else."""
    return all(sign.kind in ("words", "phrase") and not sign.minus for sign in find_signs(text))


def _sign(match: re.Match[str]) -> Sign:
    minus = match["minus"] is not None
    if match["phrase"] is not None or match["name"] is not None:
        return Sign("phrase", match["phrase"] or match["name"] or "", minus)
    if match["word"] is not None:
        return Sign("words", match["word"], minus)
    kind = match.lastgroup if match.lastgroup in ("beginning", "open", "close", "or") else "and"
    return Sign(kind, match["beginning"] or "", minus)


def _read(sign: Sign) -> list[Wanted]:
    if sign.kind == "phrase":
        phrase = find_phrase(sign.text)
        return [phrase] if phrase else []
    if sign.kind == "beginning":
        return [Beginning(comparable(sign.text))]
    return list(dict.fromkeys(find_words(sign.text)))


def _close(groups: list[_Group]) -> None:
    group = groups.pop()
    group.end_choice()
    groups[-1].add(any_of(group.choices), minus=group.minus)
