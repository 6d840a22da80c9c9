"""What a page shows, and the forms in which it leaves: HTML, or its tables as Excel, Word, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from desk.place import Desk
from desk.templating import render
from exports.cells import Sheet
from exports.csv import write_csv
from exports.docx import write_docx
from exports.json import write_json
from exports.xlsx import write_xlsx
from records.errors import UsageError
from texts import _


@dataclass(frozen=True, kw_only=True)
class View:
    """`sheets` are what the page shows, as tables; the first is the one for forms that hold one. `name` is of files.

    `context` is what the template is given beside what every page has.
    """

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    sheets: Sequence[Sheet] = ()
    name: str = "otklik"
    status: int = 200


Show = Callable[[Desk, Request], View | Response]

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def answer(desk: Desk, request: Request, view: View) -> Response:
    """Raises UsageError for a form that there is not."""
    form = request.query_params.get("format", "html")
    if form == "html":
        return HTMLResponse(render(desk, request, view), view.status)
    if form not in _TYPES or not view.sheets:
        raise UsageError(_("Такого вида страница не отдаёт: {form}.", form=form))
    sample = _("Учебные данные: издания, люди и события вымышлены.")
    body = _write(form, view, [sample] if desk.sample else [])
    file = f"{view.name}.{form}"
    named = f"attachment; filename=\"otklik.{form}\"; filename*=UTF-8''{quote(file)}"
    return Response(body, media_type=_TYPES[form], headers={"Content-Disposition": named})


def _write(form: str, view: View, remarks: Sequence[str]) -> bytes:
    if form == "csv":
        return write_csv(view.sheets[0])
    if form == "json":
        return write_json(view.sheets, view.title)
    if form == "docx":
        return write_docx(view.sheets, view.title, remarks)
    title = " — ".join([view.title, *remarks])
    return write_xlsx(view.sheets, title)
