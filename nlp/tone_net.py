"""A small net over the words of a view, in numpy: a window over each word, then several looks at all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.tone_rows import COLUMN, Ints
from nlp.tone_valence import Floats, vector_of
from nlp.tone_view import TARGET, View

WINDOW = 3  # words
LOOKED_AT = ("distance", "tree", "relation", "below", "sentence", "kind", "list")


@dataclass(frozen=True, kw_only=True, slots=True)
class ToneNet:
    """Weights as trained by nlp/training/tone_fitting.py, which says what each is."""

    weights: Mapping[str, Floats]

    def scores(self, views: Sequence[View], rows: Sequence[Ints], kinds: Sequence[int]) -> Floats:
        """(views, 3): logarithms of chances of −1, 0, 1, but for a constant. `kinds` say what each target is."""
        hidden, starts = self._windows(views, rows)
        looks = hidden @ self.weights["look"] + sum(
            self.weights[f"look_{name}"][np.concatenate(rows)[:, COLUMN[name]]] for name in LOOKED_AT
        )
        values = np.tanh(hidden @ self.weights["value"] + self.weights["value_bias"])
        pooled = [
            _pool(hidden[start:end], looks[start:end], values[start:end], one[:, COLUMN["mark"]] == TARGET)
            for start, end, one in zip(starts, [*starts[1:], len(hidden)], rows, strict=True)
        ]
        seen = np.concatenate((np.array(pooled), self.weights["kind_of_target"][list(kinds)]), axis=1)
        middle = np.maximum(seen @ self.weights["middle"] + self.weights["middle_bias"], 0)
        scores: Floats = middle @ self.weights["last"] + self.weights["last_bias"]
        return scores

    def _windows(self, views: Sequence[View], rows: Sequence[Ints]) -> tuple[Floats, list[int]]:
        """(words of all views, width): each word with its neighbours of the same view; and where each view begins."""
        packed = np.concatenate(rows)
        vectors = np.array([vector_of(word.lower()) for view in views for word in view.words])
        meanings = np.tanh(vectors @ self.weights["meaning"] + self.weights["meaning_bias"])
        words = np.concatenate(
            (meanings, *(self.weights[f"is_{name}"][packed[:, at]] for name, at in COLUMN.items())), axis=1
        )
        width = len(self.weights["window_bias"])
        parts = words @ self.weights["window"]  # (words, places × width)
        starts = np.cumsum([0, *map(len, rows)])
        hidden = parts[:, width : 2 * width] + self.weights["window_bias"]
        hidden[1:] += parts[:-1, :width] * _unless(starts[1:-1] - 1, len(words) - 1)
        hidden[:-1] += parts[1:, 2 * width :] * _unless(starts[1:-1] - 1, len(words) - 1)
        return np.maximum(hidden, 0), starts[:-1].tolist()


def _unless(places: Ints, length: int) -> Floats:
    """(length, 1) of ones, zeros at the places: between two views nothing is passed."""
    passed = np.ones((length, 1), dtype=np.float32)
    passed[places] = 0
    return passed


def _pool(hidden: Floats, looks: Floats, values: Floats, target: Floats) -> Floats:
    """What each look makes of the words, the target's own words, and the largest of each number."""
    weights = np.exp(looks - looks.max(axis=0))
    weights /= weights.sum(axis=0)
    return np.concatenate(((weights.T @ values).ravel(), hidden[target].mean(axis=0), hidden.max(axis=0)))
