"""Which outlets wrote of a union in some time: how often, in which tone, and when last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request

from archive.outlet_figures import last_mention
from desk import wording
from desk.addresses import read_number
from desk.pages.overview import period_query, read_union
from desk.periods import Period, read_period
from desk.place import Desk
from desk.tables import ToneRow, tone_row
from desk.view import View
from exports.cells import Cell, Sheet
from records.registry import Union
from records.search import Query
from texts import _

_DAYS = 91
_PAGE = 50
_LONGEST = 100  # characters of a name to find


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletRow:
    tones: ToneRow
    last: datetime | None


def show_outlets(desk: Desk, request: Request) -> View:
    union = read_union(desk, request)
    period = read_period(request.query_params, desk, _DAYS)
    name = request.query_params.get("name", "").strip()[:_LONGEST]
    region = request.query_params.get("region", "")
    desk.engine.check()
    found = [row for row in _count(desk, union, period, region) if _is_called(desk, row.value, name)]
    pages = max(1, -(-len(found) // _PAGE))
    page = read_number(request.query_params, "page", 1, 1, 500)
    shown = found[(page - 1) * _PAGE : page * _PAGE]
    return View(
        title=_("Издания"),
        template="outlets.html.j2",
        name=_("Отклик, издания {union} {since} {until}", union=union.id, **period.parts),
        context={
            "union": union,
            "period": period,
            "called": name,
            "region": region,
            "total": len(found),
            "rows": list(_with_last(desk, union, shown)),
            "page": page,
            "pages": pages,
        },
        sheets=[_sheet(desk, union, found)],
    )


def _count(desk: Desk, union: Union, period: Period, region: str) -> list[ToneRow]:
    """Most mentions first."""

    def counts(span: Period) -> Query:
        return replace(period_query(desk, union.id, span), regions=(region,) if region else ())

    splits = {"outlets": ("outlet", "tone")}
    now = desk.engine.tally(counts(period), "mentions", splits=splits).counts["outlets"]
    before = desk.engine.tally(counts(period.before), "mentions", splits={"outlets": ("outlet",)})
    earlier = {one.value: one.number for one in before.counts["outlets"]}
    return [tone_row(one, earlier) for one in now]


def _is_called(desk: Desk, outlet_id: str, name: str) -> bool:
    return _folded(name) in _folded(wording.outlet_name(desk.registry, outlet_id)) if name else True


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


def _with_last(desk: Desk, union: Union, rows: Sequence[ToneRow]) -> Iterator[OutletRow]:
    branch, regions = desk.registry.branch(union.id), desk.registry.branch_regions([union.id])
    with desk.archive.reading() as connection:
        for row in rows:
            yield OutletRow(tones=row, last=last_mention(connection, row.value, branch, regions))


def _sheet(desk: Desk, union: Union, rows: Sequence[ToneRow]) -> Sheet:
    columns = (
        (_("Издание"), 34),
        (_("Регион"), 28),
        (_("Упоминаний"), 12),
        (_("Хороших"), 12),
        (_("Нейтральных"), 12),
        (_("Плохих"), 12),
        (_("До этого"), 12),
        (_("Последнее"), 14),
    )
    return Sheet(name=_("Издания"), columns=columns, rows=_cells(desk, union, rows))


def _cells(desk: Desk, union: Union, rows: Sequence[ToneRow]) -> Iterator[Sequence[Cell]]:
    for row in _with_last(desk, union, rows):
        outlet = desk.registry.outlets.get(row.tones.value)
        yield (
            wording.outlet_name(desk.registry, row.tones.value),
            wording.region_name(desk.registry, outlet.region) if outlet else "",
            row.tones.number,
            *(row.tones.tones.get(tone, 0) for tone in (1, 0, -1)),
            row.tones.before,
            row.last.astimezone(desk.zone).date() if row.last else None,
        )
