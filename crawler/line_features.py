"""What a line looks like by itself, and what lines stand around it: a column of numbers a feature, a row a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from crawler.block_cues import CUES, find_cues, has_date
from crawler.blocks import Block

Column = NDArray[np.float64]
Columns = dict[str, Column]

_FUNCTION_WORDS = (
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня "
    "еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас уж ведь там потом себя ничего ей "
    "может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет тогда кто "
    "этот того потому этого какой им здесь этом один почти мой тем чтобы были куда зачем всех при об это также который "
    "которые которая которого которых том после над больше тот через эти нас про всего них какая много между эта этой "
    "этих"
)
_STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
_WORD = re.compile(r"[^\W_]+")
_ENDS = tuple(".!?…:;")
_CLOSING = " »\"”“)]'"
_SHORT = 12  # words: a longer line is no heading of a list and no button
_FAR = 50
_AROUND = (-2, -1, 1, 2)


def look_at(blocks: Sequence[Block]) -> Columns:
    texts = [block.text for block in blocks]
    lines = [text.lower() for text in texts]
    words = _column(block.words for block in blocks)
    linked = _column(block.linked for block in blocks)
    plain = words - linked
    signs = np.maximum(_column(len(text) for text in texts), 1)
    columns = {
        "words": np.log1p(words),
        "plain": np.log1p(plain),
        "linked": linked / words,
        "emphasized": _column(block.emphasized for block in blocks) / words,
        "ends": _column(text.rstrip(_CLOSING).endswith(_ENDS) for text in texts),
        "sentences": np.log1p(_column(_count_sentences(text) for text in texts)),
        "commas": _column(text.count(",") for text in texts) / words,
        "stop_words": _column(_count_stop_words(line) for line in lines) / words,
        "capitals": _column(sum(map(str.isupper, text)) for text in texts) / words,
        "digits": _column(sum(map(str.isdigit, text)) for text in texts) / signs,
        "begins_small": _column(text[0].islower() for text in texts),
        "begins_dash": _column(text[0] in "-–—" for text in texts),
        "begins_quote": _column(text[0] in '«"“„' for text in texts),
        "begins_digit": _column(text[0].isdigit() for text in texts),
        "after_break": _column(block.after_break for block in blocks),
        "date": _column(
            block.words < 2 * _SHORT and has_date(line) for block, line in zip(blocks, lines, strict=True)
        ),
    }
    columns["date_short"] = columns["date"] * (words < _SHORT)
    counts, first = find_cues(lines)
    short = (words < _SHORT)[:, None]
    for number, cue in enumerate(CUES):
        columns[f"{cue}_short"] = (counts * short > 0)[:, number] * 1.0
        columns[f"{cue}_first"] = first[:, number]
        columns[f"{cue}_count"] = np.minimum(counts[:, number], 5)
        columns[f"{cue}_share"] = np.minimum(counts[:, number] / np.sqrt(words), 1)
    comparable = [comparable_line(line) for line in lines]
    repeats = Counter(comparable)
    columns["repeated"] = _column(repeats[line] > 1 for line in comparable)
    return columns


def comparable_line(text: str) -> str:
    """Letters and digits only, in lower case: how lines are told to be the same."""
    return " ".join(_WORD.findall(text.lower()))


def line_key(text: str) -> int:
    """A number of 64 bits by which a line is known again, in another process too."""
    digest = blake2b(comparable_line(text).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def likeness(blocks: Sequence[Block], title: str) -> Column:
    """How much of the title's words each line has; a line much longer than the title is not its double."""
    wanted = set(comparable_line(title).split())
    if not wanted:
        return np.zeros(len(blocks))
    most = 2 * len(wanted) + 4
    return _column(
        len(wanted & set(comparable_line(block.text).split())) / len(wanted) if block.words <= most else 0.0
        for block in blocks
    )


def look_around(columns: Columns, same_box: Column, same_parent: Column) -> Columns:
    """The nearest lines' own features. `same_box` and `same_parent` number the boxes that lines stand in."""
    found: Columns = {}
    for offset in _AROUND:
        for name in ("plain", "linked", "ends", "words", "stop_words", "date_short"):
            found[f"{name}{offset:+d}"] = shifted(columns[name], offset, 1.0 if name == "linked" else 0.0)
        found[f"same_box{offset:+d}"] = (shifted(same_box, offset, -1) == same_box) * 1.0
        found[f"same_parent{offset:+d}"] = (shifted(same_parent, offset, -1) == same_parent) * 1.0
    return found


def shifted(column: Column, offset: int, outside: float) -> Column:
    """The value of the line `offset` lines further on."""
    result = np.full(len(column), outside)
    if abs(offset) < len(column):
        if offset > 0:
            result[:-offset] = column[offset:]
        else:
            result[-offset:] = column[:offset]
    return result


def since(flags: NDArray[np.bool_]) -> Column:
    """How many lines ago the last flagged one stood, on a logarithmic scale."""
    places = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, places, -_FAR))
    before = np.concatenate(([-_FAR], last[:-1]))
    return np.log1p(np.minimum(places - before - 1, _FAR))


def _count_sentences(text: str) -> int:
    return text.count(". ") + text.count("! ") + text.count("? ") + text.endswith(_ENDS[:4])


def _count_stop_words(line: str) -> int:
    return sum(word in _STOP_WORDS for word in line.split())


def _column(values: Iterable[float]) -> Column:
    return np.fromiter(values, dtype=np.float64)
