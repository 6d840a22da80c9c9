"""Writes nlp/models/word_rarity.npz: how rare the words of Russian news are, from the counts that navec comes with.

    python -m nlp.training.rarity

navec_news_v1_1B_250K_300d_100q (MIT, inside the natasha wheel) counts the 250,000 commonest forms of a corpus of news
of 1.2 billion tokens. The table holds numbers alone: the hash of each stem that is not among the rarest, and ten times
its rarity.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np

from nlp.folding import fold
from nlp.ner import load_navec
from nlp.story_words import MOST_RARE, number, stem

_ARTICLE = 300  # words: how often a word stands in the news says so in how many articles it stands
_FILE = Path(__file__).parents[1] / "models" / "word_rarity.npz"


def count_stems() -> Counter[str]:
    vocabulary = load_navec().vocab
    counts: Counter[str] = Counter()
    for word, count in zip(vocabulary.words, vocabulary.counts, strict=False):
        counts[stem(fold(word))] += int(count)
    return counts


def rarities(counts: Counter[str]) -> dict[int, float]:
    """By the stem's number; of two stems with one number, the commoner one's."""
    total = counts.total()
    found: dict[int, float] = {}
    for word, count in counts.items():
        rare = -math.log(max(-math.expm1(-_ARTICLE * count / total), 1e-9))
        if rare < MOST_RARE:
            found[number(word)] = min(rare, found.get(number(word), MOST_RARE))
    return found


def main() -> None:
    found = sorted(rarities(count_stems()).items())
    stems = np.array([root for root, _rare in found], np.uint32)
    tenths = np.array([round(10 * rare) for _root, rare in found], np.uint8)
    np.savez_compressed(_FILE, stems=stems, tenths=tenths)
    print(f"{len(found)} stems, {_FILE.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
