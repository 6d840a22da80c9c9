"""Between a request and a page: who asks, in which language, and what a fault says to a person."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.addresses import own_path
from desk.faults import MissingError
from desk.forms import COOKIE, check_form, form_token
from desk.place import Desk, Visitor
from desk.view import Show, View, answer
from desk.visitors import find_visitor
from desk.wording import address
from records.errors import BusyError, OtklikError, StorageError, UsageError
from texts import LANGUAGES, _, speaking

LANGUAGE_COOKIE = "otklik-language"
_log = logging.getLogger(__name__)

# What a form does; it says where to go then.
Act = Callable[[Desk, Request, FormData], Response]


def answer_page(desk: Desk, request: Request, show: Show) -> Response:
    return _answer(desk, request, lambda: _show(desk, request, show))


def answer_act(desk: Desk, request: Request, form: FormData, act: Act) -> Response:
    def run() -> Response:
        check_form(request, form)
        return act(desk, request, form)

    return _answer(desk, request, run)


def answer_error(desk: Desk, request: Request, error: Exception) -> Response:
    """A page that there is not, or a method that it does not have."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentence = _sentence(status)
    return _answer(desk, request, lambda: answer(desk, request, _fault(sentence, status)))


def _sentence(status: int) -> str:
    return {404: _("Такой страницы нет."), 405: _("Так эту страницу не открывают.")}.get(
        status, _("Запрос не понят.")
    )


def _answer(desk: Desk, request: Request, run: Callable[[], Response]) -> Response:
    """Whatever goes wrong is a page with a sentence; only what nobody foresaw is in the log with its trace."""
    with speaking(_language(desk, request)):
        visitor = find_visitor(desk, request)
        request.state.visitor = visitor or Visitor(name="", role="reader")
        if visitor is None and not request.url.path.startswith(("/login", "/language/")):
            return RedirectResponse(address("/login", back=_back(request)), 303)
        response = _guarded(desk, request, run)
        _keep_token(desk, request, response)
        return response


def _guarded(desk: Desk, request: Request, run: Callable[[], Response]) -> Response:
    try:
        return run()
    except MissingError as error:
        fault = _fault(str(error), 404)
    except UsageError as error:
        fault = _fault(str(error), 400)
    except (StorageError, BusyError) as error:
        fault = _fault(str(error), 503)
    except OtklikError as error:
        fault = _fault(str(error), 500)
    except Exception:
        _log.exception("an unforeseen fault at %s", request.url.path)
        fault = _fault(
            _("Отклик ошибся. Подробности — в журнале программы; остальные страницы работают."), 500
        )
    return answer(desk, _as_page(request), fault)


def _as_page(request: Request) -> Request:
    """A fault is told as a page, whatever form was asked for."""
    scope = {**request.scope, "query_string": b""}
    return Request(scope)


def _fault(sentence: str, status: int) -> View:
    return View(
        title=_("Не получилось"), template="fault.html.j2", context={"sentence": sentence}, status=status
    )


def _show(desk: Desk, request: Request, show: Show) -> Response:
    shown = show(desk, request)
    return answer(desk, request, shown) if isinstance(shown, View) else shown


def _language(desk: Desk, request: Request) -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else desk.language


def _back(request: Request) -> str:
    return own_path(request.url.path + (f"?{request.url.query}" if request.url.query else ""))


def _keep_token(desk: Desk, request: Request, response: Response) -> None:
    if COOKIE not in request.cookies and hasattr(request.state, "form_token"):
        response.set_cookie(
            COOKIE, form_token(request), httponly=True, samesite="strict", secure=desk.is_secure, path="/"
        )
