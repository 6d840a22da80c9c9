"""Slovnet's convolutions in numpy: sequences side by side without padding, each distinct word computed once.

The first layer is linear in each of its three words, so its part of a word is the same wherever the word stands: it is
kept, and most words of a text cost an addition. The other layers multiply once for all three places of the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
MOST_TOKENS = 16_384  # of one batch, for the sake of memory: it bounds the words whose part is kept as well
_ROWS = 1_024  # that go through all layers while they are in the processor's cache
_REACH = 3  # tokens to each side that the layers see together
_PLACES = 3  # of a window


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """`weights` is (in, places × out), the places side by side; the others are (out,): ReLU, then normalization."""

    weights: Floats
    bias: Floats
    mean: Floats
    std: Floats
    scale: Floats
    shift: Floats


class EmissionNetwork:
    """Scores of the tags for each word, from the model and the embeddings that slovnet has loaded."""

    def __init__(self, model: Any, words: Any, shapes: Any) -> None:
        self._embed = model.emb
        self._words, self._shapes = words, shapes
        self._first, *self._deeper = [_layer(layer) for layer in model.encoder.layers]
        self._head: tuple[Floats, Floats] = (model.head.proj.weight.array, model.head.proj.bias.array)
        self._width = len(self._first.bias)
        self._clear()

    def row(self, word: str) -> int:
        """Where the word's part of the first layer is kept. All rows of one batch: call `begin` before."""
        found = self._rows.get(word)
        if found is None:
            code = (self._words.encode(word.lower()), self._shapes.encode(word_shape(word)))
            found = self._codes.setdefault(code, len(self._codes))
            self._rows[word] = found
        return found

    def begin(self, tokens: int) -> None:
        """Makes room for a batch of so many tokens."""
        if len(self._codes) + min(tokens, MOST_TOKENS) > 2 * MOST_TOKENS:
            self._clear()

    def emissions(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        """(tokens, tags) of each sequence of rows."""
        self._compute_new()
        packed, starts = _pack(sequences)
        scores = np.concatenate(list(self._blocks(packed)))
        return [scores[start : start + len(rows)] for start, rows in zip(starts, sequences, strict=True)]

    def _clear(self) -> None:
        self._rows: dict[str, int] = {}
        self._codes: dict[tuple[int, int], int] = {(-1, -1): 0}  # row 0 is the gap between sequences
        self._parts = np.zeros((1, _PLACES * self._width), dtype=np.float32)

    def _compute_new(self) -> None:
        new = list(self._codes)[len(self._parts) :]
        if not new:
            return
        word_ids, shape_ids = np.array(new).T
        parts = self._embed(word_ids, shape_ids) @ self._first.weights
        self._parts = np.concatenate((self._parts, parts))

    def _blocks(self, packed: Ints) -> Iterable[Floats]:
        """The scores of all packed rows, a block at a time: each sees as far beyond its ends as the layers do."""
        for start in range(_REACH, len(packed) - _REACH, _ROWS):
            rows = packed[start - _REACH : min(start + _ROWS, len(packed) - _REACH) + _REACH]
            yield self._through_layers(rows)

    def _through_layers(self, rows: Ints) -> Floats:
        parts, width = self._parts, self._width
        hidden = parts[rows[:-2], :width]
        hidden += parts[rows[1:-1], width : 2 * width]
        hidden += parts[rows[2:], 2 * width :]
        gaps = rows == 0
        hidden = _activate(hidden, self._first, gaps[1:-1])
        for depth, layer in enumerate(self._deeper, start=2):
            hidden = _activate(_convolve(hidden, layer), layer, gaps[depth:-depth])
        weights, bias = self._head
        scores: Floats = hidden @ weights + bias
        return scores


def _pack(sequences: Sequence[Sequence[int]]) -> tuple[Ints, list[int]]:
    """The sequences behind each other, a gap between them, and where each begins once the margins are cut off."""
    packed = [0] * _REACH
    starts = []
    for rows in sequences:
        starts.append(len(packed) - _REACH)
        packed += rows
        packed.append(0)
    return np.array(packed + [0] * _REACH, dtype=np.intp), starts


def _convolve(rows: Floats, layer: Layer) -> Floats:
    parts = rows @ layer.weights
    width = len(layer.bias)
    total: Floats = parts[:-2, :width] + parts[1:-1, width : 2 * width]
    total += parts[2:, 2 * width :]
    return total


def _activate(rows: Floats, layer: Layer, gaps: npt.NDArray[np.bool_]) -> Floats:
    rows += layer.bias
    np.maximum(rows, 0, out=rows)
    rows -= layer.mean
    rows /= layer.std
    rows *= layer.scale
    rows += layer.shift
    rows[gaps] = 0
    return rows


def _layer(layer: Any) -> Layer:
    filters = layer.conv.weight.array  # out, in, places
    places = [np.ascontiguousarray(filters[:, :, place].T) for place in range(_PLACES)]
    return Layer(
        weights=np.concatenate(places, axis=1),
        bias=layer.conv.bias.array,
        mean=layer.norm.mean.array,
        std=layer.norm.std.array,
        scale=layer.norm.weight.array,
        shift=layer.norm.bias.array,
    )
