"""An article's tone toward each union it names, out of its mentions' tones: one definition for all who show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from records.annotation import Mention, Tone


def strength(tone: Tone, score: float) -> tuple[float, int]:
    """How much a mention says of the whole: a neutral one nothing; of two alike the negative more."""
    return (abs(score) if tone else -1.0, -tone)


def article_tones(mentions: Iterable[Mention]) -> Mapping[str, Tone]:
    """By union: the tone of the strongest mention that is not neutral; neutral where all are."""
    strongest: dict[str, Mention] = {}
    for mention in mentions:
        known = strongest.get(mention.union)
        if known is None or strength(mention.tone, mention.score) > strength(known.tone, known.score):
            strongest[mention.union] = mention
    return {union: mention.tone for union, mention in strongest.items()}
