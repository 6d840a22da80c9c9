"""Between a request and a page: who asks, in which language, and what a fault says to a person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Literal

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.addresses import own_path
from desk.cookies import read_cookie
from desk.faults import ForbiddenError, MissingError
from desk.forms import check_form, keep_token
from desk.notices import forget_notice
from desk.place import Desk, Visitor
from desk.view import Show, View, answer
from desk.visitors import find_visitor
from desk.wording import address
from records.errors import (
    BusyError,
    InputError,
    OtklikError,
    StorageError,
    UnavailableError,
    UsageError,
)
from texts import LANGUAGES, _, speaking

LANGUAGE_COOKIE = "otklik-language"
_log = logging.getLogger(__name__)

# What a form does; it says where to go then, or shows the form again.
Act = Callable[[Desk, Request, FormData], View | Response]
# Who may: whoever comes, who has logged in, or of those only who may correct the program.
Audience = Literal["anybody", "reader", "editor"]

_LONGEST_BACK = 2000  # characters; a browser's address may be longer, a header's line may not
_NOBODY = Visitor(name="", role="reader")


def answer_page(desk: Desk, request: Request, show: Show, audience: Audience) -> Response:
    return _answer(desk, request, audience, lambda: show(desk, request))


def answer_act(desk: Desk, request: Request, form: FormData, act: Act, audience: Audience) -> Response:
    def run() -> View | Response:
        check_form(desk, request, form)
        return act(desk, request, form)

    return _answer(desk, request, audience, run)


def answer_keyed_act(desk: Desk, request: Request, form: FormData, act: Act) -> Response:
    """Of whoever has the address: it says what is to be done, and was signed by us."""
    return _answer(desk, request, "anybody", lambda: act(desk, request, form))


def answer_error(desk: Desk, request: Request, error: Exception) -> Response:
    """A page that there is not, or a method that it does not have."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _answer(desk, request, "reader", lambda: _fault(_sentence(status), status))


def _sentence(status: int) -> str:
    return {404: _("Такой страницы нет."), 405: _("Так эту страницу не открывают.")}.get(
        status, _("Запрос не понят.")
    )


def _answer(desk: Desk, request: Request, audience: Audience, run: Callable[[], View | Response]) -> Response:
    """Whatever goes wrong is a page with a sentence; only what nobody foresaw is in the log with its trace."""
    with speaking(_language(desk, request)):
        request.state.visitor = _NOBODY
        response = _guarded(desk, request, lambda: _admit(desk, request, audience, run))
        keep_token(desk, request, response)
        forget_notice(desk, request, response)
        return response


def _admit(
    desk: Desk, request: Request, audience: Audience, run: Callable[[], View | Response]
) -> View | Response:
    visitor = find_visitor(desk, request)
    if visitor is None and audience != "anybody":
        return RedirectResponse(address("/login", back=_back(request)), 303)
    request.state.visitor = visitor or _NOBODY
    if audience == "editor" and not request.state.visitor.may_correct:
        raise ForbiddenError(_("Исправляют программу только редакторы; вы вошли как читатель."))
    return run()


def _guarded(desk: Desk, request: Request, run: Callable[[], View | Response]) -> Response:
    try:
        shown = run()
        return answer(desk, request, shown) if isinstance(shown, View) else shown
    except OtklikError as error:
        fault = _fault(str(error), _status(error))
    except Exception:
        _log.exception("an unforeseen fault at %r", request.url.path)
        fault = _fault(
            _("Отклик ошибся. Подробности — в журнале программы; остальные страницы работают."), 500
        )
    return answer(desk, _as_page(request), fault)


def _status(error: OtklikError) -> int:
    match error:
        case MissingError():
            return 404
        case ForbiddenError():
            return 403
        case UsageError() | InputError():
            return 400
        case StorageError() | BusyError() | UnavailableError():
            return 503
    return 500


def _as_page(request: Request) -> Request:
    """A fault is told as a page, whatever form was asked for."""
    scope = {**request.scope, "query_string": b""}
    return Request(scope)


def _fault(sentence: str, status: int) -> View:
    return View(
        title=_("Не получилось"), template="fault.html.j2", context={"sentence": sentence}, status=status
    )


def _language(desk: Desk, request: Request) -> str:
    chosen = read_cookie(desk, request, LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else desk.language


def _back(request: Request) -> str:
    """What a form was to do is not done after the log-in: its page must be read first."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method not in ("GET", "HEAD") or len(here) > _LONGEST_BACK:
        return ""
    return own_path(here)
