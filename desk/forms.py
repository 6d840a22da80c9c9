"""Forms that change something: sent by our own pages, from this very browser, and not too long."""

from __future__ import annotations

import secrets

from starlette.datastructures import FormData, Headers
from starlette.requests import Request
from starlette.responses import Response

from desk.cookies import read_cookie, set_cookie
from desk.fields import read_secret
from desk.place import Desk
from records.errors import UsageError
from texts import _

_COOKIE = "otklik-form"
FIELD = "token"
_SHORTEST = 40  # characters of a token of ours


def form_token(desk: Desk, request: Request) -> str:
    """What every form carries. It stands in a cookie too, which another site's form cannot know."""
    if not hasattr(request.state, "form_token"):
        kept = _kept(desk, request)
        request.state.form_token = kept or secrets.token_urlsafe(32)
    return str(request.state.form_token)


def keep_token(desk: Desk, request: Request, response: Response) -> None:
    """In the browser, if the answer's forms carry one that it has not yet."""
    token = getattr(request.state, "form_token", "")
    if token and token != _kept(desk, request):
        set_cookie(desk, response, _COOKIE, token)


def check_form(desk: Desk, request: Request, form: FormData) -> None:
    """Raises UsageError for a form that another site sent, or that stood open for longer than its cookie."""
    sent, kept = read_secret(form, FIELD), _kept(desk, request)
    is_known = kept and secrets.compare_digest(sent.encode(errors="replace"), kept.encode())
    if not is_known or not is_own_origin(request.headers, request.url.netloc):
        raise UsageError(
            _("Форма устарела или пришла с чужой страницы. Вернитесь, обновите страницу и повторите.")
        )


def _kept(desk: Desk, request: Request) -> str:
    kept = read_cookie(desk, request, _COOKIE)
    return kept if len(kept) >= _SHORTEST else ""


def is_own_origin(headers: Headers, host: str) -> bool:
    """What browsers say of where a request comes from; programs that say nothing are held by the token."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == host
