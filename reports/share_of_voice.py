"""Share of voice: in how many of the articles that name the union or one of those beside it the union itself stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.bars import Bar, draw_bars
from records.search import Query
from records.siblings import find_siblings
from reports.parts import Chart, Measures, Part, Value
from reports.period import Span
from reports.scope import Scope, numbers, search_address
from texts import _

_SIBLINGS = 8


def measure_share(scope: Scope) -> list[Part]:
    siblings = find_siblings(scope.registry, scope.union)
    if len(siblings) < 2:
        return []

    def together(span: Span) -> Query:
        return replace(scope.query(span), unions=siblings)

    found, totals = {}, {}
    for span, is_known in zip(scope.spans, scope.known, strict=True):
        if is_known:
            tally = scope.engine.tally(together(span), splits={"unions": ("unions",)})
            found[span], totals[span] = numbers(tally.counts["unions"]), tally.total
    ranked = sorted(siblings, key=lambda id_: (-found.get(scope.span, {}).get(id_, 0), id_))
    shown = [id_ for place, id_ in enumerate(ranked) if place < _SIBLINGS or id_ == scope.union.id]

    def number(id_: str, span: Span) -> tuple[Value, str]:
        return found[span].get(id_, 0), search_address(replace(scope.query(span), unions=(id_,)))

    def share(id_: str, span: Span) -> tuple[Value, str]:
        whole = totals[span]
        part = found[span].get(id_, 0) / whole if whole else 0.0
        return round(part, 3), search_address(replace(scope.query(span), unions=(id_,)))

    def name(id_: str) -> str:
        return scope.registry.unions[id_].short

    rows = [scope.measure(name(id_), lambda span, id_=id_: share(id_, span)) for id_ in shown]  # type: ignore[misc] # a default
    whole = scope.measure(
        _("публикаций, где назван хотя бы один из них (из скольких доля)"),
        lambda span: (totals[span], search_address(together(span))),
    )
    own = scope.measure(_("из них о нас"), lambda span: number(scope.union.id, span))
    title = _("Доля голоса среди соседей")
    chart = _share_chart(scope, [(name(id_), found.get(scope.span, {}).get(id_, 0), id_) for id_ in shown])
    remark = _(
        "Доля публикаций, где назван профсоюз, среди тех, где назван хотя бы один из соседей (их {number}). "
        "В сумме выходит больше 100 %, когда в одной статье названо несколько.",
        number=len(siblings),
    )
    return [
        Measures(title=title, heading=_("Профсоюз"), rows=rows, remark=remark, is_share=True),
        Measures(title=_("Из скольких считана доля"), heading=_("Что"), rows=[whole, own]),
        *chart,
    ]


def _share_chart(scope: Scope, shares: Sequence[tuple[str, int, str]]) -> list[Chart]:
    if not any(number for _name, number, _id in shares):
        return []
    bars = [
        Bar(label=name, value=number, note=str(number), is_ours=id_ == scope.union.id)
        for name, number, id_ in shares
    ]
    described = "; ".join(f"{name} — {number}" for name, number, _id in shares)
    title = _("Публикаций о нас и соседях")
    return [Chart(title=title, svg=draw_bars(bars, title, width=380), described=described)]
