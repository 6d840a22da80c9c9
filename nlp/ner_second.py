"""The second reading of entities: slovnet's scores corrected by a small CRF over words, neighbours and the text.

Trained by nlp/training/train_ner.py. Its weights are what slovnet's scores and transitions are changed by: where it
knows nothing, slovnet's own reading stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from nlp.crf import best_paths
from nlp.ner_features import (
    LABELS,
    Floats,
    Ints,
    context_features,
    shifted,
    sign_of,
    word_features,
    word_stem,
)

PATH = Path(__file__).parent / "models" / "ner.npz"
TAGS = 7  # O, B-PER, I-PER, B-LOC, I-LOC, B-ORG, I-ORG: slovnet's without its <pad>
WINDOW = (-2, -1, 0, 1, 2)
# A feature of a word has weights for each token of the window that it is seen from, and for the token itself by the
# label that slovnet gives that one, the one before and the one behind (a gap is a label of its own).
SLOTS = len(WINDOW) + 3 * (LABELS + 1)
_GAP_LABEL = LABELS
_MARGIN = max(WINDOW)
_KEPT = 30_000  # words whose weights are kept: 20 MB


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondModel:
    """`words` is (features, slots, tags), `context` (context features, tags), `paths` (window, tags + gap, tags),
    `transitions` (from, to), slovnet's included."""

    features: dict[str, int]
    words: Floats
    context: Floats
    paths: Floats
    transitions: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Packed:
    """The tokens of a batch behind each other, gaps between the texts and at both ends.

    `texts` numbers each token's text (-1 is a gap), `paths` slovnet's tags (a gap is `TAGS`), `scores` is
    (tokens, tags), `starts` where each text begins.
    """

    words: Sequence[str]
    texts: Ints
    paths: Ints
    scores: Floats
    starts: Sequence[int]


class SecondReader:
    def __init__(self, model: SecondModel) -> None:
        self._model = model
        self._clear()

    def read(
        self, texts: Sequence[Sequence[str]], paths: Sequence[Sequence[int]], scores: Sequence[Floats]
    ) -> list[list[int]]:
        """New paths for slovnet's, of which it takes the scores (tokens, tags) as well."""
        if not any(map(len, texts)):
            return [list(path) for path in paths]
        packed = pack(texts, paths, scores)
        changed = packed.scores + self._changes(packed)
        lengths = [len(words) for words in texts]
        return best_paths(
            [changed[start : start + length] for start, length in zip(packed.starts, lengths, strict=True)],
            self._model.transitions,
        )

    def _changes(self, packed: Packed) -> Floats:
        model = self._model
        rows = self._rows_of(packed.words)
        table = self._table
        total: Floats = context_of(packed) @ model.context
        for place, offset in enumerate(WINDOW):
            total += table[shifted(rows, offset), place]
            total += model.paths[place][shifted(packed.paths, offset)]
        for slot in label_slots(packed.paths):
            total += table[rows, slot]
        return total

    def _rows_of(self, words: Sequence[str]) -> Ints:
        """Where the weights of each word are kept, of new words first added up over their features."""
        if len(self._rows) + len(words) > len(self._table):
            self._clear(len(words))
        for word in dict.fromkeys(words):
            if word not in self._rows:
                known = [self._model.features.get(feature) for feature in word_features_of(word)]
                row = len(self._rows)
                self._rows[word] = row
                self._table[row] = self._model.words[[at for at in known if at is not None]].sum(axis=0)
        return np.fromiter(map(self._rows.__getitem__, words), dtype=np.intp, count=len(words))

    def _clear(self, room: int = 0) -> None:
        self._rows: dict[str, int] = {}
        self._table = np.empty((max(_KEPT, room), SLOTS, TAGS), dtype=np.float32)


def word_features_of(word: str) -> list[str]:
    """A gap is a word without letters."""
    return word_features(word) if word else ["gap"]


def pack(texts: Sequence[Sequence[str]], paths: Sequence[Sequence[int]], scores: Sequence[Floats]) -> Packed:
    gap_scores = np.zeros((_MARGIN, TAGS), dtype=np.float32)
    words: list[str] = [""] * _MARGIN
    numbers = [-1] * _MARGIN
    tags: list[int] = [TAGS] * _MARGIN
    parts: list[Floats] = [gap_scores]
    starts: list[int] = []
    for number, (text, path, score) in enumerate(zip(texts, paths, scores, strict=True)):
        starts.append(len(words))
        words += [*text, *[""] * _MARGIN]
        numbers += [*[number] * len(text), *[-1] * _MARGIN]
        tags += [*path, *[TAGS] * _MARGIN]
        parts += [score, gap_scores]
    return Packed(
        words=words,
        texts=np.array(numbers, dtype=np.intp),
        paths=np.array(tags, dtype=np.intp),
        scores=np.concatenate(parts),
        starts=starts,
    )


def context_of(packed: Packed) -> Floats:
    stems = {"": 0}
    numbers = [stems.setdefault(word_stem(word) if word else "", len(stems)) for word in packed.words]
    signs = [sign_of(word) for word in packed.words]
    return context_features(
        packed.scores, packed.texts, np.array(numbers, dtype=np.intp), np.array(signs, dtype=np.intp)
    )


def label_slots(paths: Ints) -> list[Ints]:
    """For each token the slots of its own label, of the one before and of the one behind."""
    labels = np.where(paths == TAGS, _GAP_LABEL, (paths + 1) // 2)
    first, kinds = len(WINDOW), LABELS + 1
    return [
        first + labels,
        first + kinds + shifted(labels, -1),
        first + 2 * kinds + shifted(labels, 1),
    ]


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
