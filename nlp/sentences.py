"""Sentences: razdel's, within paragraphs, with lines that were broken in mid-sentence put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import razdel
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

Span = tuple[int, int]
_PARAGRAPH = re.compile(r"\n\s*\n\s*|\n(?![ \t]*[a-zа-яё])")


@Language.factory("sentences", assigns=["token.is_sent_start", "doc.sents", "doc._.sentences"])
def create_sentences(nlp: Language, name: str) -> SentenceMarker:  # noqa: ARG001 - spaCy's signature
    return SentenceMarker()


class SentenceMarker:
    def __call__(self, doc: Doc) -> Doc:
        doc._.sentences = tuple(find_sentences(doc.text))
        starts = {start for start, _ in doc._.sentences}
        marks = [1 if token.idx in starts or token.i == 0 else -1 for token in doc]
        if marks:  # one array: the setter of each token would look through the whole document
            doc.from_array([SENT_START], np.array(marks, dtype=np.int64).astype(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]  # spaCy's stub wants its own array type
        return doc


def find_sentences(text: str) -> list[Span]:
    """The sentences of a text, trimmed, in order, never overlapping."""
    found: list[Span] = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        found += _sentences_of(text, start, gap.start())
        start = gap.end()
    return found + _sentences_of(text, start, len(text))


def evidence(sentences: Sequence[Span], start: int, end: int) -> Span:
    """The sentence around a span; where the span crosses sentences, all of them; the span itself where none is."""
    if not sentences:
        return start, end
    first = max(bisect_right(sentences, start, key=_start_of) - 1, 0)
    last = max(bisect_right(sentences, end - 1, key=_start_of) - 1, 0)
    return min(sentences[first][0], start), max(sentences[last][1], end)


def _start_of(sentence: Span) -> int:
    return sentence[0]


def _sentences_of(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    for sentence in razdel.sentenize(text[start:end]):
        found.append((start + sentence.start, start + sentence.stop))
    return found
