"""A click that corrects the program, and one that takes it back: in force and in the search before the page is back."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.addresses import own_path
from desk.corrections import read_corrections
from desk.faults import MissingError
from desk.fields import read_field, read_secret
from desk.identifiers import read_id
from desk.notices import NoticeKind, leave_notice
from desk.place import Desk
from pipelines.correcting import correct, show_now, take_back
from texts import _

_LONGEST = 12  # digits of a correction's number


def correct_article(desk: Desk, request: Request, form: FormData) -> Response:
    id_ = read_id(request)
    with desk.archive.reading() as connection:
        said = read_corrections(desk, connection, id_, form, _who(request))
    settled = correct(desk.archive, said, desk.registry.own_outlets)
    place = read_field(form, "number", 6)
    back = f"/article/{id_}" + (f"#mention-{place}" if place.isascii() and place.isdecimal() else "")
    return _go_back(desk, back, "said", settled.ids, settled.touched)


def take_back_correction(desk: Desk, request: Request, form: FormData) -> Response:
    written = str(request.path_params["id"])
    if not (written.isascii() and written.isdecimal() and len(written) <= _LONGEST):
        raise MissingError(_("Такого исправления нет."))
    id_ = int(written)
    _correction, settled = take_back(
        desk.archive, id_, _who(request), desk.clock(), desk.registry.own_outlets
    )
    back = own_path(read_secret(form, "back")[:2000], "/corrections")
    return _go_back(desk, back, "undone", [id_], settled.touched)


def _go_back(
    desk: Desk, where: str, kind: NoticeKind, ids: Collection[int], touched: Collection[str]
) -> Response:
    response = RedirectResponse(where, 303)
    is_shown = show_now(desk.archive, desk.engine, desk.registry, touched)
    leave_notice(desk, response, kind, list(ids), is_later=not is_shown)
    return response


def _who(request: Request) -> str:
    """Empty on a desk without users: whoever sat at this machine."""
    return str(request.state.visitor.name)
