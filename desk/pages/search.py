"""Search: words and filters, what was found with the sentence that proves the tone, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request

from charts.publications import draw_publications
from charts.timeline import Span
from desk import wording
from desk.addresses import read_query, with_changes
from desk.article_words import holder_words, role_words, speech_words
from desk.place import Desk
from desk.view import View
from exports.cells import Cell, Linked, Sheet, Toned
from records.query_address import write_query
from records.search import Hit, Query, Results
from search.suggestions import suggest
from texts import _

_AT_ONCE = 500  # articles that a file's rows are asked for at once
_FACET_SHOWN = 8
_MOST_SPANS = 104
_MOST_ROWS = 50_000  # of a file


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
    return View(
        title=_("Поиск"),
        template="search.html.j2",
        name=_("Отклик, поиск"),
        context={
            "query": query,
            "results": results,
            "facets": _facets(desk, request, query, results),
            "timeline": _timeline(results),
            "more": with_changes(request, after=results.next) if results.next else "",
            "is_first": not query.after and not query.offset,
            "suggestions": [
                (each, wording.address("/search") + f"?{write_query(each.query)}")
                for each in suggest(query, desk.registry, desk.engine, results)
            ],
        },
        sheets=[articles_sheet(desk, query)],
    )


def _facets(desk: Desk, request: Request, query: Query, results: Results) -> list[tuple[str, list[Choice]]]:
    registry = desk.registry
    parts: list[tuple[str, str, str, Sequence[str], Callable[[str], str]]] = [
        (_("Профсоюз"), "union", "unions", query.unions, lambda id_: wording.union_name(registry, id_)),
        (_("Издание"), "outlet", "outlet", query.outlets, lambda id_: wording.outlet_name(registry, id_)),
        (_("Регион"), "region", "region", query.regions, lambda code: wording.region_name(registry, code)),
        (_("Округ"), "district", "district", query.districts, str),
        (_("Тема"), "topic", "topics", query.topics, lambda id_: wording.topic_name(registry, id_)),
        (
            _("Кампания"),
            "campaign",
            "campaigns",
            query.campaigns,
            lambda id_: wording.campaign_name(registry, id_),
        ),
        (_("Человек"), "person", "people", query.people, str),
        (_("Роль"), "role", "roles", query.roles, _names(role_words)),
        (_("Речь"), "speech", "speech", query.speech, _names(speech_words)),
        (_("Чьи слова"), "holder", "holders", query.holders, _names(holder_words)),
    ]
    found = []
    for heading, name, facet, chosen, named in parts:
        counts = [pair for pair in results.facets.get(facet, ()) if pair[1]]
        shown = [*[pair for pair in counts if pair[0] in chosen], *[p for p in counts if p[0] not in chosen]]
        choices = [
            Choice(
                label=named(value),
                number=number,
                address=_toggled(request, name, value, chosen),
                chosen=value in chosen,
            )
            for value, number in shown[:_FACET_SHOWN]
        ]
        if choices:
            found.append((heading, choices))
    return found


def _names(words: Callable[[Any], str]) -> Callable[[str], str]:
    """The words of a value that the index knows as mere text."""
    return words


def _toggled(request: Request, name: str, value: str, chosen: Sequence[str]) -> str:
    """Of several values any suffices, so that another one is added to those chosen."""
    others = [each for each in chosen if each != value]
    return with_changes(request, **{name: [*others, *([] if value in chosen else [value])]})


def _timeline(results: Results) -> str:
    if len(results.timeline) < 2:
        return ""
    spans = [
        Span(first=monday, label=wording.short_day(monday), tones={0: number})
        for monday, number in results.timeline[-_MOST_SPANS:]
    ]
    return draw_publications(spans, width=760, height=110)


def articles_sheet(desk: Desk, query: Query) -> Sheet:
    """All that the query finds, not only the page that is shown, up to what a file may hold; the engine is asked as the
    rows are written."""
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
    page: str | None = ""
    written = 0
    while page is not None:
        results = desk.engine.search(replace(query, offset=0, after=page, limit=_AT_ONCE))
        yield from (_row(desk, hit) for hit in results.hits)
        written += len(results.hits)
        page = results.next if written < _MOST_ROWS else None


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
