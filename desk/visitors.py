"""Who sends a request, and how long they stay logged in."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from archive.desk_sessions import begin_session, end_session, find_session, is_touch_due, touch_session
from archive.store import Transaction
from desk.cookies import drop_cookie, read_cookie, set_cookie
from desk.place import Desk, Visitor
from records.errors import BusyError, StorageError

_COOKIE = "otklik-session"


def find_visitor(desk: Desk, request: Request) -> Visitor | None:
    """None has to log in first. On a desk without users, whoever sits at this machine may read and correct."""
    if not desk.has_users:
        return Visitor(name="", role="editor")
    token, now = read_cookie(desk, request, _COOKIE), desk.clock()
    if not token:
        return None
    with desk.archive.reading() as connection:
        user = find_session(connection, token, now)
        is_due = user is not None and is_touch_due(connection, token, now)
    if user is None:
        return None
    if is_due:
        # Beside a crawl that writes for long the page comes nonetheless; the next one touches the session.
        with suppress(BusyError, StorageError), desk.archive.writing() as connection:
            touch_session(connection, token, now)
    return Visitor(name=user.name, role=user.role)


def begin_visit(desk: Desk, connection: Transaction, request: Request, name: str) -> str:
    """The token of a new session. What this browser held before ends: a planted session is nobody's then."""
    if older := read_cookie(desk, request, _COOKIE):
        end_session(connection, older)
    return begin_session(connection, name, desk.clock(), timedelta(desk.session_days))


def keep_visit(desk: Desk, response: Response, token: str) -> None:
    set_cookie(desk, response, _COOKIE, token, desk.session_days * 24 * 3600)


def end_visit(desk: Desk, request: Request, response: Response) -> None:
    """Also in the archive: a copy of the cookie is worth nothing afterwards."""
    if token := read_cookie(desk, request, _COOKIE):
        with desk.archive.writing() as connection:
            end_session(connection, token)
    drop_cookie(desk, response, _COOKIE)
