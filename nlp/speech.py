"""Whose words a mention stands in: a quotation, reported speech, or the author's own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.folding import fold, split_words
from nlp.lexicon import Lexicon, load_lexicon
from nlp.morphology import lemma
from records.annotation import Speech

Span = tuple[int, int]
_SIGHT = 500  # characters of the sentence to each side
_LONG_QUOTE = 4  # words: a shorter one is a name
_LONGEST_QUOTE = 3_000  # characters: a quote mark that is never closed quotes nothing
_DIALOGUE = re.compile(r"(?m)^[ \t]*[-–—][ \t]*(.+)$")
_REPORTED = re.compile(r"по (?:словам|мнению|данным|оценке|информации|убеждению|сообщению)\b")
_CLAUSE = re.compile(r",\s*(?:что|чтобы|будто)\b|:\s")


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quoted passages of a text, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def around(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]


def find_quotations(text: str) -> Quotations:
    """Long passages in quote marks, and the spoken parts of lines that begin with a dash."""
    spans = sorted([*_in_marks(text), *_in_dialogue(text)])
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return Quotations(tuple(start for start, _ in merged), tuple(end for _, end in merged))


def speech_of(text: str, span: Span, sentence: Span, quotations: Quotations) -> Speech:
    """Direct inside a quotation, indirect in what somebody is said to have said, else none."""
    if quotations.around(*span):
        return "direct"
    lexicon = load_lexicon()
    before = text[max(sentence[0], span[0] - _SIGHT) : span[0]]
    folded = fold(before)
    for mark in _CLAUSE.finditer(folded):
        if _speaks(before[: mark.start()], lexicon):
            return "indirect"
    after = text[span[1] : min(sentence[1], span[1] + _SIGHT)]
    if _REPORTED.match(folded) and "," in before:
        return "indirect"
    # «…, сообщил директор» behind the mention reports it.
    tail = after.rsplit(",", 1)
    if len(tail) == 2 and _speaks(" ".join(tail[1].split()[:2]), lexicon):
        return "indirect"
    return "none"


def _speaks(words: str, lexicon: Lexicon) -> bool:
    return any(lemma(word.form) in lexicon.speech_verbs for word in split_words(words))


def _in_marks(text: str) -> list[Span]:
    found: list[Span] = []
    opened: list[int] = []
    for at in _marks(text):
        if text[at] in "«“„":
            opened.append(at)
        elif opened and (start := opened.pop()) >= at - _LONGEST_QUOTE:
            inside = text[start + 1 : at]
            if len(inside.split()) >= _LONG_QUOTE and not opened and not _is_name(inside):
                found.append((start + 1, at))
    return found


def _marks(text: str) -> Sequence[int]:
    return [match.start() for match in re.finditer("[«»“”„]", text)]


def _is_name(inside: str) -> bool:
    """A title without a verb or a stop: «За достойный труд в лесном хозяйстве!» is one, too."""
    words = split_words(inside)
    return len(words) < 9 and not any(lemma(word.form).endswith(("ть", "ться", "ти")) for word in words)


def _in_dialogue(text: str) -> list[Span]:
    """The line without what the author says in it: «– Мы ждали, – сказал он. – И дождались.»"""
    found: list[Span] = []
    lexicon = load_lexicon()
    for line in _DIALOGUE.finditer(text):
        at = line.start(1)
        for part in re.split(r"([,.!?…]\s+[-–—]\s+)", line.group(1)):
            words = " ".join(part.split()[:3])
            is_author = at > line.start(1) and _speaks(words, lexicon)
            if not is_author and part.strip():
                found.append((at, at + len(part)))
            at += len(part)
    return found
