"""An outlet as a partner: what it writes of a union by quarters, what it takes from us, how good a source it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from archive.health import source_health
from archive.outlet_figures import last_mention, outlet_articles, outlet_quality, outlet_spans
from archive.pickup_lists import outlet_pickups
from archive.quote_lists import outlet_quotes
from archive.store import Transaction
from charts.timeline import Span, draw_timeline
from desk import wording
from desk.addresses import read_number
from desk.faults import MissingError
from desk.outlet_sheets import outlet_sheets
from desk.pages.overview import read_union
from desk.periods import Period, read_period
from desk.place import Desk
from desk.quote_groups import group_quotes
from desk.view import View
from records.listing import OutletSpan
from records.quarter import Quarter, last_quarters
from records.registry import Outlet, Union
from texts import _
from texts.conditions import verdict_words

_DAYS = 364
_QUARTERS = 8
_PAGE = 20
_QUOTES = 10
_PICKUPS = 20
_EVER = datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class QuarterRow:
    quarter: Quarter
    span: OutletSpan

    @property
    def label(self) -> str:
        numeral = ("I", "II", "III", "IV")[self.quarter.number - 1]
        return _("{number} кв. {year}", number=numeral, year=self.quarter.year)


def show_outlet(desk: Desk, request: Request) -> View:
    id_ = str(request.path_params["id"])
    union, period = read_union(desk, request), read_period(request.query_params, desk, _DAYS)
    page = read_number(request.query_params, "page", 1, 1, 500)
    with desk.archive.reading() as connection:
        _need(desk, connection, id_)
        quarters = _quarters(desk, connection, id_, union)
        written = _written(desk, connection, id_, union, period, page)
        sources = _sources(desk, connection, desk.registry.outlets.get(id_))
    quality = written["quality"]
    return View(
        title=wording.outlet_name(desk.registry, id_),
        template="outlet.html.j2",
        name=_("Отклик, издание {id}", id=id_),
        context={
            "outlet_id": id_,
            "outlet": desk.registry.outlets.get(id_),
            "union": union,
            "period": period,
            "quarters": quarters,
            "chart": _chart(quarters),
            "sources": sources,
            "page": page,
            **written,
        },
        sheets=outlet_sheets(
            desk,
            [(row.label, row.span) for row in quarters],
            quality,
            written["articles"],
            written["pickups"],
        ),
    )


def _need(desk: Desk, connection: Transaction, id_: str) -> None:
    """One that has left the register is shown as long as the archive has articles of it."""
    if id_ in desk.registry.outlets:
        return
    if "\0" in id_ or not outlet_articles(connection, id_, *_EVER, limit=1):
        raise MissingError(_("Такого издания нет ни в реестре, ни в архиве."))


def _quarters(desk: Desk, connection: Transaction, id_: str, union: Union) -> list[QuarterRow]:
    quarters = last_quarters(desk.clock().astimezone(desk.zone).date(), _QUARTERS)
    spans = outlet_spans(
        connection,
        id_,
        [quarter.bounds(desk.zone) for quarter in quarters],
        desk.registry.branch(union.id),
        desk.registry.branch_regions([union.id]),
    )
    return [QuarterRow(quarter=quarter, span=span) for quarter, span in zip(quarters, spans, strict=True)]


def _written(
    desk: Desk, connection: Transaction, id_: str, union: Union, period: Period, page: int
) -> Mapping[str, Any]:
    branch, regions = desk.registry.branch(union.id), desk.registry.branch_regions([union.id])
    bounds = period.bounds(desk.zone)
    found = outlet_articles(
        connection, id_, *bounds, branch, regions, limit=_PAGE + 1, offset=(page - 1) * _PAGE
    )
    last = last_mention(connection, id_, branch, regions)
    return {
        "quality": outlet_quality(connection, id_, *bounds),
        "last": last,
        "silent_days": (desk.clock() - last).days if last else None,
        "articles": found[:_PAGE],
        "has_more": len(found) > _PAGE,
        "branch": branch,
        "quotes": group_quotes(outlet_quotes(connection, id_, *bounds, branch, limit=_QUOTES)),
        "pickups": outlet_pickups(connection, id_, *bounds, _own_outlets(desk, branch), limit=_PICKUPS),
    }


def _own_outlets(desk: Desk, branch: frozenset[str]) -> set[str]:
    own = desk.registry.own_outlets
    return {id_ for id_ in own if desk.registry.outlets[id_].union in branch}


def _sources(desk: Desk, connection: Transaction, outlet: Outlet | None) -> Sequence[Mapping[str, Any]]:
    found = []
    for source in outlet.sources if outlet else ():
        health = next(iter(source_health(connection, source.id)), None)
        here = health.in_zone(desk.zone) if health else None
        found.append(
            {
                "kind": wording.source_words(source.kind),
                "url": source.url,
                "words": verdict_words(here.verdict) if here and here.last_asked else _("ещё не опрашивался"),
                "is_well": bool(here and here.last_asked and not here.verdict.condition),
                "last_success": here.last_success if here else None,
            }
        )
    return found


def _chart(rows: Sequence[QuarterRow]) -> str:
    spans = [
        Span(first=row.span.since.date(), label=row.label, tones=dict(row.span.mentions)) for row in rows
    ]
    return draw_timeline(spans, height=160) if any(row.span.mentions for row in rows) else ""
