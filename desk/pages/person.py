"""One person in the press: as whom, where, how often, and in words of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request

from archive.people_lists import known_names
from archive.person_figures import person_articles, person_figures
from archive.quote_lists import person_quotes
from archive.store import Transaction
from charts.publications import draw_publications
from charts.timeline import Span
from desk import wording
from desk.addresses import read_number
from desk.faults import MissingError
from desk.identifiers import read_name
from desk.outlet_sheets import articles_sheet
from desk.place import Desk
from desk.quote_groups import group_quotes
from desk.spellings import other_spellings
from desk.view import View
from exports.cells import Cell, Sheet
from records.listing import ListedQuote, PersonFigures
from records.registry import Leader
from records.search import Query, Tally
from texts import _

_PAGE = 20
_QUOTES = 20
_OUTLETS = 15
_DAYS = 365


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """An office as the register states it; `is_now`: it has not ended, as far as the register knows."""

    union: str
    leader: Leader
    is_now: bool


def show_person(desk: Desk, request: Request) -> View:
    name = read_name(request)
    page = read_number(request.query_params, "page", 1, 1, 500)
    terms = _terms(desk, name)
    desk.engine.check()
    with desk.archive.reading() as connection:
        figures = person_figures(connection, name, desk.registry.own_outlets)
        is_known = bool(known_names(connection, [name]))
        spelled = known_names(connection, other_spellings(desk.registry, name))
        said = _said(desk, connection, name, page)
    if not (is_known or terms or spelled):
        raise MissingError(_("О человеке с именем «{name}» в архиве ничего нет.", name=name))
    tally = _tally(desk, name)
    return View(
        title=name,
        template="person.html.j2",
        name=_("Отклик, {name}", name=name),
        context={
            "person": name,
            "figures": figures,
            "terms": terms,
            "spelled": spelled,
            "timeline": _timeline(tally),
            "outlets": tally.counts["outlets"][:_OUTLETS],
            "page": page,
            **said,
            "own_words": group_quotes(said["own_words"]),
            "reported": group_quotes(said["reported"]),
        },
        sheets=[
            articles_sheet(desk, said["articles"]),
            _quote_sheet(desk, [*said["own_words"], *said["reported"]]),
            _role_sheet(desk, figures),
        ],
    )


def _terms(desk: Desk, name: str) -> list[Term]:
    today = desk.clock().astimezone(desk.zone).date()
    return [
        Term(union=union, leader=leader, is_now=leader.until is None or leader.until >= today)
        for union, leader in desk.registry.terms_of(name)
    ]


def _said(desk: Desk, connection: Transaction, name: str, page: int) -> Mapping[str, Any]:
    """Where the person stands, and what they say; the unions' own sites are no press."""
    own = desk.registry.own_outlets
    found = person_articles(connection, name, own, limit=_PAGE + 1, offset=(page - 1) * _PAGE)
    return {
        "articles": found[:_PAGE],
        "has_more": len(found) > _PAGE,
        "own_words": person_quotes(connection, name, own, direct=True, limit=_QUOTES),
        "reported": person_quotes(connection, name, own, direct=False, limit=_QUOTES),
    }


def _tally(desk: Desk, name: str) -> Tally:
    """The articles of the last year, by month and by outlet."""
    today = desk.clock().astimezone(desk.zone).date()
    query = Query(
        people=(name,), since=(today - timedelta(_DAYS)).replace(day=1), until=today, timezone=desk.timezone
    )
    return desk.engine.tally(query, splits={"months": ("month",), "outlets": ("outlet",)})


def _timeline(tally: Tally) -> str:
    spans = []
    for one in tally.counts["months"]:
        first = date.fromisoformat(one.value)
        spans.append(Span(first=first, label=wording.short_month(first), tones={0: one.number}))
    return draw_publications(spans, height=140) if tally.total else ""


def _quote_sheet(desk: Desk, quotes: Sequence[ListedQuote]) -> Sheet:
    columns = (
        (_("Опубликовано"), 14),
        (_("Издание"), 26),
        (_("Слова"), 80),
        (_("Дословно"), 12),
        (_("Заголовок"), 50),
    )
    return Sheet(name=_("Цитаты"), columns=columns, rows=[_quote_cells(desk, one) for one in quotes])


def _quote_cells(desk: Desk, quote: ListedQuote) -> Sequence[Cell]:
    return (
        quote.timestamp.astimezone(desk.zone).date(),
        wording.outlet_name(desk.registry, quote.outlet_id),
        quote.words,
        _("да") if quote.direct else _("нет"),
        quote.title,
    )


def _role_sheet(desk: Desk, figures: PersonFigures | None) -> Sheet:
    rows = [
        *((role, number) for role, number in (figures.roles if figures else ())),
        *(
            (wording.union_name(desk.registry, union), number)
            for union, number in (figures.unions if figures else ())
        ),
    ]
    return Sheet(
        name=_("Как представлен"),
        columns=((_("Должность или профсоюз"), 60), (_("Публикаций"), 12)),
        rows=rows,
    )
