"""A text laid out for the tone models: its sentences as words, parsed once, and the organizations named in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from nlp.overlaps import Overlaps
from nlp.tone_syntax import Parse, load_parser
from nlp.tone_view import Named, Sentence, Span, View, view_target, view_union

_SIGHT = 500  # characters of a sentence to each side: one without end must not be read whole for each of its mentions
_LONGEST = 100  # words of a sentence that is parsed


class Token(NamedTuple):
    """What is read of spaCy's token, whose own attributes are slow."""

    text: str
    lemma_: str
    ent_type_: str
    idx: int


class Scene:
    """One document; `named` in the order of their beginnings."""

    def __init__(self, doc: Doc, named: Sequence[Named] = ()) -> None:
        self._sentences: Sequence[Span] = doc._.sentences
        self._named = Overlaps(named, _span_of)
        self._tokens = [token for token in doc if not token.is_space]
        self._places = [token.idx for token in self._tokens]
        self._words: dict[Span, list[Token]] = {}
        self._parses: dict[Span, Parse] = {}

    def parse(self, spans: Iterable[Span]) -> None:
        """Parses the sentences of these spans at once, for the views of them."""
        seen = {self._seen(self._at(span), span) for span in spans if self._at(span) is not None}
        fit = [one for one in sorted(seen) if 0 < len(self.words_in(one)) <= _LONGEST]
        told = load_parser().parse([[word.text for word in self.words_in(one)] for one in fit])
        self._parses |= dict(zip(fit, told, strict=True))

    def union_view(self, target: Named) -> View | None:
        at = self._at(target.span)
        if at is None:
            return None
        beside = [self._sentence(one, target.span) for one in (at - 1, at, at + 1)]
        start, end = (
            self._sentences[max(0, at - 1)][0],
            self._sentences[min(at + 1, len(self._sentences) - 1)][1],
        )
        start, end = max(start, target.span[0] - 2 * _SIGHT), min(end, target.span[1] + 2 * _SIGHT)
        return view_union(beside, target, self._named.of((start, end)))

    def target_view(self, span: Span) -> View | None:
        at = self._at(span)
        sentence = None if at is None else self._sentence(at, span)
        return view_target(sentence, span) if sentence else None

    def around(self, span: Span) -> tuple[list[Token], int, int, list[Token]]:
        """The words of a span's sentence, where the span begins and ends in them, and those of the next sentence."""
        at = self._at(span)
        if at is None:
            return [], 0, 0, []
        words = self.words_in(self._seen(at, span))
        inside = [
            n for n, word in enumerate(words) if word.idx < span[1] and word.idx + len(word.text) > span[0]
        ]
        behind = self.words_in(self._seen(at + 1, span)) if at + 1 < len(self._sentences) else []
        return (words, inside[0], inside[-1] + 1, behind) if inside else (words, 0, 0, behind)

    def words_in(self, span: Span) -> list[Token]:
        if span not in self._words:
            start = bisect_right(self._places, span[0])
            start -= start > 0 and self._places[start - 1] + len(self._tokens[start - 1]) > span[0]
            self._words[span] = [
                Token(token.text, token.lemma_, token.ent_type_, token.idx)
                for token in self._tokens[start : bisect_left(self._places, span[1])]
            ]
        return self._words[span]

    def _at(self, span: Span) -> int | None:
        """The sentence in which a span begins."""
        at = bisect_right(self._sentences, span[0], key=_start_of) - 1
        return at if at >= 0 else (0 if self._sentences else None)

    def _seen(self, at: int | None, span: Span) -> Span:
        """What is read of a sentence for the sake of a span."""
        if at is None:
            return (0, 0)
        start, end = self._sentences[at]
        if end - start <= 2 * _SIGHT:
            return start, end
        return max(start, min(span[0], end) - _SIGHT), min(end, max(span[1], start) + _SIGHT)

    def _sentence(self, at: int, span: Span) -> Sentence | None:
        if not 0 <= at < len(self._sentences):
            return None
        seen = self._seen(at, span)
        words = self.words_in(seen)
        unparsed = Parse(heads=[-1] * len(words), relations=[""] * len(words))
        return Sentence(words=words, parse=self._parses.get(seen, unparsed))


def _span_of(one: Named) -> Span:
    return one.span


def _start_of(sentence: Span) -> int:
    return sentence[0]
