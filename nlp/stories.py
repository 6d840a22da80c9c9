"""Near-duplicates: is this text a copy of an earlier one? Values in, values out; the archive does the looking up."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta

from rensa import RMinHash

from nlp.folding import fold

Signature = tuple[int, ...]

PERMUTATIONS = 120
_ROWS = 3  # numbers a band: 40 bands find two texts that share half of their triples with a chance of .995
_HASH_BITS = 48  # of a band's numbers; its place stands above them
_SHINGLE = 3  # words: see `zip` below
_SEED = 2026
_WORD = re.compile(r"\w+")
REPRINT = 0.5  # the least share of one text that stands in the other
WINDOW = timedelta(days=10)  # what is told again later is another story


def signature(text: str) -> Signature:
    """The MinHash of the text's word triples: as many numbers below 2³² as `PERMUTATIONS`; empty without words."""
    shingles = _shingles(text)
    if not shingles:
        return ()
    hashed = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    hashed.update(sorted(shingles))
    return tuple(hashed.digest())


def bands(signature: Signature) -> tuple[int, ...]:
    """Numbers below 2⁵⁵, to be stored and looked up: texts that share one are worth comparing."""
    return tuple(
        place << _HASH_BITS | _short(signature[place : place + _ROWS])
        for place in range(0, len(signature), _ROWS)
    )


def verbatim_share(text: str, first_text: str) -> float:
    """Which share of the first text's word triples stands in `text`, 0…1."""
    first = _shingles(first_text)
    return len(first & _shingles(text)) / len(first) if first else 0.0


def is_same_story(text: str, first_text: str) -> bool:
    """Is one a copy of the other, shortened or with a new title, lead and end?"""
    return max(verbatim_share(text, first_text), verbatim_share(first_text, text)) >= REPRINT


def _shingles(text: str) -> set[str]:
    words = _WORD.findall(fold(text))
    if len(words) < _SHINGLE:
        return {" ".join(words)} if words else set()
    return set(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


def _short(numbers: Sequence[int]) -> int:
    packed = b"".join(number.to_bytes(8, "little") for number in numbers)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=_HASH_BITS // 8).digest())
