"""The tone toward each mentioned union, with the sentence that shows it, whose view it is, and how large its part."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Token

from nlp.linking import Link, Span
from nlp.sentences import evidence
from nlp.speech import Quotations, find_quotations, speech_of
from nlp.tone_features import tone_features
from nlp.tone_model import load_tone_model
from nlp.tone_rules import domain_score, echo_score, is_fighting
from nlp.tone_vectors import tone_vector
from records.annotation import Holder, Mention, Role, TargetTone, Tone

# Below these the tone is 0. The one for any target gives the best F1 in cross-validation on RuSentNE; the one for
# unions was set by judgement, to keep to what is rather sure: the model was not trained on texts about unions.
_TARGET_THRESHOLD = 0.0
_UNION_THRESHOLD = 0.62
_RULE_THRESHOLD = 0.35
_LEAD = 2  # sentences
_SIGHT = 500  # characters of the sentence to each side of the mention
_OFTEN = 3  # mentions


@Language.factory(
    "tone",
    assigns=["doc._.mentions", "doc._.target_tones"],
    requires=["doc._.sentences", "doc._.links", "token.lemma", "doc.ents"],
)
def create_tone(nlp: Language, name: str) -> ToneJudge:  # noqa: ARG001 - spaCy's signature
    return ToneJudge()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Judgement:
    tone: Tone
    score: float
    confidence: float
    by_deeds: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A span with its sentence and the words of it; words[first:last] are the span's own."""

    span: Span
    evidence: Span
    words: Sequence[Token]
    first: int
    last: int
    next_words: Sequence[Token] = ()


class ToneJudge:
    def __call__(self, doc: Doc) -> Doc:
        links = [link for link in doc._.links if link.union and not link.distractor]
        if not links and not doc._.targets:
            return doc
        sentences = doc._.sentences
        tokens = [token for token in doc if not token.is_space]
        text = doc.text
        quotations = find_quotations(text)
        counts = Counter(link.union for link in links)
        doc._.mentions = tuple(_mention(text, link, tokens, sentences, quotations, counts) for link in links)
        doc._.target_tones = tuple(
            _target_tone(span, links, _place(tokens, sentences, span)) for span in doc._.targets
        )
        return doc


def _mention(
    text: str,
    link: Link,
    tokens: Sequence[Token],
    sentences: Sequence[Span],
    quotations: Quotations,
    counts: Mapping[str | None, int],
) -> Mention:
    place = _place(tokens, sentences, (link.start, link.end))
    judged = _judge_union(place)
    speech = speech_of(text, place.span, place.evidence, quotations)
    holder: Holder = "quoted" if speech != "none" else "implied" if judged.by_deeds else "author"
    in_lead = link.start < sentences[:_LEAD][-1][1] if sentences else True
    role: Role = "main" if in_lead or counts[link.union] >= _OFTEN else "episodic"
    return Mention(
        start=link.start,
        end=link.end,
        union=cast("str", link.union),
        tone=judged.tone,
        score=judged.score,
        confidence=judged.confidence,
        evidence=place.evidence,
        holder=holder,
        speech=speech,
        role=role,
        region=link.region,
        described=link.described,
    )


def _place(tokens: Sequence[Token], sentences: Sequence[Span], span: Span) -> _Place:
    around = evidence(sentences, *span)
    # A sentence without end must not be read whole for each of its mentions.
    seen = (max(around[0], span[0] - _SIGHT), min(around[1], span[1] + _SIGHT))
    words = _words_in(tokens, seen)
    inside = [at for at, word in enumerate(words) if word.idx < span[1] and word.idx + len(word) > span[0]]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    at = bisect_left(sentences, (around[1], 0))
    after = sentences[at] if at < len(sentences) else None
    return _Place(
        span=span,
        evidence=around,
        words=words,
        first=first,
        last=last,
        next_words=_words_in(tokens, (after[0], min(after[1], after[0] + _SIGHT))) if after else (),
    )


def _words_in(tokens: Sequence[Token], span: Span) -> list[Token]:
    start = bisect_right(tokens, span[0], key=lambda token: token.idx + len(token))
    end = bisect_left(tokens, span[1], key=lambda token: token.idx)
    return list(tokens[start:end])


def _judge_union(place: _Place) -> _Judgement:
    """The domain's own rules where they speak, else the model where it is sure, else 0."""
    if place.first == place.last:
        return _Judgement(tone=0, score=0.0, confidence=0.0)
    negative, _neutral, positive = _chances(place)
    told = domain_score(place.words, place.first, place.last)
    told = max(-1.0, min(1.0, told + echo_score(place.next_words)))
    learned = positive - negative
    if abs(told) >= _RULE_THRESHOLD:
        score = 0.75 * told + 0.25 * learned
        return _Judgement(tone=_sign(told), score=_rounded(score, told), confidence=abs(told), by_deeds=True)
    if learned < 0 and is_fighting(place.words, place.first, place.last):
        return _Judgement(tone=0, score=0.0, confidence=1 - negative)
    sure = max(negative, positive)
    if sure < _UNION_THRESHOLD:
        return _Judgement(tone=0, score=round(learned * 0.5, 3), confidence=round(1 - sure, 3))
    return _Judgement(tone=_sign(learned), score=round(learned, 3), confidence=round(sure, 3))


def _target_tone(span: Span, links: Sequence[Link], place: _Place) -> TargetTone:
    if any(link.start < span[1] and span[0] < link.end for link in links):
        judged = _judge_union(place)
        return TargetTone(tone=judged.tone, score=judged.score)
    if place.first == place.last:
        return TargetTone(tone=0, score=0.0)
    negative, neutral, positive = _chances(place)
    sure = max(negative, positive)
    tone = _sign(positive - negative) if sure > max(neutral, _TARGET_THRESHOLD) else 0
    return TargetTone(tone=tone, score=round(positive - negative, 3))


def _chances(place: _Place) -> tuple[float, float, float]:
    # spaCy's tokens have the names that the features read.
    around = (place.words, place.first, place.last)
    return load_tone_model().chances(tone_features(*around), tone_vector(*around))


def _sign(score: float) -> Tone:
    return 1 if score > 0 else -1 if score < 0 else 0


def _rounded(score: float, told: float) -> float:
    """Never of another sign than the tone."""
    return round(max(score, 0.1) if told > 0 else min(score, -0.1), 3)
