"""Near-duplicates: is this text a copy of an earlier one? Values in, values out; the archive does the looking up."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta

from rensa import RMinHash

from nlp.folding import fold

Shingles = frozenset[str]  # what two texts are compared by: all runs of three words
Signature = tuple[int, ...]

PERMUTATIONS = 120
_ROWS = 3  # numbers a band: 40 bands find two texts that share half of their triples with a chance of .995
_HASH_BITS = 48  # of a band's numbers; its place stands above them
_SHINGLE = 3  # words: see `zip` below
_SEED = 2026
_WORD = re.compile(r"\w+")
REPRINT = 0.5  # the least share of one text that stands in the other
WINDOW = timedelta(days=10)  # what is told again later is another story


def shingles(text: str) -> Shingles:
    """The text's word triples; one shorter text as a whole, none without words."""
    words = _WORD.findall(fold(text))
    if len(words) < _SHINGLE:
        return frozenset({" ".join(words)} if words else ())
    return frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


def signature(shingles: Shingles) -> Signature:
    """Their MinHash: as many numbers below 2³² as `PERMUTATIONS`; empty for a text without words."""
    if not shingles:
        return ()
    hashed = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    hashed.update(shingles)
    return tuple(hashed.digest())


def bands(signature: Signature) -> tuple[int, ...]:
    """Numbers below 2⁵⁵, to be stored and looked up: texts that share one are worth comparing."""
    return tuple(
        place << _HASH_BITS | _short(signature[place : place + _ROWS])
        for place in range(0, len(signature), _ROWS)
    )


def verbatim_share(text: Shingles, first_text: Shingles) -> float:
    """Which share of the first text's word triples stands in `text`, 0…1."""
    return len(first_text & text) / len(first_text) if first_text else 0.0


def is_same_story(text: Shingles, other: Shingles) -> bool:
    """Is one a copy of the other, shortened or with a new title, lead and end?"""
    shorter = min(len(text), len(other))
    return shorter > 0 and len(text & other) / shorter >= REPRINT


def _short(numbers: Sequence[int]) -> int:
    packed = b"".join(number.to_bytes(8, "little") for number in numbers)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=_HASH_BITS // 8).digest())
