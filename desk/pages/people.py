"""Whom the press names beside a union: our own people first, with the positions that it gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from archive.people_lists import find_positions, people_of
from desk import wording
from desk.addresses import read_number
from desk.pages.overview import period_query, read_union
from desk.periods import Period, read_period
from desk.place import Desk
from desk.view import View
from exports.cells import Sheet
from records.registry import Union
from texts import _

_DAYS = 91
_PAGE = 50
_LONGEST = 100  # characters of a name to find


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """`last` is when the person was named last, None where that was not counted."""

    name: str
    articles: int
    last: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    named: Named
    roles: tuple[str, ...]
    unions: tuple[str, ...]


def show_people(desk: Desk, request: Request) -> View:
    union = read_union(desk, request)
    period = read_period(request.query_params, desk, _DAYS)
    part = request.query_params.get("name", "").strip()[:_LONGEST]
    everybody = request.query_params.get("who") == "all"
    named = _everybody(desk, union, period) if everybody else _ours(desk, union, period)
    found = [each for each in named if _folded(part) in _folded(each.name)]
    page = read_number(request.query_params, "page", 1, 1, 500)
    rows = _rows(desk, found[(page - 1) * _PAGE : page * _PAGE], period)
    return View(
        title=_("Люди"),
        template="people.html.j2",
        name=_("Отклик, люди {union} {since} {until}", union=union.id, **period.parts),
        context={
            "union": union,
            "period": period,
            "part": part,
            "everybody": everybody,
            "total": len(found),
            "rows": rows,
            "page": page,
            "pages": max(1, -(-len(found) // _PAGE)),
        },
        sheets=[_sheet(desk, rows, found)],
    )


def _ours(desk: Desk, union: Union, period: Period) -> list[Named]:
    branch = desk.registry.branch(union.id)
    with desk.archive.reading() as connection:
        found = people_of(connection, branch, *period.bounds(desk.zone), desk.registry.own_outlets)
    return [Named(name=each.name, articles=each.articles, last=each.last) for each in found]


def _everybody(desk: Desk, union: Union, period: Period) -> list[Named]:
    """All whom the articles name that mention the union."""
    desk.engine.check()
    tally = desk.engine.tally(period_query(desk, union.id, period), splits={"people": ("people",)})
    return [Named(name=one.value, articles=one.number, last=None) for one in tally.counts["people"]]


def _rows(desk: Desk, named: Sequence[Named], period: Period) -> list[PersonRow]:
    with desk.archive.reading() as connection:
        positions = find_positions(connection, [each.name for each in named], *period.bounds(desk.zone))
    return [
        PersonRow(named=each, roles=positions[each.name][0], unions=positions[each.name][1]) for each in named
    ]


def _sheet(desk: Desk, rows: Sequence[PersonRow], found: Sequence[Named]) -> Sheet:
    """All that were found; positions stand beside those of the page that is shown."""
    shown = {row.named.name: row for row in rows}
    columns = (
        (_("Человек"), 34),
        (_("Публикаций"), 12),
        (_("Последняя"), 14),
        (_("Должность, как в тексте"), 60),
        (_("Профсоюз"), 40),
    )
    cells = (
        (
            each.name,
            each.articles,
            each.last.astimezone(desk.zone).date() if each.last else None,
            "; ".join(shown[each.name].roles) if each.name in shown else "",
            "; ".join(wording.union_name(desk.registry, union) for union in shown[each.name].unions)
            if each.name in shown
            else "",
        )
        for each in found
    )
    return Sheet(name=_("Люди"), columns=columns, rows=cells)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
