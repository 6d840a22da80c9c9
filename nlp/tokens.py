"""The tokenizer of the pipeline: razdel's tokens, and every character of the text kept, so that offsets hold.

Between two spaces mostly stands what was cut before: it is remembered, unless its cut depends on its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.atoms import cut, looks_across

# White space that becomes a token: every run of it but one single space, and that one too where the text begins.
_WHITE = re.compile(r"(\s{2,}|[^\S ]|\A )")
_BLACK = re.compile(r"\S")
# A Russian word with a sign or two around it, to which no rule but that of the hyphen applies.
_PLAIN = re.compile(r"([«(\"]?)([А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)([»)\"]?)([.,:;!?]?)")
_REMEMBERED = 100_000  # chunks
_LONGEST = 40  # characters of a chunk that is worth remembering
Cut = tuple[tuple[str, ...], tuple[bool, ...]]  # tokens, and whether a space follows each


class RazdelTokenizer:
    """White space that is not one single space becomes a token of its own, as spaCy wants it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._cuts: dict[str, Cut] = {"": ((), ())}

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        start = 0
        for number, part in enumerate(_WHITE.split(text)):
            if number % 2:
                words.append(part)
                spaces.append(False)
            elif part:
                self._read(part, text, start, words, spaces)
            start += len(part)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _read(self, part: str, text: str, start: int, words: list[str], spaces: list[bool]) -> None:
        """Appends the tokens of a part of the text without white space but single spaces."""
        known = self._cuts
        for chunk in part.split(" "):
            end = start + len(chunk)
            tokens, followed = known.get(chunk) or self._cut(chunk, words, text, end)
            words += tokens
            spaces += followed
            start = end + 1
        spaces[-1] = part[-1] == " "

    def _cut(self, chunk: str, words: list[str], text: str, end: int) -> Cut:
        if plain := _PLAIN.fullmatch(chunk):
            tokens = _with_spaces([token for token in plain.groups() if token])
        elif looks_across(chunk):
            return _with_spaces(_cut_between(chunk, words, _BLACK.search(text, end)))
        else:
            tokens = _with_spaces([chunk[start:stop] for start, stop in cut(chunk)])
        if len(chunk) <= _LONGEST:
            if len(self._cuts) >= _REMEMBERED:
                self._cuts = {"": ((), ())}
            self._cuts[chunk] = tokens
        return tokens

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> RazdelTokenizer:
        return self

    def to_disk(self, _path: str | Path, **_: object) -> None:
        """Nothing to keep: the rules have no state."""

    def from_disk(self, _path: str | Path, **_: object) -> RazdelTokenizer:
        return self


@util.registry.tokenizers("otklik.razdel.v1")  # type: ignore[untyped-decorator]  # spaCy states no type
def create_tokenizer() -> Callable[[Language], RazdelTokenizer]:
    return lambda nlp: RazdelTokenizer(nlp.vocab)


def _cut_between(chunk: str, words: Sequence[str], after: re.Match[str] | None) -> list[str]:
    """Its tokens between the last of the words so far and what comes after: one sign of either is enough."""
    before = next((word[-1] for word in reversed(words) if not word.isspace()), "")
    around = f"{before} {chunk} {after.group() if after else ''}"
    tokens = [around[start:stop] for start, stop in cut(around)]
    return tokens[bool(before) : len(tokens) - bool(after)]


def _with_spaces(tokens: Sequence[str]) -> Cut:
    return tuple(tokens), (*[False] * (len(tokens) - 1), True)
