"""Sentences: razdel's, within paragraphs, with lines that were broken in mid-sentence put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from razdel import sentenize
from razdel.segmenters.sentenize import BULLET_SIZE, SentSplit, SentSplitter
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

Span = tuple[int, int]
_SPLITTER = SentSplitter()
_PARAGRAPH = re.compile(r"\n\s*\n\s*|\n(?![ \t]*[a-zа-яё])")


@Language.factory("sentences", assigns=["token.is_sent_start", "doc.sents", "doc._.sentences"])
def create_sentences(nlp: Language, name: str) -> SentenceMarker:  # noqa: ARG001 - spaCy's signature
    return SentenceMarker()


class SentenceMarker:
    def __call__(self, doc: Doc) -> Doc:
        doc._.sentences = tuple(find_sentences(doc.text))
        if len(doc):  # one array: the setter of each token would look through the whole document
            marks = np.full((len(doc), 1), -1, dtype=np.int64)
            marks[np.isin(doc.to_array(IDX), [start for start, _end in doc._.sentences])] = 1
            marks[0] = 1
            doc.from_array([SENT_START], marks.astype(np.uint64))  # type: ignore[arg-type]  # spaCy's stub wants its own array type
        return doc


def find_sentences(text: str) -> list[Span]:
    """The sentences of a text, trimmed, in order, never overlapping."""
    found: list[Span] = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        found += _sentences_of(text, start, gap.start())
        start = gap.end()
    return [*found, *_sentences_of(text, start, len(text))]


def evidence(sentences: Sequence[Span], start: int, end: int) -> Span:
    """The sentence around a span; where the span crosses sentences, all of them; the span itself where none is."""
    if not sentences:
        return start, end
    first = max(bisect_right(sentences, start, key=_start_of) - 1, 0)
    last = max(bisect_right(sentences, end - 1, key=_start_of) - 1, 0)
    return min(sentences[first][0], start), max(sentences[last][1], end)


def _start_of(sentence: Span) -> int:
    return sentence[0]


def _sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    """Razdel's sentences of text[start:end]. Its rules only ever join; the commonest is asked first, without them."""
    part = text[start:end]
    begin = behind = 0
    for sign in _SPLITTER.re.finditer(part):
        if part[sign.end() : sign.end() + 1].isspace() and not _joined(part, begin, sign):
            first, behind = _trimmed(part, begin, sign.end(), behind)
            yield start + first, start + behind
            begin = sign.end()
    first, behind = _trimmed(part, begin, len(part), behind)
    yield start + first, start + behind


def _joined(part: str, begin: int, sign: re.Match[str]) -> bool:
    """Do razdel's rules go on with the sentence from `begin` behind this sign?"""
    at, end = sign.span()
    split = SentSplit(
        part[max(0, at - _SPLITTER.window) : at], sign.group(1), part[end : end + _SPLITTER.window]
    )
    split.buffer = part[
        begin : min(at, begin + BULLET_SIZE + 1)
    ]  # only whether it is a short number is asked
    return bool(sentenize.join(split))


def _trimmed(part: str, start: int, end: int, behind: int) -> Span:
    """Without white space around it; an empty one stands where the last one ended."""
    sentence = part[start:end].strip()
    first = part.index(sentence, start) if sentence else behind
    return first, first + len(sentence)
