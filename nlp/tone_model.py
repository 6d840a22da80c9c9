"""The tone model: logistic regressions over words and their vectors, the weights small and read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
PATH = Path(__file__).parent / "models" / "tone.npz"
TONE_VERSION = "2026.11"


@dataclass(frozen=True, kw_only=True, slots=True)
class ToneModel:
    """Two logistic regressions, of which the chances are averaged: over named features and over word vectors.

    `weights` has a row a feature and a column each for −1, 0 and 1; `vector_weights` a row a number of the vector.
    """

    features: dict[str, int]
    weights: Floats
    intercept: Floats
    vector_weights: Floats
    vector_intercept: Floats

    def chances(self, features: Iterable[str], vector: Floats) -> tuple[float, float, float]:
        """How likely the tone is negative, none, positive."""
        rows = [row for feature in features if (row := self.features.get(feature)) is not None]
        by_words = _softmax(self.intercept + self.weights[rows].sum(axis=0))
        by_vectors = _softmax(self.vector_intercept + vector @ self.vector_weights)
        negative, neutral, positive = ((by_words + by_vectors) / 2).tolist()
        return negative, neutral, positive


@cache
def load_tone_model(path: Path = PATH) -> ToneModel:
    with np.load(path, allow_pickle=False) as stored:
        names = stored["features"].tobytes().decode("utf-8").split("\n")
        return ToneModel(
            features={name: row for row, name in enumerate(names)},
            weights=stored["weights"].astype(np.float32),
            intercept=stored["intercept"].astype(np.float32),
            vector_weights=stored["vector_weights"].astype(np.float32),
            vector_intercept=stored["vector_intercept"].astype(np.float32),
        )


def save_tone_model(model: ToneModel, path: Path) -> None:
    names = "\n".join(sorted(model.features, key=lambda name: model.features[name]))
    np.savez_compressed(
        path,
        features=np.frombuffer(names.encode("utf-8"), dtype=np.uint8),
        weights=model.weights.astype(np.float16),
        intercept=model.intercept,
        vector_weights=model.vector_weights,
        vector_intercept=model.vector_intercept,
    )


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    total: Floats = powers / powers.sum()
    return total
