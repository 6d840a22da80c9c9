"""Search: words and filters, what was found with the sentence that proves the tone, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request

from charts.timeline import Span, draw_timeline
from desk import wording
from desk.addresses import PAGE, read_query, with_changes
from desk.place import Desk
from desk.view import View
from exports.cells import Cell, Linked, Sheet, Toned
from records.search import Hit, Query, Results
from search.mapping import LAST_RESULT
from texts import _

_AT_ONCE = 500  # articles that a file's rows are asked for at once
_FACET_SHOWN = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One value to filter by: how many articles have it, and the address that adds it or takes it out."""

    label: str
    number: int
    address: str
    chosen: bool


def show_search(desk: Desk, request: Request) -> View:
    query = read_query(request.query_params, desk.timezone)
    desk.engine.check()
    results = desk.engine.search(query)
    page = query.offset // PAGE + 1
    return View(
        title=_("Поиск"),
        template="search.html.j2",
        name=_("Отклик, поиск"),
        context={
            "query": query,
            "results": results,
            "facets": _facets(desk, request, query, results),
            "timeline": _timeline(results),
            "page": page,
            "pages": -(-min(results.total, LAST_RESULT) // PAGE),
        },
        sheets=[articles_sheet(desk, query)],
    )


def _facets(desk: Desk, request: Request, query: Query, results: Results) -> list[tuple[str, list[Choice]]]:
    registry = desk.registry
    parts = [
        (_("Профсоюз"), "union", "unions", query.unions, wording.union_name),
        (_("Издание"), "outlet", "outlet", query.outlets, wording.outlet_name),
        (_("Регион"), "region", "region", query.regions, wording.region_name),
        (_("Тема"), "topic", "topics", query.topics, wording.topic_name),
        (_("Человек"), "person", "people", query.people, lambda _registry, name: name),
    ]
    found = []
    for heading, name, facet, chosen, named in parts:
        counts = results.facets.get(facet, ())
        shown = [*[pair for pair in counts if pair[0] in chosen], *[p for p in counts if p[0] not in chosen]]
        choices = [
            Choice(
                label=named(registry, value),
                number=number,
                address=with_changes(request, **{name: None if value in chosen else value}),
                chosen=value in chosen,
            )
            for value, number in shown[:_FACET_SHOWN]
        ]
        if choices:
            found.append((heading, choices))
    return found


def _timeline(results: Results) -> str:
    if len(results.weeks) < 2:
        return ""
    spans = [
        Span(first=monday, label=wording.short_day(monday), tones={0: number})
        for monday, number in results.weeks[-104:]
    ]
    return draw_timeline(spans, width=760, height=110)


def articles_sheet(desk: Desk, query: Query) -> Sheet:
    """All that the query finds, not only the page that is shown; the engine is asked as the rows are written."""
    columns = (
        (_("Опубликовано"), 17),
        (_("Издание"), 24),
        (_("Регион"), 22),
        (_("Заголовок"), 48),
        (_("О ком"), 30),
        (_("Тон"), 14),
        (_("Фраза-основание"), 64),
        (_("Перепечатка"), 13),
        (_("Адрес"), 40),
    )
    return Sheet(name=_("Публикации"), columns=columns, rows=_rows(desk, query))


def _rows(desk: Desk, query: Query) -> Iterator[Sequence[Cell]]:
    for offset in range(0, LAST_RESULT, _AT_ONCE):
        hits = desk.engine.search(replace(query, offset=offset, limit=_AT_ONCE)).hits
        yield from (_row(desk, hit) for hit in hits)
        if len(hits) < _AT_ONCE:
            return


def _row(desk: Desk, hit: Hit) -> Sequence[Cell]:
    local = hit.published.astimezone(desk.zone).replace(tzinfo=None)
    evidence = hit.evidence[0] if hit.evidence else None
    unions = dict.fromkeys(each.union for each in hit.evidence)
    return (
        local if hit.has_time else local.date(),
        wording.outlet_name(desk.registry, hit.outlet),
        wording.region_name(desk.registry, hit.region),
        Linked(text=hit.title, url=hit.url),
        "; ".join(wording.union_name(desk.registry, union) for union in unions),
        Toned(tone=evidence.tone) if evidence else None,
        evidence.sentence if evidence else hit.fragment,
        _("да") if hit.is_reprint else _("нет"),
        Linked(text=hit.url, url=hit.url),
    )
