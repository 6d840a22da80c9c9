"""Direct speech in a text: passages in quotation marks, lines that begin with a dash, and lines «Name: words»."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from nlp.folding import fold, split_words
from nlp.morphology import lemma, parses
from nlp.speech_words import is_telling_verb

Span = tuple[int, int]
_LONG = 4  # words: a shorter passage is a name, unless somebody is said to say it
_LONGEST = 3_000  # characters: a mark that is not closed within them quotes nothing
_CLOSES = {"«": "»", "„": "“”", "“": "”", '"': '"'}
_MARKS = re.compile('[«»“”„"]')
_PARAGRAPH = re.compile(r"\n\s*\n")
_DIALOGUE = re.compile(r"(?m)^[ \t]*[-–—][ \t]*(\S.*)$")
# Words apart and of bounded length: a line of capitals must not be cut into four in every way there is.
_NAMED_LINE = re.compile(
    r"(?m)^[ \t]*([А-ЯЁ][\w.-]{0,40}(?:[ \t]+[А-ЯЁ][\w.-]{0,40}){0,3})[ \t]*:[ \t]+(?=[^\s«„])(.+)$"
)
_SEPARATOR = re.compile(r"[,.!?…]\s+[-–—]\s+")
_ATTRIBUTION = re.compile(r"\s*[,.!?…]?\s*[-–—]\s+(?=[а-яё])")
_OUTER_ENDS = re.compile(r"[.,!?…]{0,3}\s*(?:[—–]\s*[а-яё]|\n|$)")
_PARTS = frozenset(
    ("вопрос", "ответ", "корреспондент", "журналист", "ведущий", "ведущая", "собеседник", "автор")
)


def find_direct(text: str) -> list[Span]:
    """What is spoken word for word, in order, never overlapping; the author's words between are left out."""
    passages = sorted([*_in_marks(text), *_in_dialogue(text), *_in_named_lines(text)])
    found: list[Span] = []
    for start, end in passages:
        if found and start < found[-1][1]:
            continue
        found += _spoken_parts(text, start, end)
    return found


def _in_marks(text: str) -> Iterator[Span]:
    opened: deque[int] = deque()
    for match in _MARKS.finditer(text):
        at = match.start()
        while opened and opened[0] < at - _LONGEST:
            opened.popleft()
        if opened and text[at] in _CLOSES[text[opened[-1]]]:
            start = opened.pop()
            if opened and text[at] == "»" and _OUTER_ENDS.match(text, at + 1):  # one mark closes two
                start = opened.popleft()
                opened.clear()
            if not opened and _is_speech(text, start + 1, at):
                yield start + 1, at
        elif text[at] in _CLOSES:
            opened.append(at)


def _is_speech(text: str, start: int, end: int) -> bool:
    inside = text[start:end]
    if text[start - 1] == '"' and "\n" in inside:
        return False
    words = len(inside.split())
    if not words:
        return False
    if words >= _LONG and not _is_name(inside):
        return True
    return bool(_told_behind(text, end + 1) or (inside[:1].isupper() and _told_before(text, start - 1)))


def _told_behind(text: str, at: int) -> bool:
    """«…», — сказал директор."""
    dash = _ATTRIBUTION.match(text, at)
    return dash is not None and begins_with_verb(text[dash.end() : dash.end() + 60])


def _told_before(text: str, at: int) -> bool:
    """Директор сказал: «…»."""
    before = text[max(0, at - 60) : at].rstrip()
    return before.endswith(":") or (before[-1:].isalpha() and is_telling_verb(before.split()[-1]))


def _is_name(inside: str) -> bool:
    """A title without a verb or a stop: «За достойный труд в лесном хозяйстве!» is one, too."""
    words = split_words(inside)
    return len(words) < 9 and not any(lemma(word.form).endswith(("ть", "ться", "ти")) for word in words)


def begins_with_verb(words: str) -> bool:
    """«Сказал», «махнул рукой», «не скрывает обиды»: what stands behind a dash tells how it was said."""
    return any(parses(word.form)[0].tag.POS == "VERB" for word in split_words(words)[:2])


def _in_dialogue(text: str) -> Iterator[Span]:
    """Lines that begin with a dash; «- пункт;» is a list."""
    for line in _DIALOGUE.finditer(text):
        if (line.group(1)[0].isupper() or line.group(1)[0] in "«…") and not line.group(1).endswith(";"):
            yield line.span(1)


def _in_named_lines(text: str) -> Iterator[Span]:
    """«Иванов: …», «Вопрос: …»."""
    for line in _NAMED_LINE.finditer(text):
        last = line.group(1).split()[-1].strip(".")
        kinds = parses(last.lower())[0].tag
        if fold(last) in _PARTS or any(kind in kinds for kind in ("Surn", "Name", "Patr")):
            yield line.span(2)


def _spoken_parts(text: str, start: int, end: int) -> list[Span]:
    """Without what the author says between: «Мы ждали, — сказал он. — И дождались»."""
    found: list[Span] = []
    at = start
    by_author = False
    for separator in _SEPARATOR.finditer(text, start, end):
        if not by_author:
            behind = text[separator.end() : separator.end() + 60]
            if not (behind[:1].islower() and begins_with_verb(behind)):
                continue
            found.append((at, separator.start() + 1))
        at = separator.end()
        by_author = not by_author
    if not by_author and at < end:
        found.append((at, end))
    return found
