"""The way in and out: a name and a password, and a session in a cookie."""

from __future__ import annotations

from datetime import timedelta

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.desk_sessions import record_try
from archive.desk_users import find_hash, renew_hash
from desk.addresses import own_path
from desk.fields import read_field, read_secret
from desk.passwords import hash_password, is_outdated, is_right
from desk.place import Desk
from desk.view import View
from desk.visitors import begin_visit, end_visit, keep_visit
from texts import _
from texts.typography import counted

_LONGEST = 2000  # characters of where somebody wanted to go


def show_login(desk: Desk, request: Request) -> View | Response:
    back = _own(request.query_params.get("back", "/"))
    if not desk.has_users or request.state.visitor.name:
        return RedirectResponse(back, 303)
    return _form(back)


def log_in(desk: Desk, request: Request, form: FormData) -> View | Response:
    """The same answer for a wrong name and a wrong password, after the same time."""
    back = _own(read_secret(form, "back"))
    if not desk.has_users:
        return RedirectResponse(back, 303)
    name, password = read_field(form, "name", 200), read_secret(form, "password")
    with desk.archive.writing() as connection:
        wait = record_try(connection, name, _address(request), desk.clock())
    if wait:
        return _form(back, name, _wait_words(wait), 429)
    token = _open(desk, request, name, password)
    if token is None:
        return _form(back, name, _("Имя или пароль не подходят."), 403)
    response = RedirectResponse(back, 303)
    keep_visit(desk, response, token)
    return response


def log_out(desk: Desk, request: Request, form: FormData) -> Response:  # noqa: ARG001 - every act has a form
    response = RedirectResponse("/login" if desk.has_users else "/", 303)
    end_visit(desk, request, response)
    return response


def _open(desk: Desk, request: Request, name: str, password: str) -> str | None:
    """The token of a new session; None for a wrong password. Hashing keeps no transaction open."""
    with desk.archive.reading() as connection:
        known = find_hash(connection, name)
    if not is_right(password, known) or known is None:
        return None
    renewed = hash_password(password) if is_outdated(known) else None
    with desk.archive.writing() as connection:
        if find_hash(connection, name) != known:  # changed or removed meanwhile
            return None
        if renewed:
            renew_hash(connection, name, renewed)
        return begin_visit(desk, connection, request, name)


def _form(back: str, name: str = "", fault: str = "", status: int = 200) -> View:
    return View(
        title=_("Вход"),
        template="login.html.j2",
        context={"back": back, "name": name, "fault": fault},
        status=status,
    )


def _own(back: str) -> str:
    return own_path(back) if len(back) <= _LONGEST else "/"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _wait_words(wait: timedelta) -> str:
    minutes = counted(-(-int(wait.total_seconds()) // 60), "минуту", "минуты", "минут")
    return _("Слишком много попыток войти. Повторите через {minutes}.", minutes=minutes)
