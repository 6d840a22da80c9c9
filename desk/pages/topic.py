"""A topic: by region and in time, in which outlets, which unions are named, and the latest publications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from charts.publications import draw_publications
from charts.timeline import Span
from desk import wording
from desk.faults import MissingError
from desk.pages.search import articles_sheet
from desk.periods import Period, read_period
from desk.place import Desk
from desk.subject import Survey, press_sheet, span_label, survey
from desk.tables import tones_sheet
from desk.view import View
from exports.cells import Cell, Sheet
from records.annotation import Tone
from records.search import Query
from texts import _

_ROWS = 15
DAYS = 28  # of the period, where the address says none


def show_topic(desk: Desk, request: Request) -> View:
    topic = desk.registry.topics.get(request.path_params["id"])
    if topic is None:
        raise MissingError(_("Темы «{id}» нет в реестре.", id=request.path_params["id"][:60]))
    period = read_period(request.query_params, desk, days=DAYS)
    desk.engine.check()
    query = Query(topics=(topic.id,), since=period.since, until=period.until, timezone=desk.timezone)
    found = survey(desk, query, period)
    return View(
        title=topic.name,
        template="topic.html.j2",
        name=f"{topic.id} {period.since} {period.until}",
        context=survey_context(desk, found, period, topic=topic.id) | {"topic": topic},
        sheets=[articles_sheet(desk, query), *survey_sheets(desk, found)],
    )


def survey_context(desk: Desk, found: Survey, period: Period, **subject: str) -> dict[str, Any]:
    """What `subject.html.j2` shows; `subject` names the topic or campaign in addresses."""
    spans = [
        Span(first=first, label=span_label(first, found.interval), tones={0: number})
        for first, number, _tone in found.spans
    ]
    return {
        "survey": found,
        "period": period,
        "chart": draw_publications(spans) if found.total else "",
        "span_label": lambda first: span_label(first, found.interval),
        "shown": {
            "regions": found.regions[:_ROWS],
            "outlets": found.outlets[:_ROWS],
            "unions": found.unions[:_ROWS],
        },
        "more": {
            name: max(0, len(rows) - _ROWS)
            for name, rows in (
                ("regions", found.regions),
                ("outlets", found.outlets),
                ("unions", found.unions),
            )
        },
        "narrowed": lambda **parts: wording.address("/search", **subject, **parts, **period.parts),
        "region_link": _linked("region", subject, period),
        "outlet_link_here": _linked("outlet", subject, period),
        "union_link": _linked("union", subject, period),
        "union_name_here": lambda id_: wording.union_name(desk.registry, id_),
    }


def _linked(name: str, subject: Mapping[str, str], period: Period) -> Any:
    return lambda value: wording.address("/search", **subject, **{name: value}, **period.parts)


def survey_sheets(desk: Desk, found: Survey) -> list[Sheet]:
    registry = desk.registry
    return [
        tones_sheet(
            _("Профсоюзы"),
            _("Профсоюз"),
            [(wording.union_name(registry, row.value), row) for row in found.unions],
        ),
        press_sheet(
            _("Регионы"),
            _("Регион"),
            [(wording.region_name(registry, row.value), row) for row in found.regions],
        ),
        press_sheet(
            _("Издания"),
            _("Издание"),
            [(wording.outlet_name(registry, row.value), row) for row in found.outlets],
        ),
        _spans_sheet(found),
    ]


def _spans_sheet(found: Survey) -> Sheet:
    tones: tuple[Tone, ...] = (1, 0, -1)
    columns = (
        (_("Начало"), 14),
        (_("Публикаций"), 12),
        (_("Хороших"), 12),
        (_("Нейтральных"), 12),
        (_("Плохих"), 12),
    )
    rows: list[Sequence[Cell]] = [
        (first, number, *(tone.tones.get(each, 0) for each in tones)) for first, number, tone in found.spans
    ]
    return Sheet(name=_("По времени"), columns=columns, rows=rows)
