"""The tokenizer of the pipeline: razdel's tokens, and every character of the text kept, so that offsets hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import razdel
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab


class RazdelTokenizer:
    """White space that is not one single space becomes a token of its own, as spaCy wants it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _pieces(text):
            if piece == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                continue
            words.append(piece)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> RazdelTokenizer:
        return self

    def to_disk(self, _path: str | Path, **_: object) -> None:
        """Nothing to keep: razdel has no state."""

    def from_disk(self, _path: str | Path, **_: object) -> RazdelTokenizer:
        return self


@util.registry.tokenizers("otklik.razdel.v1")  # type: ignore[untyped-decorator]  # spaCy states no type
def create_tokenizer() -> Callable[[Language], RazdelTokenizer]:
    return lambda nlp: RazdelTokenizer(nlp.vocab)


def _pieces(text: str) -> Iterator[str]:
    end = 0
    for token in razdel.tokenize(text):
        if token.start > end:
            yield text[end : token.start]
        yield token.text
        end = token.stop
    if end < len(text):
        yield text[end:]
