"""A text cut at the edges of all that was found in it, so that spans that overlap are each seen whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from records.annotation import Tone

MarkKind = Literal["union", "person", "organization", "place", "unknown", "quote", "topic", "campaign"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A span of the text, half-open, in characters. `note` says in words what it is; `number` is the mention's in the
    list beside the text, None where it has none there."""

    start: int
    end: int
    kind: MarkKind
    note: str
    tone: Tone | None = None
    number: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """What lies between two edges, with all the marks that cover it. `begun` and `ended` are the numbers of the
    mentions that begin and end with it."""

    text: str
    marks: tuple[Mark, ...] = ()
    begun: tuple[int, ...] = ()
    ended: tuple[int, ...] = ()

    @property
    def note(self) -> str:
        return "; ".join(dict.fromkeys(mark.note for mark in self.marks))


def cut_paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Piece]]:
    """The paragraphs of a text, which a line feed parts, each in pieces; a mark may go on over several."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in _cut(text, [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]):
        if piece.text == "\n":
            paragraphs.append([])
        else:
            paragraphs[-1].append(piece)
    return [paragraph for paragraph in paragraphs if any(piece.text.strip() for piece in paragraph)]


def _cut(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end), reverse=True)
    edges = _edges(text, marks)
    active: list[Mark] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start]
        while waiting and waiting[-1].start == start:
            active.append(waiting.pop())
        yield Piece(
            text=text[start:end],
            marks=tuple(active),
            begun=_numbers(mark for mark in active if mark.start == start),
            ended=_numbers(mark for mark in active if mark.end == end),
        )


def _edges(text: str, marks: Sequence[Mark]) -> list[int]:
    breaks = [place for place, sign in enumerate(text) if sign == "\n"]
    edges = {0, len(text), *breaks, *(place + 1 for place in breaks)}
    for mark in marks:
        edges |= {mark.start, mark.end}
    return sorted(edges)


def _numbers(marks: Iterable[Mark]) -> tuple[int, ...]:
    return tuple(mark.number for mark in marks if mark.number is not None)
