"""Sources: what is read, what is not, since when and why, in plain words; the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request

from desk import wording
from desk.addresses import read_number
from desk.filters import read_choice
from desk.place import Desk
from desk.sources import STATES, SourceRow, list_sources, state_words
from desk.view import View
from exports.cells import Cell, Linked, Sheet
from records.digest import UnreadOutlet
from texts import _

_PAGE = 100


def show_sources(desk: Desk, request: Request) -> View:
    state = read_choice(request, "state", STATES)
    region = read_choice(request, "region", desk.registry.regions)
    every, readings = list_sources(desk)
    here = [row for row in every if not region or row.outlet.region == region]
    rows = [row for row in here if not state or row.state == state]
    page = read_number(request.query_params, "page", 1, 1, 500)
    return View(
        title=_("Источники"),
        template="sources.html.j2",
        name=_("Отклик, источники"),
        context={
            "state": state,
            "region": region,
            "states": _states(here),
            "readings": readings,
            "rows": rows[_PAGE * (page - 1) : _PAGE * page],
            "total": len(rows),
            "page": page,
            "pages": -(-len(rows) // _PAGE),
            "state_words": state_words,
        },
        sheets=[_sheet(desk, rows), _unread_sheet(desk, readings.unread)],
    )


def _states(rows: Sequence[SourceRow]) -> list[tuple[str, str, int]]:
    numbers = Counter(row.state for row in rows)
    return [(state, state_words(state), numbers[state]) for state in STATES if numbers[state]]


def _sheet(desk: Desk, rows: Sequence[SourceRow]) -> Sheet:
    columns = (
        (_("Издание"), 30),
        (_("Регион"), 24),
        (_("Адрес"), 44),
        (_("Состояние"), 18),
        (_("С каких пор"), 17),
        (_("Почему"), 50),
        (_("Ответ сервера"), 16),
        (_("Последний раз прочитано"), 17),
        (_("Свежая публикация"), 17),
        (_("Записей в списке"), 12),
        (_("Потеряно часов за 30 дней"), 14),
        (_("Страниц за 30 дней"), 12),
        (_("Из них с датой"), 12),
        (_("С автором"), 12),
        (_("Спросят снова"), 17),
    )
    return Sheet(name=_("Источники"), columns=columns, rows=[_cells(desk, row) for row in rows])


def _cells(desk: Desk, row: SourceRow) -> Sequence[Cell]:
    health, signs = row.health, row.signs
    return (
        row.outlet.name,
        wording.region_name(desk.registry, row.outlet.region),
        Linked(text=row.source.url, url=row.source.url),
        state_words(row.state),
        _local(desk, row.since),
        row.reason,
        health.outcome if health else "",
        _local(desk, health.last_success if health else None),
        _local(desk, health.newest if health else None),
        health.window if health else None,
        row.lost_hours,
        signs.pages if signs else None,
        signs.dated if signs else None,
        signs.signed if signs else None,
        _local(desk, health.due if health else None),
    )


def _unread_sheet(desk: Desk, unread: Sequence[UnreadOutlet]) -> Sheet:
    columns = ((_("Издание"), 30), (_("Не читается с"), 17), (_("Почему"), 60), (_("Прочитано частично"), 12))
    rows = [
        (one.outlet, _local(desk, one.since), one.reason, _("да") if one.partly else _("нет"))
        for one in unread
    ]
    return Sheet(name=_("Не прочитаны"), columns=columns, rows=rows)


def _local(desk: Desk, moment: datetime | None) -> datetime | None:
    """A cell has no zone: the desk's clock."""
    return moment and moment.astimezone(desk.zone).replace(tzinfo=None)
