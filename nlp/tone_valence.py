"""How good or bad a word sounds: a direction in navec's space, fitted to AFINN-ru (MIT), so that any word has it."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlp.morphology import lemma
from nlp.ner import load_navec

Floats = npt.NDArray[np.float32]
PATH = Path(__file__).parent / "models" / "tone_valence.npz"
SIZE = 300  # numbers of a vector


@lru_cache(maxsize=50_000)
def vector_of(word: str) -> Floats:
    """Of a lower-case word, else of its form with е for ё, else of its lemma; zeros where navec has none."""
    navec = load_navec()
    for form in (word, word.replace("ё", "е"), lemma(word)):
        found: Floats | None = navec.get(form)
        if found is not None:
            return found.astype(np.float32)
    return np.zeros(SIZE, dtype=np.float32)


@lru_cache(maxsize=100_000)
def valence_of(word: str) -> float:
    """About −4…4 for a lower-case word, 0 where nothing is known of it."""
    vector = vector_of(word)
    length = float(np.linalg.norm(vector))
    direction, shift = load_direction()
    return float(vector @ direction / length + shift) if length else 0.0


@cache
def load_direction() -> tuple[Floats, float]:
    with np.load(PATH, allow_pickle=False) as stored:
        return stored["direction"], float(stored["shift"])
