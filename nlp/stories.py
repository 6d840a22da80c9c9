"""Copies: does this text repeat an earlier one? Values in, values out; the archive does the looking up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nlp.story_words import COMMON, Numbers, Weights, Words, rarity

WINDOW = timedelta(days=10)  # what is told again later is another story
REPRINT = 0.5  # the least share of the shorter text's triples that stands in the other
SOON = timedelta(
    days=3
)  # what takes half of a text later, or of its own outlet's text, is a follow-up or a frame:
REPEATED = 0.8  # only nearly the whole is a copy then
_FACTS = 0.5  # of the figures and rare names of the one with fewer: a frame filled anew has others
_FEW_FACTS = 3
_FEW_TRIPLES = 12  # in so short a text half is soon reached

PERMUTATIONS = 72
_RUN = 3  # words
_ROWS = 3  # numbers a band: 24 bands find two texts that share half of all their triples with a chance of .96
_BAND = np.uint64(1) << np.uint64(62)  # keys above are bands, below are terms
_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)  # odd, near 2⁶⁴ / the golden ratio
_AT_ONCE = 4_096
_LEAD = 60  # words
_TERMS = 20  # the rarest and most repeated words of a text, by which those on the same event are found
_RARE = 3.0

_Keys = NDArray[np.uint64]
_random = np.random.default_rng(2026)
_FACTORS = (_random.integers(0, 2**31, PERMUTATIONS, dtype=np.uint64) * 2 + 1).astype(np.uint32)[:, None]
_SHIFTS = _random.integers(0, 2**32, PERMUTATIONS, dtype=np.uint64).astype(np.uint32)[:, None]


@dataclass(frozen=True, eq=False)
class Print:
    """What is compared of an article: a few kilobytes. All numbers are sorted, each there once.

    `triples` are the runs of three words, `facts` the figures and rare names, `stems` the words of title and text
    with their `counts`, `title` and `lead` (with the title) those of these parts.
    """

    triples: Numbers
    facts: Numbers
    stems: Numbers
    counts: NDArray[np.int64]
    title: Numbers
    lead: Numbers

    @cached_property
    def title_weights(self) -> Weights:
        """How much of what the title tells each of its words tells, together 1."""
        return _weights(self.title)

    @cached_property
    def lead_weights(self) -> Weights:
        """The same of the lead."""
        return _weights(self.lead)


def read_print(title: str, text: str) -> Print:
    head, body = Words(title), Words(text)
    stems, counts = np.unique(np.concatenate([head.stems, body.stems]), return_counts=True)
    return Print(
        triples=_triples(body.forms),
        facts=body.facts,
        stems=stems,
        counts=counts,
        title=np.unique(head.stems),
        lead=np.unique(np.concatenate([head.stems, body.stems[:_LEAD]])),
    )


def signature(triples: Numbers) -> Numbers:
    """Their MinHash: `PERMUTATIONS` numbers; empty for a text without words."""
    if not len(triples):
        return triples
    parts = [
        (_FACTORS * triples[start : start + _AT_ONCE] + _SHIFTS).min(axis=1)
        for start in range(0, len(triples), _AT_ONCE)
    ]
    smallest: Numbers = np.minimum.reduce(parts)
    return smallest


def bands(signature: Numbers) -> list[int]:
    """Numbers of 2⁶² and above, to be stored and looked up: texts that share one are worth comparing."""
    rows = signature.astype(np.uint64).reshape(-1, _ROWS)
    mixed = np.arange(len(rows), dtype=np.uint64)
    for column in range(_ROWS):
        mixed = (mixed ^ rows[:, column]) * _SPREAD
        mixed ^= mixed >> np.uint64(29)
    keys: list[int] = ((mixed >> np.uint64(2)) | _BAND).tolist()
    return keys


def terms(print_: Print) -> list[int]:
    """Numbers below 2³¹, to be stored and looked up: the words that tell most of what the text is about."""
    rare = rarity(print_.stems)
    score = rare * (1 + np.log(print_.counts)) * (rare > _RARE)
    best = np.lexsort((print_.stems, -score))[:_TERMS]
    return [int(stem) for stem in print_.stems[best[score[best] > 0]]]


def common(one: Numbers, other: Numbers) -> int:
    """How many numbers stand in both."""
    return int(np.count_nonzero(contains(other, one)))


def contains(numbers: Numbers, those: Numbers) -> NDArray[np.bool_]:
    """For each of `those`: is it among `numbers`?"""
    if not len(numbers):
        return np.zeros(len(those), np.bool_)
    found: NDArray[np.bool_] = numbers.take(numbers.searchsorted(those), mode="clip") == those
    return found


def verbatim_share(text: Print, source: Print) -> float:
    """Which share of the text's word triples stands in the source, 0…1."""
    return common(text.triples, source.triples) / len(text.triples) if len(text.triples) else 0.0


def is_copy(text: Print, other: Print, apart: timedelta, *, same_outlet: bool) -> bool:
    """Is one a copy of the other, shortened or with a new title, lead and end?"""
    shorter = min(len(text.triples), len(other.triples))
    is_strict = same_outlet or apart > SOON or shorter < _FEW_TRIPLES
    if not shorter or common(text.triples, other.triples) < shorter * (REPEATED if is_strict else REPRINT):
        return False
    fewer = min(len(text.facts), len(other.facts))
    return fewer < _FEW_FACTS or common(text.facts, other.facts) >= fewer * _FACTS


def _triples(forms: Numbers) -> Numbers:
    """One shorter text is one run as a whole."""
    words = forms.astype(np.uint64)
    if len(words) < _RUN:
        return np.unique((words.sum(keepdims=True) * _SPREAD >> np.uint64(32)).astype(np.uint32))[
            : len(words)
        ]
    mixed = (words[:-2] * _SPREAD ^ words[1:-1]) * _SPREAD ^ words[2:]
    return np.unique((mixed * _SPREAD >> np.uint64(32)).astype(np.uint32))


def _weights(stems: Numbers) -> Weights:
    weights: Weights = np.maximum(rarity(stems) - np.float32(COMMON), 0)
    weights /= max(weights.sum(), np.float32(1))
    return weights
