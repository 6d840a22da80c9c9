"""A person's word against the annotation, and what an annotation becomes by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from records.annotation import Annotation, Mention, Tone


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What `by` said of the mentions of `union` in an article; of the one that stands at `span`, where that is given.

    Either `tone` says how it should be judged, or `instead` which union is meant: "" where none is. `words` are those
    at `span` when it was said: where an edited article has others there, the correction rests.
    """

    article_id: str
    made: datetime
    by: str
    union: str
    span: tuple[int, int] | None = None
    in_title: bool = False
    words: str = ""
    tone: Tone | None = None
    instead: str | None = None


def corrected(annotation: Annotation, corrections: Iterable[Correction], title: str, text: str) -> Annotation:
    """The annotation as people have corrected it, the latest word last."""
    mentions = list(annotation.unions)
    for correction in sorted(corrections, key=lambda one: one.made):
        told = (
            _told(mention, correction) if concerns(correction, mention, title, text) else mention
            for mention in mentions
        )
        mentions = [mention for mention in told if mention is not None]
    return replace(annotation, unions=tuple(mentions))


def concerns(correction: Correction, mention: Mention, title: str, text: str) -> bool:
    if mention.union != correction.union:
        return False
    if correction.span is None:
        return True
    place = (mention.start, mention.end)
    words = (title if mention.in_title else text)[slice(*place)]
    return (place, mention.in_title, words) == (correction.span, correction.in_title, correction.words)


def _told(mention: Mention, correction: Correction) -> Mention | None:
    if correction.instead is not None:
        return replace(mention, union=correction.instead) if correction.instead else None
    tone = correction.tone or 0
    return replace(mention, tone=tone, score=float(tone), confidence=1.0, sure=True)
