"""The tone models, small and read once: logistic regressions over words and vectors, and nets, of one opinion.

There are two: `union` for what the register knows, trained on labelled texts of our own and on RuSentNE, and `target`
for any other span, trained on RuSentNE alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.tone_net import ToneNet
from nlp.tone_rows import rows_of
from nlp.tone_valence import Floats
from nlp.tone_vectors import tone_vector
from nlp.tone_view import View
from nlp.tone_words import word_features

FOLDER = Path(__file__).parent / "models"
TONE_VERSION = "2026.12"
KINDS = ("", "PERSON", "PROFESSION", "ORGANIZATION", "COUNTRY", "NATIONALITY", "UNION")  # of targets
_AT_ONCE = 64  # views


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A view, what kind of thing its target is (an entry of KINDS), and further features by name."""

    view: View
    kind: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ToneModel:
    """`words` has a row a feature, `vectors` a row a number of `tone_vector`; columns are −1, 0 and 1.

    `shares` are the weights of words, vectors and nets in the sum of the logarithms of their chances, `heat` what that
    sum is divided by so that a chance of .8 is right in eight cases of ten. `lean` is added to each column: it makes up
    for a class that training weighed up. Less sure than `threshold`, the judge abstains.
    """

    features: Mapping[str, int]
    words: Floats
    words_bias: Floats
    vectors: Floats
    vectors_bias: Floats
    nets: Sequence[ToneNet]
    shares: Floats
    lean: Floats
    heat: float
    threshold: float

    def chances(self, asked: Sequence[Asked]) -> Floats:
        """(asked, 3): how likely −1, 0 and 1 are."""
        if not asked:
            return np.zeros((0, 3), dtype=np.float32)
        parts = [self._chances(asked[at : at + _AT_ONCE]) for at in range(0, len(asked), _AT_ONCE)]
        return np.concatenate(parts)

    def _chances(self, asked: Sequence[Asked]) -> Floats:
        views = [one.view for one in asked]
        rows = [rows_of(view) for view in views]
        by_words = [
            self._of_words([*word_features(one.view), f"kind={one.kind}", *one.told]) for one in asked
        ]
        vectors = np.array([tone_vector(view, row) for view, row in zip(views, rows, strict=True)])
        kinds = [KINDS.index(one.kind) for one in asked]
        parts = (
            self.shares[0] * log_chances(np.array(by_words)),
            self.shares[1] * log_chances(self.vectors_bias + vectors @ self.vectors),
            *(
                self.shares[2] / len(self.nets) * log_chances(net.scores(views, rows, kinds))
                for net in self.nets
            ),
        )
        total: Floats = np.exp(log_chances((np.sum(parts, axis=0) + self.lean) / self.heat)).astype(
            np.float32
        )
        return total

    def _of_words(self, features: Sequence[str]) -> Floats:
        rows = [row for feature in features if (row := self.features.get(feature)) is not None]
        total: Floats = self.words_bias + self.words[rows].sum(axis=0)
        return total


def log_chances(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Rows of scores as logarithms of chances."""
    moved = scores - scores.max(axis=1, keepdims=True)
    logarithms: npt.NDArray[np.floating] = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    return logarithms


@cache
def load_tone_model(name: str) -> ToneModel:
    """`union` or `target`."""
    with np.load(FOLDER / f"tone_{name}.npz", allow_pickle=False) as stored:
        names = stored["features"].tobytes().decode("utf-8").split("\n")
        return ToneModel(
            features={feature: row for row, feature in enumerate(names)},
            words=stored["words"].astype(np.float32),
            words_bias=stored["words_bias"],
            vectors=stored["vectors"].astype(np.float32),
            vectors_bias=stored["vectors_bias"],
            nets=tuple(_net(stored, number) for number in range(int(stored["nets"]))),
            shares=stored["shares"],
            lean=stored["lean"],
            heat=float(stored["heat"]),
            threshold=float(stored["threshold"]),
        )


def _net(stored: Mapping[str, Floats], number: int) -> ToneNet:
    prefix = f"net{number}."
    return ToneNet(
        weights={
            name.removeprefix(prefix): stored[name].astype(np.float32)
            for name in stored
            if name.startswith(prefix)
        }
    )


def save_tone_model(model: ToneModel, name: str) -> Path:
    path = FOLDER / f"tone_{name}.npz"
    names = "\n".join(sorted(model.features, key=lambda feature: model.features[feature]))
    arrays: dict[str, Any] = {
        "features": np.frombuffer(names.encode("utf-8"), dtype=np.uint8),
        "words": model.words.astype(np.float16),
        "words_bias": model.words_bias,
        "vectors": model.vectors.astype(np.float16),
        "vectors_bias": model.vectors_bias,
        "nets": np.int32(len(model.nets)),
        "shares": model.shares,
        "lean": model.lean,
        "heat": np.float32(model.heat),
        "threshold": np.float32(model.threshold),
    }
    for number, net in enumerate(model.nets):
        arrays |= {f"net{number}.{key}": array.astype(np.float16) for key, array in net.weights.items()}
    np.savez_compressed(path, **arrays)
    return path
