"""Topics and campaigns: how much was written on each in the period and before it, in which tone, and what is coming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from starlette.requests import Request

from desk import wording
from desk.filters import read_choice, read_own_union
from desk.periods import Period, read_period
from desk.place import Desk
from desk.subject import PressRow, press_rows, press_sheet
from desk.view import View
from exports.cells import Sheet
from records.agenda import AgendaDate, agenda_near
from records.search import Query
from texts import _
from texts.typography import counted

_BEHIND, _AHEAD = 7, 183  # days: each date of a year is at most so far away
_DATES = 4
_FIELDS = ("topics", "campaigns")


def show_topics(desk: Desk, request: Request) -> View:
    registry = desk.registry
    union = read_own_union(desk, request)
    region = read_choice(request, "region", registry.regions)
    period = read_period(request.query_params, desk)
    desk.engine.check()
    rows = _count(desk, union.id if union else "", region, period)
    dates = _coming(desk)
    return View(
        title=_("Кампании и темы"),
        template="agenda.html.j2",
        name=_("Кампании и темы {since} {until}", **period.parts),
        context={
            "union": union,
            "region": region,
            "period": period,
            "rows": rows,
            "topic_link": lambda id_: wording.address(f"/topic/{id_}", **period.parts),
            "campaign_link": lambda id_: wording.address(f"/campaign/{id_}", **period.parts),
            "topic_name_here": lambda id_: wording.topic_name(registry, id_),
            "campaign_name_here": lambda id_: wording.campaign_name(registry, id_),
            "dates": dates,
            "distance_words": distance_words,
            "today": _today(desk),
        },
        sheets=[
            press_sheet(
                _("Темы"),
                _("Тема"),
                [(wording.topic_name(registry, row.value), row) for row in rows["topics"]],
            ),
            press_sheet(
                _("Кампании"),
                _("Кампания"),
                [(wording.campaign_name(registry, row.value), row) for row in rows["campaigns"]],
            ),
            _dates_sheet(dates),
        ],
    )


def _count(desk: Desk, union: str, region: str, period: Period) -> dict[str, list[PressRow]]:
    now = Query(
        unions=(union,) if union else (),
        regions=(region,) if region else (),
        since=period.since,
        until=period.until,
        timezone=desk.timezone,
    )
    then = replace(now, since=period.before.since, until=period.before.until)
    splits = {name: (name,) for name in _FIELDS}
    articles, earlier = (desk.engine.tally(query, splits=splits).counts for query in (now, then))
    mentions = desk.engine.tally(now, "mentions", splits={name: (name, "tone") for name in _FIELDS}).counts
    known = {"topics": tuple(desk.registry.topics), "campaigns": tuple(desk.registry.campaigns)}
    return {name: press_rows(articles[name], earlier[name], mentions[name], known[name]) for name in _FIELDS}


def _today(desk: Desk) -> date:
    return desk.clock().astimezone(desk.zone).date()


def _coming(desk: Desk) -> list[tuple[date, AgendaDate]]:
    return agenda_near(desk.registry.agenda, _today(desk), _BEHIND, _AHEAD)[:_DATES]


def distance_words(day: date, today: date) -> str:
    days = (day - today) // timedelta(1)
    if days == 0:
        return _("сегодня")
    length = counted(abs(days), "день", "дня", "дней")
    return _("через {length}", length=length) if days > 0 else _("{length} назад", length=length)


def _dates_sheet(dates: Sequence[tuple[date, AgendaDate]]) -> Sheet:
    return Sheet(
        name=_("Даты повестки"),
        columns=((_("День"), 14), (_("Что"), 60)),
        rows=[(day, one.name) for day, one in dates],
    )
