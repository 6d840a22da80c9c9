"""How each source of the register fares, as the archive knows it, the worst first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from archive.gaps import lost_spans
from archive.health import source_health
from archive.looks import page_signs
from archive.unread import find_unread, name_broken
from desk.place import Desk
from records.article import Dropped, http_reason
from records.digest import UnreadOutlet
from records.health import PageSigns
from records.registry import Outlet, Source
from records.runs import SourceHealth
from records.search import COVERAGE
from texts import _
from texts.conditions import condition_words
from texts.reasons import plain_reason

# In the order in which they are shown: what somebody has to look at comes first.
State = Literal["failing", "broken", "silent", "locked", "new", "paused", "works"]
STATES: tuple[State, ...] = get_args(State)
_LOOKED_AT = timedelta(days=30)  # what was lost, and how the pages looked, is told of these days


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRow:
    """`health` None: never asked. `lost` are spans of the last month that nobody saw."""

    outlet: Outlet
    source: Source
    state: State
    health: SourceHealth | None
    lost: Sequence[tuple[datetime, datetime]]
    signs: PageSigns | None

    @property
    def since(self) -> datetime | None:
        return (
            self.health.verdict.since
            if self.health and self.state in ("failing", "broken", "silent")
            else None
        )

    @property
    def reason(self) -> str:
        """In words for people who run no servers; empty where nothing is wrong."""
        if self.outlet.paused is not None:
            return self.outlet.paused
        if self.state == "locked":
            return plain_reason(Dropped.NO_TOKEN)
        return condition_words(self.health.verdict) if self.health else ""

    @property
    def is_left(self) -> bool:
        """Nobody asks it any more: it is paused, or said that it is gone."""
        return self.state == "paused" or (self.health is not None and self.health.outcome == http_reason(410))

    @property
    def lost_hours(self) -> int:
        return round(sum((end - start for start, end in self.lost), timedelta()) / timedelta(hours=1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings:
    """Of the press and of the unions' own sites: how many outlets are read, of how many; and those that are not."""

    press: tuple[int, int]
    own: tuple[int, int]
    unread: tuple[UnreadOutlet, ...]


def state_words(state: State) -> str:
    return {
        "failing": _("не читается"),
        "broken": _("сломалось"),
        "silent": _("молчит"),
        "locked": _("нужен токен VK"),
        "new": _("ещё не опрашивали"),
        "paused": _("приостановлено"),
        "works": _("читается"),
    }[state]


def list_sources(desk: Desk) -> tuple[list[SourceRow], Readings]:
    now = desk.clock()
    with desk.archive.reading() as connection:
        health = source_health(connection)
        lost = lost_spans(connection, now - _LOOKED_AT)
        signs = page_signs(connection, now - _LOOKED_AT)
    known = {one.source_id: one for one in health}
    rows = [
        SourceRow(
            outlet=outlet,
            source=source,
            state=_state(outlet, known.get(source.id)),
            health=known.get(source.id),
            lost=lost.get(source.id, ()),
            signs=signs.get(source.id),
        )
        for outlet in desk.registry.outlets.values()
        for source in outlet.sources
    ]
    rows.sort(key=lambda row: (STATES.index(row.state), row.outlet.name.casefold(), row.source.url))
    return rows, _readings(desk, health, now)


def _state(outlet: Outlet, health: SourceHealth | None) -> State:
    if outlet.paused is not None:
        return "paused"
    if health is None or health.last_asked is None:
        return "new"
    if health.outcome == Dropped.NO_TOKEN:
        return "locked"
    return health.verdict.condition or "works"


def _readings(desk: Desk, health: Sequence[SourceHealth], now: datetime) -> Readings:
    """By the rule by which the mail names who was not read."""
    outlets = list(desk.registry.outlets.values())
    unread = find_unread(outlets, health, now)
    silent = {one.id for one in unread if not one.partly}
    broken = tuple(name_broken(outlet) for outlet in desk.registry.broken.values())
    return Readings(
        press=_share([one for one in outlets if one.kind in COVERAGE], silent),
        own=_share([one for one in outlets if one.kind not in COVERAGE], silent),
        unread=(*broken, *unread),
    )


def _share(outlets: Collection[Outlet], silent: Collection[str]) -> tuple[int, int]:
    return sum(outlet.id not in silent for outlet in outlets), len(outlets)
