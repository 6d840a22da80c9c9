"""The outlets of the register with what the archive knows of their sources, as a table and as rows for programs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from otklik.mends import condition_mend, mend_for
from records.article import Dropped
from records.registry import Outlet, Source
from records.runs import SourceHealth
from texts import _
from texts.conditions import verdict_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One source of an outlet; `health` is None where it was never registered with the archive."""

    outlet: Outlet
    source: Source
    health: SourceHealth | None

    @property
    def fails(self) -> bool:
        return self._suffers_from("failing")

    @property
    def is_odd(self) -> bool:
        """Whether it answers and yet is not what it was."""
        return self._suffers_from("broken", "silent")

    def _suffers_from(self, *conditions: str) -> bool:
        asked = self.outlet.paused is None and self.health is not None
        return asked and self.health is not None and self.health.verdict.condition in conditions


def listed_rows(outlets: Iterable[Outlet], health: Mapping[str, SourceHealth], *, failing: bool) -> list[Row]:
    """By region and outlet; with `failing` those alone that are asked in vain."""
    ordered = sorted(outlets, key=lambda outlet: (outlet.region, outlet.id))
    rows = [
        Row(outlet=outlet, source=source, health=health.get(source.id))
        for outlet in ordered
        for source in outlet.sources
    ]
    return [row for row in rows if row.fails or row.is_odd or not failing]


def show_outlets(console: Console, rows: Sequence[Row]) -> None:
    table = Table(box=None, pad_edge=False)
    for title in (
        _("код"),
        _("издание"),
        _("регион"),
        _("источник"),
        _("читали"),
        _("состояние"),
        _("что сделать"),
    ):
        table.add_column(title)
    for row in rows:
        read = row.health.last_success if row.health else None
        state, mend = _state(row)
        table.add_row(
            row.outlet.id,
            Text(row.outlet.name),
            row.outlet.region,
            Text(row.source.url),
            f"{read:%d.%m.%Y}" if read else "—",
            Text(state),
            Text(mend),
        )
    console.print(table)
    paused = len({row.outlet.id for row in rows if row.outlet.paused})
    console.print(
        _(
            "Источников {sources}, изданий {outlets}: приостановлено {paused}, не читается источников {failing}, "
            "под вопросом {odd}.",
            sources=len(rows),
            outlets=len({row.outlet.id for row in rows}),
            paused=paused,
            failing=sum(row.fails for row in rows),
            odd=sum(row.is_odd for row in rows),
        )
    )


def _state(row: Row) -> tuple[str, str]:
    """In words, and what to do."""
    if row.outlet.paused:
        return (
            _("приостановлено: {reason}", reason=row.outlet.paused),
            _("проверить: otklik sources check {id}", id=row.outlet.id),
        )
    health = row.health
    if health is None or health.last_asked is None:
        return _("ещё не опрашивалось"), ""
    if health.outcome == Dropped.NO_TOKEN:
        return _("не опрашивалось: нужен токен VK"), mend_for(health.outcome, health.url)
    return verdict_words(health.verdict), condition_mend(health.verdict, health.url)


def outlet_rows(rows: Iterable[Row]) -> list[dict[str, object]]:
    """One object an outlet, with its sources."""
    found: list[dict[str, object]] = []
    for outlet, sources in groupby(rows, key=lambda row: row.outlet):
        found.append(
            {
                "id": outlet.id,
                "name": outlet.name,
                "url": outlet.url,
                "region": outlet.region,
                "kind": outlet.kind,
                "union": outlet.union,
                "paused": outlet.paused,
                "sources": [_source_row(row) for row in sources],
            }
        )
    return found


def _source_row(row: Row) -> dict[str, object]:
    state, mend = _state(row)
    facts: dict[str, object] = {"source_id": row.source.id, "kind": row.source.kind, "url": row.source.url}
    if row.health is not None:
        facts |= dataclasses.asdict(row.health)
    return facts | {"state": state, "mend": mend}
