"""What a paper is made of, for whoever writes it as Word or PDF: headings, paragraphs, tables and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exports.cells import Cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """`level` 1…3."""

    text: str
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """`kind`: a title stands out and stays with what follows, a remark is small and grey, a quotation is set in."""

    text: str
    kind: Literal["text", "title", "remark", "quotation"] = "text"
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A PNG, `width` centimetres wide; `described` is read out instead of it."""

    png: bytes
    described: str
    width: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table. `columns` are (heading, relative width); those in `right` stand at their right edge, as numbers do."""

    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[Cell]]
    right: frozenset[int] = frozenset()


Block = Heading | Paragraph | Picture | Grid
