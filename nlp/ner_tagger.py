"""Texts in, tags out: the network and the CRF over a batch, and what bounds their memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from nlp.crf import best_paths
from nlp.ner_network import MOST_TOKENS, EmissionNetwork, Floats
from nlp.ner_spans import Tag

# Longer texts are read in pieces that overlap: no tag hangs on words that far away.
_LONGEST = 4_000
_OVERLAP = 64
Words = Sequence[str]


class Tagger:
    """BIO tags of whole texts by slovnet's weights, as slovnet itself gives them text by text."""

    def __init__(self, stock: Any) -> None:
        infer = stock.infer
        self._network = EmissionNetwork(infer.model, infer.encoder.words_vocab, infer.encoder.shapes_vocab)
        self._transitions: Floats = infer.model.head.crf.transitions.array
        self.tags: tuple[Tag, ...] = tuple(_parsed(tag) for tag in infer.decoder.tags_vocab.items)

    def read(self, texts: Sequence[Words]) -> list[tuple[list[int], Floats]]:
        """For each text its best path, as places in `tags`, and the scores (tokens, tags) that it was chosen by."""
        pieces = [piece for words in texts for piece in _pieces(words)]
        scores = [each for batch in _batches(pieces) for each in self._network.emissions(batch)]
        paths = best_paths(scores, self._transitions)
        read = iter(zip(paths, scores, strict=True))
        return [_joined([next(read) for _piece in _pieces(words)], len(self.tags)) for words in texts]


def _parsed(tag: str) -> Tag:
    part, _dash, label = tag.partition("-")
    return part, label


def _pieces(words: Words) -> Iterator[Words]:
    for start in range(0, max(len(words) - 2 * _OVERLAP, 1), _LONGEST):
        yield words[start : start + _LONGEST + 2 * _OVERLAP]


def _batches(pieces: Iterable[Words]) -> Iterator[list[Words]]:
    batch: list[Words] = []
    room = MOST_TOKENS
    for piece in pieces:
        if len(piece) > room:
            yield batch
            batch, room = [], MOST_TOKENS
        batch.append(piece)
        room -= len(piece)
    if batch:
        yield batch


def _joined(pieces: Sequence[tuple[list[int], Floats]], tags: int) -> tuple[list[int], Floats]:
    """Of two pieces that overlap, each one's half of what both have read."""
    if len(pieces) == 1:
        return pieces[0]
    path: list[int] = []
    scores: list[Floats] = []
    for number, (tags_of, scores_of) in enumerate(pieces):
        first = _OVERLAP if number else 0
        last = len(tags_of) - (_OVERLAP if number < len(pieces) - 1 else 0)
        path += tags_of[first:last]
        scores.append(scores_of[first:last])
    return path, np.concatenate(scores)
