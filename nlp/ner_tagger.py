"""Words in, tags out: slovnet's network and CRF over a batch, the second reading behind them, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nlp.crf import best_paths
from nlp.ner_network import MOST_TOKENS, EmissionNetwork, Floats
from nlp.ner_second import SecondReader
from nlp.ner_spans import Tag

# Longer texts are read in pieces that overlap: no tag hangs on words that far away.
_LONGEST = 6_000
_OVERLAP = 64
_MOST_TOGETHER = 65_536  # tokens of all pieces, for the sake of memory
Words = Sequence[str]


class Tagger:
    """BIO tags of whole texts. `tags` says what the numbers in a path mean."""

    def __init__(self, stock: Any, second: SecondReader | None = None) -> None:
        infer = stock.infer
        self._network = EmissionNetwork(infer.model, infer.encoder.words_vocab, infer.encoder.shapes_vocab)
        self._second = second
        self._all_transitions: Floats = infer.model.head.crf.transitions.array
        _pad, *tags = infer.decoder.tags_vocab.items
        self.tags: tuple[Tag, ...] = tuple(_parsed(tag) for tag in tags)
        self.transitions = self._all_transitions[1:, 1:]

    def read(self, texts: Sequence[Words]) -> list[list[int]]:
        """The path of each text, corrected by the second reading if there is one."""
        pieces = [piece for words in texts for piece in _pieces(words)]
        read = (path for batch in _batches(pieces, _MOST_TOGETHER) for path in self._read(batch))
        return [_joined([next(read) for _piece in _pieces(words)]) for words in texts]

    def _read(self, pieces: Sequence[Words]) -> list[list[int]]:
        first = self.first(pieces)
        paths = [path for path, _scores in first]
        if self._second is None:
            return paths
        return self._second.read(pieces, paths, [scores for _path, scores in first])

    def first(self, texts: Sequence[Words]) -> list[tuple[list[int], Floats]]:
        """As slovnet itself reads each text by itself: the path, and the scores (tokens, tags) behind it."""
        scores = [each for batch in _batches(texts, MOST_TOKENS) for each in self._network.emissions(batch)]
        paths = best_paths(scores, self._all_transitions)
        # The padding's tag is slovnet's first: it takes part in the choice, and stands for no name.
        return [
            ([max(tag - 1, 0) for tag in path], each[:, 1:]) for path, each in zip(paths, scores, strict=True)
        ]


def _parsed(tag: str) -> Tag:
    part, _dash, label = tag.partition("-")
    return part, label


def _pieces(words: Words) -> Iterator[Words]:
    for start in range(0, max(len(words) - 2 * _OVERLAP, 1), _LONGEST):
        yield words[start : start + _LONGEST + 2 * _OVERLAP]


def _batches(texts: Iterable[Words], most: int) -> Iterator[list[Words]]:
    batch: list[Words] = []
    room = most
    for words in texts:
        if batch and len(words) > room:
            yield batch
            batch, room = [], most
        batch.append(words)
        room -= len(words)
    if batch:
        yield batch


def _joined(pieces: Sequence[list[int]]) -> list[int]:
    """Of two pieces that overlap, each one's half of what both have read."""
    if len(pieces) == 1:
        return pieces[0]
    path: list[int] = []
    for number, piece in enumerate(pieces):
        first = _OVERLAP if number else 0
        last = len(piece) - (_OVERLAP if number < len(pieces) - 1 else 0)
        path += piece[first:last]
    return path
