"""Whose words a mention stands in: a quotation, reported speech, or the author's own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.quotation_marks import find_direct
from nlp.reported import find_reported
from records.annotation import Speech

Span = tuple[int, int]
_SIGHT = 500  # characters of the sentence to each side


@dataclass(frozen=True, slots=True)
class Quotations:
    """The passages of direct speech in a text, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> Quotations:
        """Of spans in order that do not overlap."""
        return cls(tuple(start for start, _ in spans), tuple(end for _, end in spans))

    def around(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]


def find_quotations(text: str) -> Quotations:
    return Quotations.of(find_direct(text))


def speech_of(text: str, span: Span, sentence: Span, quotations: Quotations) -> Speech:
    """Direct inside a quotation, indirect in what somebody is said to have said, else none."""
    if quotations.around(*span):
        return "direct"
    around = (max(sentence[0], span[0] - _SIGHT), min(sentence[1], span[1] + _SIGHT))
    told = find_reported(text, around)
    inside = any(one.start <= span[0] < one.end and not one.cue[0] <= span[0] < one.cue[1] for one in told)
    return "indirect" if inside else "none"
