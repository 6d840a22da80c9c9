"""The tone model: a logistic regression over named features, its weights small and read once."""

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


@dataclass(frozen=True, slots=True)
class ToneModel:
    """`weights` has a row a feature and a column each for −1, 0 and 1; `intercept` a number for each of them."""

    features: dict[str, int]
    weights: Floats
    intercept: Floats

    def chances(self, features: Iterable[str]) -> tuple[float, float, float]:
        """How likely the tone is negative, none, positive."""
        rows = [row for feature in features if (row := self.features.get(feature)) is not None]
        scores = self.intercept + self.weights[rows].sum(axis=0)
        powers = np.exp(scores - scores.max())
        negative, neutral, positive = (powers / powers.sum()).tolist()
        return negative, neutral, positive


@cache
def load_tone_model(path: Path = PATH) -> ToneModel:
    with np.load(path, allow_pickle=False) as stored:
        names = str(stored["features"].tobytes().decode("utf-8")).split("\n")
        return ToneModel(
            {name: row for row, name in enumerate(names)},
            stored["weights"].astype(np.float32),
            stored["intercept"].astype(np.float32),
        )


def save_tone_model(model: ToneModel, path: Path) -> None:
    names = "\n".join(sorted(model.features, key=lambda name: model.features[name]))
    np.savez_compressed(
        path,
        features=np.frombuffer(names.encode("utf-8"), dtype=np.uint8),
        weights=model.weights.astype(np.float16),
        intercept=model.intercept.astype(np.float32),
    )
