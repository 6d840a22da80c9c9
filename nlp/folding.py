"""Text as names are compared in: lower case, ё as е, Latin look-alikes as Cyrillic, cut into words with offsets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Only some of these look alike in lower case too, but both the register and the text are folded the same way.
_LOOK_ALIKES = tuple(zip("ёabcehkmoptxy", "еавсенкмортху", strict=True))
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_QUOTES = frozenset("«»„“”‟\"'‘’‚‹›`´")
_DASHES = frozenset("-‐‑‒–—―−")
# A word may be broken by an invisible sign or by a hyphen at the end of a line; accents may stand apart.
_LETTERS = r"[\w\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]"
_WORD = re.compile(rf"{_LETTERS}+(?:[-\u2010]\r?\n(?=[а-яё]){_LETTERS}+)?|[^\w\s]")
_BROKEN = re.compile("[-\u2010]\r?\n")


class Word(NamedTuple):
    """`form` is folded; `start` and `end` count in the unfolded text; `quoted` says a quote mark stands before it."""

    form: str
    start: int
    end: int
    quoted: bool = False


def fold(text: str) -> str:
    """The text in comparable letters, of the same length, so that offsets hold."""
    # İ is the one letter whose lower case has two characters.
    folded = text.replace("İ", "I").lower()
    for letter, comparable in _LOOK_ALIKES:  # much faster than str.translate, as most of them are absent
        folded = folded.replace(letter, comparable)
    return folded


def split_words(text: str) -> list[Word]:
    """Words and single signs of the text; quote marks are left out, every dash is `-`."""
    folded = fold(text)
    found: list[Word] = []
    quoted = False
    for match in _WORD.finditer(folded):
        form = match.group()
        if form in _QUOTES:
            quoted = True
            continue
        if not form.isalnum():
            form = _clean(form)
            if not form:
                continue
        found.append(Word(form, match.start(), match.end(), quoted))
        quoted = False
    return found


@lru_cache(maxsize=10_000)
def _clean(form: str) -> str:
    if form in _DASHES:
        return "-"
    joined = _BROKEN.sub("", _INVISIBLE.sub("", form))
    return fold(unicodedata.normalize("NFC", joined))
