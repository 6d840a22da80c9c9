"""What a tone model may see of a sentence by meaning: navec vectors of the words around the target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from nlp.ner import load_navec
from nlp.tone_features import Word, kind_of
from nlp.tone_model import Floats

_SIZE = 300
_CLOSE, _NEAR = 3, 8  # words to each side
_CONTENT = ("NOUN", "VERB", "ADJ", "ADV")


def tone_vector(words: Sequence[Word], first: int, last: int) -> Floats:
    """Means of the vectors left and right of words[first:last], near and farther, of itself, of the nearest verbs,
    and of all content words of the sentence: 8 × 300 numbers."""
    texts = [word.text for word in words]
    kinds = [kind_of(text) for text in texts]
    left = [at for at in range(first - 1, -1, -1) if kinds[at] != "PUNCT"]
    right = [at for at in range(last, len(texts)) if kinds[at] != "PUNCT"]
    places: tuple[Iterable[int], ...] = (
        left[:_CLOSE],
        right[:_CLOSE],
        left[:_NEAR],
        right[:_NEAR],
        range(first, last),
        [at for at in left if kinds[at] == "VERB"][:1],
        [at for at in right if kinds[at] == "VERB"][:1],
        [at for at, kind in enumerate(kinds) if kind in _CONTENT],
    )
    return np.concatenate([_mean([texts[at] for at in chosen]) for chosen in places])


def _mean(texts: Sequence[str]) -> Floats:
    if not texts:
        return np.zeros(_SIZE, dtype=np.float32)
    mean: Floats = np.mean([_vector(text.lower()) for text in texts], axis=0, dtype=np.float32)
    return mean


@lru_cache(maxsize=20_000)
def _vector(text: str) -> Floats:
    found: Floats | None = load_navec().get(text)
    return np.zeros(_SIZE, dtype=np.float32) if found is None else found
