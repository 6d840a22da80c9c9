"""The reader's language, kept in a cookie: addresses stay the same for everybody."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.addresses import own_path
from desk.answering import LANGUAGE_COOKIE
from desk.cookies import set_cookie
from desk.faults import MissingError
from desk.place import Desk
from texts import LANGUAGES, _

_YEAR = 365 * 24 * 3600


def choose_language(desk: Desk, request: Request) -> Response:
    code = request.path_params["code"]
    if code not in LANGUAGES:
        raise MissingError(_("Такого языка у Отклика нет."))
    response = RedirectResponse(own_path(request.query_params.get("back", "/")), 303)
    set_cookie(desk, response, LANGUAGE_COOKIE, code, _YEAR)
    return response
