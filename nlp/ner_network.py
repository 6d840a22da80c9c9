"""Slovnet's convolutions in numpy: sequences side by side without padding, each distinct word computed once.

The first layer is linear in each of its three words, so its part of a word is the same wherever the word stands: it is
kept, and most words of a text cost an addition. The other layers multiply once for all three places of the window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
MOST_TOKENS = 12_288  # of one batch, for the sake of memory
_KEPT = 2 * MOST_TOKENS  # words whose part of the first layer is kept: 75 MB at most
_WORDS = 100_000  # whose numbers in the vocabularies are kept
_ROWS = 1_024  # that go through all layers while they are in the processor's cache
_PLACES = 3  # of a window
_GAP = 0  # the row between sequences


@dataclass(frozen=True, kw_only=True, slots=True)
class _Layer:
    """`weights` is (in, places × out), the places side by side; the others are (out,).

    The normalization of the layer before is multiplied into the weights, and what its shift brings is in `bias`.
    A gap brings nothing: `before` and `after` are what a word beside one has got too much.
    """

    weights: Floats
    bias: Floats
    before: Floats
    after: Floats


class _Embedding:
    """Vectors of words and shapes by their numbers: navec keeps a word as a hundred numbers of three coordinates."""

    def __init__(self, stock: Any) -> None:
        codes = stock.word.codes.array  # hundredths, numbers, coordinates
        self._indexes = stock.word.indexes.array
        self._shapes = stock.shape.weight.array
        self._places = np.arange(len(codes)) * codes.shape[1]
        self._codes = codes.reshape(-1, codes.shape[2])

    def __call__(self, word_ids: Ints, shape_ids: Ints) -> Floats:
        words = np.take(self._codes, self._indexes[word_ids] + self._places, axis=0)
        return np.concatenate((words.reshape(len(word_ids), -1), self._shapes[shape_ids]), axis=1)


class EmissionNetwork:
    """Scores of the tags for each word, from the model and the vocabularies that slovnet has loaded."""

    def __init__(self, model: Any, words: Any, shapes: Any) -> None:
        self._embed = _Embedding(model.emb)
        self._code_of = lru_cache(_WORDS)(
            lambda word: (words.encode(word.lower()), shapes.encode(word_shape(word)))
        )
        self._first, *self._deeper = _layers(model.encoder.layers)
        scale, shift = _normalization(model.encoder.layers[-1])
        head = model.head.proj
        self._head = scale[:, None] * head.weight.array
        self._head_bias: Floats = head.bias.array + shift @ head.weight.array
        self._parts = np.empty((_KEPT, self._first.weights.shape[1]), dtype=np.float32)
        self._parts[_GAP] = 0
        self._clear()

    def emissions(self, sequences: Sequence[Sequence[str]]) -> list[Floats]:
        """(tokens, tags) of each sequence of words; together no more than `MOST_TOKENS`."""
        if len(self._codes) + sum(map(len, sequences)) > _KEPT:
            self._clear()
        rows = [self._rows_of(words) for words in sequences]
        self._compute_new()
        packed, starts = _pack(rows, margin=len(self._deeper) + 1)
        scores = np.concatenate(list(self._blocks(packed)))
        return [scores[start : start + len(words)] for start, words in zip(starts, sequences, strict=True)]

    def _clear(self) -> None:
        self._rows: dict[str, int] = {}
        self._codes: dict[tuple[int, int], int] = {(-1, -1): _GAP}
        self._done = 1

    def _rows_of(self, words: Sequence[str]) -> list[int]:
        known = self._rows
        rows = list(map(known.get, words))
        if None in rows:
            for word in {word for word, row in zip(words, rows, strict=True) if row is None}:
                known[word] = self._codes.setdefault(self._code_of(word), len(self._codes))
            rows = list(map(known.get, words))
        return rows  # type: ignore[return-value]  # none is None any more

    def _compute_new(self) -> None:
        """The parts of the words that are new, the bias in the middle one."""
        new = np.array(list(self._codes)[self._done :]).reshape(-1, 2)
        width = len(self._first.bias)
        for start in range(0, len(new), _ROWS):
            vectors = self._embed(*new[start : start + _ROWS].T)
            parts = self._parts[self._done : self._done + len(vectors)]
            np.matmul(vectors, self._first.weights, out=parts)
            parts[:, width : 2 * width] += self._first.bias
            self._done += len(vectors)

    def _blocks(self, packed: Ints) -> Iterator[Floats]:
        """The scores of all packed rows but the margins, a block at a time that sees as far as the layers reach."""
        reach = len(self._deeper) + 1
        for start in range(reach, len(packed) - reach, _ROWS):
            yield self._through_layers(
                packed[start - reach : min(start + _ROWS, len(packed) - reach) + reach]
            )

    def _through_layers(self, rows: Ints) -> Floats:
        """Scores of the rows that have all their neighbours."""
        width = len(self._first.bias)
        parts = self._parts
        hidden = parts[rows[:-2], :width]
        hidden += parts[rows[1:-1], width : 2 * width]
        hidden += parts[rows[2:], 2 * width :]
        gaps = rows == _GAP
        np.maximum(hidden, 0, out=hidden)
        for layer in self._deeper:
            gaps = gaps[1:-1]
            hidden[gaps] = 0
            hidden = _convolve(hidden, layer)
            hidden[gaps[:-2]] -= layer.before
            hidden[gaps[2:]] -= layer.after
            np.maximum(hidden, 0, out=hidden)
        scores: Floats = hidden @ self._head + self._head_bias
        return scores


def _pack(sequences: Sequence[Sequence[int]], *, margin: int) -> tuple[Ints, list[int]]:
    """The sequences behind each other, a gap between them, and where each begins once the margins are cut off."""
    packed = [_GAP] * margin
    starts = []
    for rows in sequences:
        starts.append(len(packed) - margin)
        packed += rows
        packed.append(_GAP)
    return np.array(packed + [_GAP] * margin, dtype=np.intp), starts


def _convolve(rows: Floats, layer: _Layer) -> Floats:
    parts = rows @ layer.weights
    width = len(layer.bias)
    total: Floats = parts[:-2, :width] + parts[1:-1, width : 2 * width]
    total += parts[2:, 2 * width :]
    total += layer.bias
    return total


def _layers(stock: Sequence[Any]) -> Iterator[_Layer]:
    scale, shift = np.ones(1, dtype=np.float32), np.zeros(1, dtype=np.float32)
    for layer in stock:
        filters = layer.conv.weight.array  # out, in, places
        places = [filters[:, :, place].T for place in range(_PLACES)]
        brought = [np.broadcast_to(shift, len(place)) @ place for place in places]
        yield _Layer(
            weights=np.concatenate([scale[:, None] * place for place in places], axis=1),
            bias=layer.conv.bias.array + sum(brought),
            before=brought[0],
            after=brought[-1],
        )
        scale, shift = _normalization(layer)


def _normalization(layer: Any) -> tuple[Floats, Floats]:
    """What slovnet's layer does after ReLU, as a factor and a summand."""
    norm = layer.norm
    scale: Floats = norm.weight.array / norm.std.array
    return scale, norm.bias.array - norm.mean.array * scale
