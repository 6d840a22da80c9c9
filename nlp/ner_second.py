"""The second reading of entities: slovnet's scores corrected by a small CRF over words, neighbours and the text.

Trained by nlp/training/train_ner.py. Its weights are what slovnet's scores and transitions are changed by: where it
knows nothing, slovnet's own reading stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from nlp.ner_second_model import SLOTS, TAGS, WINDOW, SecondModel

_GAP_LABEL = LABELS
_MARGIN = max(WINDOW)
_KEPT = 60_000  # words whose weights are kept: 32 MB
_AT_ONCE = 2_000  # words that are added up together


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
        self._words = _Words(model)

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
        rows = self._words.rows(packed.words)
        weights = self._words.weights
        context = context_features(
            packed.scores, packed.texts, self._words.stems[rows], self._words.signs[rows]
        )
        total: Floats = context @ model.context
        for place, offset in enumerate(WINDOW):
            total += weights[shifted(rows, offset), place]
            total += model.paths[place][shifted(packed.paths, offset)]
        for slot in label_slots(packed.paths):
            total += weights[rows, slot]
        return total


class _Words:
    """The weights of words, added up over the features of each, its stem and its sign: computed once a word."""

    def __init__(self, model: SecondModel) -> None:
        self._features = model.features
        # An unknown feature has the last row: nothing.
        self._by_feature = np.concatenate((model.words, np.zeros((1, SLOTS, TAGS), dtype=np.float32)))
        self._clear(_KEPT)

    def rows(self, words: Sequence[str]) -> Ints:
        """Where in the arrays each word stands."""
        known = self._rows
        if len(known) + len(words) > len(self.weights):
            self._clear(max(_KEPT, len(words)))
            known = self._rows
        new = [word for word in dict.fromkeys(words) if word not in known]
        for start in range(0, len(new), _AT_ONCE):
            self._add(new[start : start + _AT_ONCE])
        return np.fromiter(map(known.__getitem__, words), dtype=np.intp, count=len(words))

    def _add(self, new: Sequence[str]) -> None:
        first, unknown = len(self._rows), len(self._features)
        features = [word_features(word) for word in new]
        numbers = [self._features.get(name, unknown) for names in features for name in names]
        begins = np.cumsum([0, *map(len, features[:-1])])
        rows = slice(first, first + len(new))
        np.add.reduceat(self._by_feature[numbers], begins, axis=0, out=self.weights[rows])
        self.stems[rows] = [self._stems.setdefault(word_stem(word), len(self._stems)) for word in new]
        self.signs[rows] = [sign_of(word) for word in new]
        self._rows.update(zip(new, range(first, first + len(new)), strict=True))

    def _clear(self, room: int) -> None:
        self._rows: dict[str, int] = {}
        self._stems: dict[str, int] = {"": 0}
        self.weights: Floats = np.empty((room, SLOTS, TAGS), dtype=np.float32)
        self.stems: Ints = np.empty(room, dtype=np.intp)
        self.signs: Ints = np.empty(room, dtype=np.intp)


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


def label_slots(paths: Ints) -> list[Ints]:
    """For each token the slots of its own label, of the one before and of the one behind."""
    labels = np.where(paths == TAGS, _GAP_LABEL, (paths + 1) // 2)
    first, kinds = len(WINDOW), LABELS + 1
    return [
        first + labels,
        first + kinds + shifted(labels, -1),
        first + 2 * kinds + shifted(labels, 1),
    ]
