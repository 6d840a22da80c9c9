"""A union's overview: this week beside the last, over time, where, who, about what, and what is negative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from starlette.requests import Request

from charts.bars import Bar, draw_bars
from charts.timeline import Span, draw_timeline
from desk import wording
from desk.faults import MissingError
from desk.periods import Period, read_period
from desk.place import Desk
from desk.tables import ToneRow, read_tones, tone_row, tones_sheet
from desk.view import View
from exports.cells import Sheet
from records.annotation import Tone
from records.registry import Union
from records.search import Count, Query, Tally
from records.siblings import find_siblings
from texts import _

_WEEKS = 26
_ROWS = 10
_NEGATIVES = 5
_SIBLINGS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number of this period beside the one before."""

    label: str
    number: int
    before: int
    tone: Tone | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """In how many of the articles that name any of the siblings this one is named."""

    union: str
    number: int
    share: float


def show_overview(desk: Desk, request: Request) -> View:
    union = read_union(desk, request)
    period = read_period(request.query_params, desk)
    desk.engine.check()
    query = period_query(desk, union.id, period)
    now = _count(desk, query)
    before = _count(desk, period_query(desk, union.id, period.before))
    articles = desk.engine.tally(query, splits={"people": ("people",), "topics": ("topics",)})
    weeks = _weeks(desk, union.id, period)
    siblings, total = _shares(desk, union, period)
    earlier = {name: _numbers(before.counts[name]) for name in ("outlets", "regions")}
    tables = {
        "outlets": [tone_row(one, earlier["outlets"]) for one in now.counts["outlets"]],
        "regions": [tone_row(one, earlier["regions"]) for one in now.counts["regions"]],
    }
    figures = _figures(now, before)
    return View(
        title=_("{union}: обзор", union=union.short),
        template="overview.html.j2",
        name=f"{union.id} {period.since} {period.until}",
        context={
            "union": union,
            "period": period,
            "region_link": lambda code: wording.address(
                "/search", union=union.id, region=code, **period.parts
            ),
            "figures": figures,
            "timeline": draw_timeline(weeks) if any(any(week.tones.values()) for week in weeks) else "",
            "weeks": weeks,
            "tables": {name: rows[:_ROWS] for name, rows in tables.items()},
            "more": {name: max(0, len(rows) - _ROWS) for name, rows in tables.items()},
            "people": articles.counts["people"][:_ROWS],
            "topics": articles.counts["topics"][:_ROWS],
            "shares": siblings,
            "shares_of": total,
            "share_chart": _share_chart(desk, siblings, union.id),
            "negatives": desk.engine.search(replace(query, tone=-1, limit=_NEGATIVES)),
        },
        sheets=_sheets(desk, figures, tables, weeks, siblings, total),
    )


def read_union(desk: Desk, request: Request) -> Union:
    """The union of the address, else the first of those watched. Raises MissingError for one that there is not."""
    asked = request.query_params.get("union") or next(iter(desk.watched), "fnpr")
    union = desk.registry.unions.get(asked)
    if union is None:
        raise MissingError(_("Профсоюза «{id}» нет в реестре.", id=asked[:60]))
    return union


def period_query(desk: Desk, union: str, period: Period) -> Query:
    return Query(unions=(union,), since=period.since, until=period.until, timezone=desk.timezone)


def _count(desk: Desk, query: Query) -> Tally:
    splits = {"tones": ("tone",), "outlets": ("outlet", "tone"), "regions": ("region", "tone")}
    return desk.engine.tally(query, "mentions", splits=splits, distinct=("article_id", "story", "outlet"))


def _figures(now: Tally, before: Tally) -> list[Figure]:
    counted = [
        (_("публикаций"), "article_id"),
        (_("сюжетов"), "story"),
        (_("изданий"), "outlet"),
    ]
    figures = [
        Figure(label=label, number=now.distinct[name], before=before.distinct[name])
        for label, name in counted
    ]
    figures.append(Figure(label=_("упоминаний"), number=now.total, before=before.total))
    tones = (_numbers(now.counts["tones"]), _numbers(before.counts["tones"]))
    labels: list[tuple[Tone, str]] = [(1, _("из них хороших")), (0, _("нейтральных")), (-1, _("плохих"))]
    return figures + [
        Figure(label=label, number=tones[0].get(str(tone), 0), before=tones[1].get(str(tone), 0), tone=tone)
        for tone, label in labels
    ]


def _numbers(counts: Sequence[Count]) -> dict[str, int]:
    return {one.value: one.number for one in counts}


def _weeks(desk: Desk, union: str, period: Period) -> list[Span]:
    monday = period.until - timedelta(period.until.weekday())
    query = period_query(
        desk, union, Period(since=monday - timedelta(7 * (_WEEKS - 1)), until=monday + timedelta(6))
    )
    counts = desk.engine.tally(query, "mentions", splits={"weeks": ("week", "tone")}).counts["weeks"]
    return [_span(one) for one in counts]


def _span(one: Count) -> Span:
    monday = date.fromisoformat(one.value)
    return Span(first=monday, label=wording.short_day(monday), tones=read_tones(one.parts))


def _shares(desk: Desk, union: Union, period: Period) -> tuple[list[Share], int]:
    """Those of whom the press wrote most, and always the union itself."""
    siblings = find_siblings(desk.registry, union)
    query = Query(unions=siblings, since=period.since, until=period.until, timezone=desk.timezone)
    tally = desk.engine.tally(query, splits={"unions": ("unions",)})
    numbers = {one.value: one.number for one in tally.counts["unions"] if one.value in siblings}
    ranked = sorted(numbers, key=lambda id_: -numbers[id_])
    shown = [id_ for place, id_ in enumerate(ranked) if place < _SIBLINGS or id_ == union.id]
    if union.id in siblings and union.id not in shown:
        shown.append(union.id)
    shares = [
        Share(union=id_, number=numbers.get(id_, 0), share=numbers.get(id_, 0) / max(1, tally.total))
        for id_ in shown
    ]
    return shares, tally.total


def _share_chart(desk: Desk, shares: Sequence[Share], own: str) -> str:
    bars = [
        Bar(
            label=wording.union_name(desk.registry, share.union),
            value=share.number,
            note=f"{share.number} · {share.share:.0%}",
            is_ours=share.union == own,
        )
        for share in shares
    ]
    return draw_bars(bars, _("Доля голоса")) if any(share.number for share in shares) else ""


def _sheets(
    desk: Desk,
    figures: Sequence[Figure],
    tables: dict[str, list[ToneRow]],
    weeks: Sequence[Span],
    shares: Sequence[Share],
    total: int,
) -> list[Sheet]:
    figure_rows = [(each.label, each.number, each.before, each.number - each.before) for each in figures]
    registry = desk.registry
    return [
        Sheet(
            name=_("Итоги"),
            columns=((_("Что"), 24), (_("За период"), 12), (_("До него"), 12), (_("Разница"), 12)),
            rows=figure_rows,
        ),
        tones_sheet(
            _("По неделям"),
            _("Неделя с"),
            [(week.first, ToneRow(value="", tones=week.tones, before=None)) for week in weeks],
        ),
        *(
            tones_sheet(title, heading, [(named(registry, row.value), row) for row in tables[name]])
            for name, title, heading, named in (
                ("outlets", _("Издания"), _("Издание"), wording.outlet_name),
                ("regions", _("Регионы"), _("Регион"), wording.region_name),
            )
        ),
        Sheet(
            name=_("Доля голоса"),
            columns=((_("Профсоюз"), 40), (_("Публикаций"), 12), (_("Из скольких"), 12), (_("Доля"), 10)),
            rows=[
                (wording.union_name(registry, each.union), each.number, total, round(each.share, 3))
                for each in shares
            ],
        ),
    ]
