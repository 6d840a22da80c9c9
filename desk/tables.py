"""Rows that count mentions by tone: of an outlet, a region, a week, a campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exports.cells import Sheet
from records.annotation import Tone
from records.search import Count
from texts import _

_TONES: Mapping[str, Tone] = {"-1": -1, "0": 0, "1": 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class ToneRow:
    """`value` is the id in its field. `before` is the number of the period before, None where it is not compared."""

    value: str
    tones: Mapping[Tone, int]
    before: int | None

    @property
    def number(self) -> int:
        return sum(self.tones.values())

    def parts(self, whole: float = 100) -> list[tuple[Tone, float, float]]:
        """(tone, where its stretch begins, how long it is) of a bar `whole` long; negative first."""
        found, start = [], 0.0
        for tone in _TONES.values():
            length = whole * self.tones.get(tone, 0) / max(1, self.number)
            found.append((tone, round(start, 2), round(length, 2)))
            start += length
        return found


def read_tones(parts: Sequence[Count]) -> dict[Tone, int]:
    return {_TONES[part.value]: part.number for part in parts if part.value in _TONES}


def tone_row(one: Count, before: Mapping[str, int] | None = None) -> ToneRow:
    earlier = None if before is None else before.get(one.value, 0)
    return ToneRow(value=one.value, tones=read_tones(one.parts), before=earlier)


def tones_sheet(title: str, heading: str, rows: Sequence[tuple[str | date, ToneRow]]) -> Sheet:
    columns = (
        (heading, 36),
        (_("Упоминаний"), 12),
        (_("Хороших"), 12),
        (_("Нейтральных"), 12),
        (_("Плохих"), 12),
        (_("До этого"), 12),
    )
    return Sheet(
        name=title,
        columns=columns,
        rows=[
            (name, row.number, row.tones.get(1, 0), row.tones.get(0, 0), row.tones.get(-1, 0), row.before)
            for name, row in rows
        ],
    )
