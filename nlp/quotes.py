"""Quoted and reported words, with who says them and which unions they are about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from nlp.linking import Link
from nlp.quotation_marks import find_direct
from nlp.reported import Reported, find_reported
from nlp.sentences import evidence
from nlp.speakers import Speakers
from nlp.speech import Quotations
from records.annotation import Person, Quote

Span = tuple[int, int]
_SAME_PASSAGE = 240  # characters of the author's words between two parts of one speech
_AUTHOR_BETWEEN = re.compile(r"[\s»”\"]*[-–—]\s+[^\n«»]*[-–—]\s*")


@Language.factory(
    "quotes",
    assigns=["doc._.quotes"],
    requires=["doc._.sentences", "doc._.people", "doc._.links"],
)
def create_quotes(nlp: Language, name: str) -> QuoteFinder:  # noqa: ARG001 - spaCy's signature
    return QuoteFinder()


class QuoteFinder:
    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        speakers = Speakers(text, doc._.people)
        mentions = _Mentions(doc._.links)
        direct = find_direct(text)
        quotations = Quotations.of(direct)
        reported = [
            _reported_quote(text, told, speakers, mentions)
            for sentence in doc._.sentences
            for told in find_reported(text, sentence)
            if not told.judged and not quotations.around(told.start, told.start + 1)
        ]
        quotes = _direct_quotes(text, direct, speakers, mentions, _Around(doc._.sentences, reported))
        # «По словам...» with nothing behind, and a lone comma between unpaired marks, quote nothing.
        told = [quote for quote in (*quotes, *reported) if quote.start < quote.end]
        doc._.quotes = tuple(sorted(told, key=lambda quote: (quote.start, -quote.end)))
        return doc


class _Mentions:
    """The linked unions in order."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = [link for link in links if link.union and not link.distractor]
        self._starts = [link.start for link in self._links]

    def within(self, *spans: Span) -> list[str]:
        return [
            str(link.union)
            for start, end in spans
            for link in self._links[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        ]


class _Around:
    """What a few quoted words stand in: a sentence, or what somebody is reported to say."""

    def __init__(self, sentences: Sequence[Span], reported: Sequence[Quote]) -> None:
        self._sentences = sentences
        self._reported = reported
        self._starts = [quote.start for quote in reported]

    def speaker(self, span: Span, speakers: Speakers) -> Person | None:
        at = bisect_right(self._starts, span[0]) - 1
        told = self._reported[at] if at >= 0 else None
        if told is not None and span[1] <= told.end + 1 and told.speaker_span is not None:
            return speakers.at(told.speaker_span[0])
        return speakers.near(span, evidence(self._sentences, *span))


def _direct_quotes(
    text: str, spans: Sequence[Span], speakers: Speakers, mentions: _Mentions, around: _Around
) -> list[Quote]:
    found: list[Quote] = []
    last: Person | None = None
    for at, span in enumerate(spans):
        words = speakers.introduction(span)
        goes_on = at > 0 and _goes_on(text, spans[at - 1], span)
        if words is not None:
            speaker = speakers.in_words(words)
        elif goes_on:
            speaker = last
        else:
            speaker = around.speaker(span, speakers)
        last = speaker
        found.append(_quote(text, span, speaker, mentions.within(span, words or span), direct=True))
    return found


def _goes_on(text: str, before: Span, span: Span) -> bool:
    """The second part of «…, — сказал он. — …», or the next paragraph of the same speech."""
    if span[0] - before[1] > _SAME_PASSAGE:
        return False
    between = text[before[1] : span[0]]
    return _AUTHOR_BETWEEN.fullmatch(between) is not None


def _reported_quote(text: str, told: Reported, speakers: Speakers, mentions: _Mentions) -> Quote:
    span = told.start, told.end
    return _quote(text, span, speakers.in_words(told.cue), mentions.within(span, told.cue), direct=False)


def _quote(text: str, span: Span, speaker: Person | None, unions: list[str], *, direct: bool) -> Quote:
    start, end = _trimmed(text, span)
    if speaker is not None and speaker.union:
        unions = [*unions, speaker.union]
    return Quote(
        start=start,
        end=end,
        speaker=speaker.name if speaker else None,
        speaker_span=(speaker.start, speaker.end) if speaker else None,
        direct=direct,
        unions=tuple(dict.fromkeys(unions)),
    )


def _trimmed(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip(" \t\n,"))
