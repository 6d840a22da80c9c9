"""The weights of the second reading of entities, small and read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from nlp.ner_features import LABELS, Floats

PATH = Path(__file__).parent / "models" / "ner.npz"
TAGS = 7  # O, B-PER, I-PER, B-LOC, I-LOC, B-ORG, I-ORG: slovnet's without its <pad>
WINDOW = (-2, -1, 0, 1, 2)
# A feature of a word has weights for each token of the window that it is seen from, and for the token itself by the
# label that slovnet gives that one, the one before and the one behind (a gap is a label of its own).
SLOTS = len(WINDOW) + 3 * (LABELS + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondModel:
    """`words` is (features, slots, tags), `context` (context features, tags), `paths` (window, tags + gap, tags),
    `transitions` (from, to), slovnet's included."""

    features: dict[str, int]
    words: Floats
    context: Floats
    paths: Floats
    transitions: Floats


@cache
def load_second_model(path: Path = PATH) -> SecondModel:
    with np.load(path, allow_pickle=False) as stored:
        names = stored["features"].tobytes().decode("utf-8").split("\n")
        words = np.zeros((len(names), SLOTS, TAGS), dtype=np.float32)
        words.reshape(-1)[stored["places"]] = stored["words"]
        return SecondModel(
            features={name: row for row, name in enumerate(names)},
            words=words,
            context=stored["context"].astype(np.float32),
            paths=stored["paths"].astype(np.float32),
            transitions=stored["transitions"].astype(np.float32),
        )


def save_second_model(model: SecondModel, path: Path) -> None:
    """Most weights are nothing: the others are stored with their places."""
    names = "\n".join(sorted(model.features, key=lambda name: model.features[name]))
    flat = model.words.reshape(-1)
    places = np.flatnonzero(flat)
    np.savez_compressed(
        path,
        features=np.frombuffer(names.encode("utf-8"), dtype=np.uint8),
        places=places.astype(np.int32),
        words=flat[places].astype(np.float16),
        context=model.context.astype(np.float32),
        paths=model.paths.astype(np.float32),
        transitions=model.transitions.astype(np.float32),
    )
