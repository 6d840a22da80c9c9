"""How near an extracted text is to its reference: F1 over word counts, the order left aside."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def count_words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def token_scores(text: str, reference: str) -> tuple[float, float, float]:
    """F1, precision and recall."""
    found, wanted = count_words(text), count_words(reference)
    common = (found & wanted).total()
    if not common:
        return 0.0, 0.0, 0.0
    return 2 * common / (found.total() + wanted.total()), common / found.total(), common / wanted.total()


def token_f1(text: str, reference: str) -> float:
    return token_scores(text, reference)[0]


def coverage(page: str, reference: str) -> float:
    """The share of the reference's words that are on the page."""
    wanted = count_words(reference)
    return (wanted & count_words(page)).total() / max(wanted.total(), 1)
