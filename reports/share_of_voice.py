"""Share of voice: in how many of the articles that name the union or one of those beside it the union itself stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from charts.bars import Bar, draw_bars
from records.search import Query
from records.siblings import find_siblings
from reports.parts import Chart, Measure, Measures, Part, Value
from reports.period import Span
from reports.scope import Scope, numbers, page_address, search_address
from texts import _

_SIBLINGS = 8
_MOST_IN_ADDRESS = 50  # values of one name, more of which the desk refuses


@dataclass(frozen=True, kw_only=True)
class _Voices:
    """Articles by span: of each union, and of all of them together. `together` are the unions asked for."""

    scope: Scope
    siblings: Sequence[str]
    together: tuple[str, ...]
    found: Mapping[Span, Mapping[str, int]]
    totals: Mapping[Span, int]

    def share(self, id_: str) -> Measure:
        def ask(span: Span) -> tuple[Value, str]:
            whole, part = self.totals[span], self.found[span].get(id_, 0)
            return round(part / whole, 3) if whole else 0.0, search_address(self._query(span, (id_,)))

        return self.scope.measure(self.name(id_), ask)

    def number(self, label: str, id_: str) -> Measure:
        def ask(span: Span) -> tuple[Value, str]:
            return self.found[span].get(id_, 0), search_address(self._query(span, (id_,)))

        return self.scope.measure(label, ask)

    def whole(self) -> Measure:
        def ask(span: Span) -> tuple[Value, str]:
            if len(self.together) > _MOST_IN_ADDRESS:
                return self.totals[span], page_address("/", span, union=self.scope.union.id)
            return self.totals[span], search_address(self._query(span, self.together))

        return self.scope.measure(_("публикаций, где назван хотя бы один из них"), ask)

    def name(self, id_: str) -> str:
        return self.scope.registry.unions[id_].short

    def now(self, id_: str) -> int:
        return self.found.get(self.scope.span, {}).get(id_, 0)

    def _query(self, span: Span, unions: tuple[str, ...]) -> Query:
        return replace(self.scope.query(span), unions=unions)


def measure_share(scope: Scope) -> list[Part]:
    """Nothing of a union that has nobody beside it. One above all others is the whole, its members the parts."""
    siblings = find_siblings(scope.registry, scope.union)
    if len(siblings) < 2:
        return []
    voices = _count(scope, siblings)
    ranked = sorted(siblings, key=lambda id_: (-voices.now(id_), id_))
    shown = [id_ for place, id_ in enumerate(ranked) if place < _SIBLINGS or id_ == scope.union.id]
    own = [voices.number(_("из них о нас"), scope.union.id)] if scope.union.id in siblings else []
    remark = _(
        "Доля среди публикаций, где назван хотя бы один из них (всего профсоюзов: {number}). В сумме выходит больше "
        "100 %, когда в одной статье названо несколько.",
        number=len(siblings),
    )
    return [
        Measures(
            title=_("Доля голоса"),
            heading=_("Профсоюз"),
            rows=[voices.share(id_) for id_ in shown],
            remark=remark,
            is_share=True,
        ),
        Measures(title=_("Из скольких считана доля"), heading=_("Что"), rows=[voices.whole(), *own]),
        *_draw(voices, shown),
    ]


def _count(scope: Scope, siblings: tuple[str, ...]) -> _Voices:
    together = siblings if scope.union.id in siblings else (scope.union.id,)
    found, totals = {}, {}
    for span, is_known in zip(scope.spans, scope.known, strict=True):
        if is_known:
            query = replace(scope.query(span), unions=together)
            tally = scope.engine.tally(query, splits={"unions": ("unions",)})
            found[span], totals[span] = numbers(tally.counts["unions"]), tally.total
    return _Voices(scope=scope, siblings=siblings, together=together, found=found, totals=totals)


def _draw(voices: _Voices, shown: Sequence[str]) -> list[Chart]:
    if not any(voices.now(id_) for id_ in shown):
        return []
    own = voices.scope.union.id
    bars = [
        Bar(label=voices.name(id_), value=voices.now(id_), note=str(voices.now(id_)), is_ours=id_ == own)
        for id_ in shown
    ]
    described = "; ".join(f"{bar.label} — {bar.note}" for bar in bars)
    title = _("Публикаций о каждом")
    return [Chart(title=title, svg=draw_bars(bars, title, width=380), described=described)]
