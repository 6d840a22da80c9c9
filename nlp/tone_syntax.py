"""Who depends on whom in a sentence: slovnet's syntax weights, the sentences of a text read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from slovnet import Syntax

from nlp.ner import load_navec, weights_folder
from nlp.ner_network import MOST_TOKENS, EmissionNetwork, Floats

_LONGEST = 120  # words of a sentence that are parsed: the cost grows with their square


@dataclass(frozen=True, kw_only=True, slots=True)
class Parse:
    """Of each word the place of its head (−1 for the root) and the name of its relation to it."""

    heads: Sequence[int]
    relations: Sequence[str]


class Parser:
    """Slovnet's parser in numpy; `model` and the vocabularies as slovnet has loaded them."""

    def __init__(self, model: Any, words: Any, shapes: Any, relations: Any) -> None:
        # The encoder is built like that of the names' model; an identity in place of its last layer shows its output.
        width = len(model.head.head.proj.weight.array)
        last = SimpleNamespace(
            weight=SimpleNamespace(array=np.eye(width, dtype=np.float32)),
            bias=SimpleNamespace(array=np.zeros(width, dtype=np.float32)),
        )
        seen = SimpleNamespace(emb=model.emb, encoder=model.encoder, head=SimpleNamespace(proj=last))
        self._network = EmissionNetwork(seen, words, shapes)
        self._head, self._relation = model.head, model.rel
        self._names: list[str] = [relations.decode(at) for at in range(len(relations.items))]

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """One parse a sentence; words beyond the first `_LONGEST` hang on the root."""
        found: list[Parse] = []
        batch: list[Sequence[str]] = []
        for words in [*(words[:_LONGEST] for words in sentences), None]:
            if words is None or sum(map(len, batch)) + len(words) > MOST_TOKENS:
                found += map(self._decode, self._network.emissions(batch) if batch else [])
                batch = []
            batch += [words] if words is not None else []
        return [_lengthened(parse, len(words)) for parse, words in zip(found, sentences, strict=True)]

    def _decode(self, encoded: Floats) -> Parse:
        if not len(encoded):
            return Parse(heads=(), relations=())
        heads = self._find_heads(encoded)
        names = self._find_relations(encoded, heads)
        return Parse(heads=(heads - 1).tolist(), relations=[self._names[at] for at in names])

    def _find_heads(self, encoded: Floats) -> Any:
        rows = np.concatenate((self._head.root.array.reshape(1, -1), encoded))
        scores = self._head.head(rows) @ self._head.kernel.array @ self._head.tail(rows).T
        return scores[1:].argmax(axis=1)

    def _find_relations(self, encoded: Floats, heads: Any) -> Any:
        rows = np.concatenate((self._relation.root.array.reshape(1, -1), encoded))
        hidden = self._relation.head(rows[heads]) @ self._relation.kernel.array
        tails = self._relation.tail(encoded)
        return np.einsum("trh,th->tr", hidden.reshape(len(encoded), -1, tails.shape[1]), tails).argmax(axis=1)


@cache
def load_parser() -> Parser:
    path = weights_folder() / "model" / "slovnet_syntax_news_v1.tar"
    stock = Syntax.load(path).navec(load_navec()).infer
    return Parser(
        stock.model, stock.encoder.words_vocab, stock.encoder.shapes_vocab, stock.decoder.rels_vocab
    )


def _lengthened(parse: Parse, length: int) -> Parse:
    missing = length - len(parse.heads)
    return Parse(heads=[*parse.heads, *[-1] * missing], relations=[*parse.relations, *[""] * missing])
