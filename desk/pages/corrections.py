"""All that people said against the program and for it, how often it was right, and the labelled data of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import get_args

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from archive.accuracy import accuracy_card
from archive.corrections import count_corrections, count_shown, list_corrections, list_correctors
from desk.addresses import read_number
from desk.correction_words import aspect_words, correction_words, corrector_words, kind_words
from desk.place import Desk
from desk.view import View
from exports.cells import Cell, Linked, Sheet
from pipelines.labelled import labelled_lines
from records.accuracy import ASPECTS
from records.correction import CorrectionKind, KeptCorrection
from records.errors import UsageError
from texts import _
from texts.typography import clean

_PAGE = 50
_MOST_PAGES = 10_000
_AT_ONCE = 500
_ACCURACY = timedelta(days=365)
_HOLDS: Mapping[str, bool | None] = {"": None, "held": True, "taken-back": False}


def show_corrections(desk: Desk, request: Request) -> View:
    params = request.query_params
    page = read_number(params, "page", 1, 1, _MOST_PAGES)
    kinds, by, holds = read_filter(params)
    with desk.archive.reading() as connection:
        made = list_corrections(
            connection, kinds=kinds, by=by, holds=holds, limit=_PAGE, offset=_PAGE * (page - 1)
        )
        total = count_corrections(connection, kinds, by, holds)
        correctors = list_correctors(connection)
        card = accuracy_card(connection, desk.clock() - _ACCURACY)
        shown = count_shown(connection)
    return View(
        title=_("Исправления"),
        template="corrections.html.j2",
        name=_("Отклик, исправления"),
        context={
            "made": made,
            "total": total,
            "correctors": correctors,
            "card": card,
            "shown": shown,
            "aspects": [(aspect_words(aspect), card.aspects[aspect]) for aspect in ASPECTS],
            "kinds": [(kind, kind_words(kind)) for kind in get_args(CorrectionKind)],
            "chosen": {name: params.get(name, "") for name in ("kind", "by", "state")},
            "page": page,
            "pages": -(-total // _PAGE),
        },
        sheets=[_sheet(desk, kinds, by, holds)],
    )


def read_filter(params: QueryParams) -> tuple[Sequence[CorrectionKind], str | None, bool | None]:
    """Raises UsageError. `by=-` are those who were nobody: on a desk without users."""
    kind, by, state = params.get("kind", ""), clean(params.get("by", "")), params.get("state", "")
    known = [each for each in get_args(CorrectionKind) if each == kind]
    if (kind and not known) or state not in _HOLDS or len(by) > 200:
        raise UsageError(_("Такого отбора исправлений нет: выберите из списков на странице."))
    return known, ("" if by == "-" else by or None), _HOLDS[state]


def give_labelled(desk: Desk, request: Request) -> Response:  # noqa: ARG001 - every page has a request
    """As `otklik corrections export`: a line an article, written as it is read."""
    lines = (
        json.dumps(line, ensure_ascii=False) + "\n"
        for line in labelled_lines(desk.archive, desk.registry.outlets)
    )
    headers = {"Content-Disposition": 'attachment; filename="otklik-corrections.jsonl"'}
    return StreamingResponse(lines, media_type="application/jsonl", headers=headers)


def _sheet(desk: Desk, kinds: Sequence[CorrectionKind], by: str | None, holds: bool | None) -> Sheet:
    columns = (
        (_("Когда"), 17),
        (_("Кто"), 20),
        (_("Что"), 60),
        (_("Статья"), 60),
        (_("Отменено"), 17),
        (_("Кем"), 20),
    )

    def rows() -> Iterator[Sequence[Cell]]:
        offset = 0
        while True:
            with desk.archive.reading() as connection:
                made = list_corrections(
                    connection, kinds=kinds, by=by, holds=holds, limit=_AT_ONCE, offset=offset
                )
            yield from (_row(desk, kept) for kept in made)
            offset += _AT_ONCE
            if len(made) < _AT_ONCE:
                return

    return Sheet(name=_("Исправления"), columns=columns, rows=rows())


def _row(desk: Desk, kept: KeptCorrection) -> Sequence[Cell]:
    back = kept.taken_back.astimezone(desk.zone).replace(tzinfo=None) if kept.taken_back else None
    return (
        kept.correction.made.astimezone(desk.zone).replace(tzinfo=None),
        corrector_words(kept.correction.by),
        correction_words(kept.correction, desk.registry, desk.zone),
        Linked(text=kept.title, url=kept.url),
        back,
        corrector_words(kept.taken_back_by) if back else None,
    )
