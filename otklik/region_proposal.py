"""Which region an outlet writes of, by the places that its front page names."""

from __future__ import annotations

from nlp.folding import split_words
from nlp.places import find_regions, load_gazetteer

_FEWEST = 3  # mentions
_LEAD = 2.0  # times as many as the next region has


def propose_region(text: str) -> str | None:
    """The code of the region that is named far more often than any other; None where the page leaves it open."""
    counts = find_regions(split_words(text), load_gazetteer(), text)
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _FEWEST:
        return None
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return None
    return ranked[0][0]
