"""Forms that change something: sent by our own pages, from this very browser, and not too long."""

from __future__ import annotations

import secrets

from starlette.datastructures import FormData, Headers
from starlette.requests import Request

from records.errors import UsageError
from texts import _

COOKIE = "otklik-form"
FIELD = "token"


def form_token(request: Request) -> str:
    """What every form carries. It stands in a cookie too, which another site's form cannot know."""
    if not hasattr(request.state, "form_token"):
        request.state.form_token = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
    return str(request.state.form_token)


def check_form(request: Request, form: FormData) -> None:
    """Raises UsageError for a form that another site sent, or that stood open for longer than its cookie."""
    sent, kept = form.get(FIELD), request.cookies.get(COOKIE, "")
    is_known = isinstance(sent, str) and kept and secrets.compare_digest(sent.encode(), kept.encode())
    if not is_known or not is_own_origin(request.headers, request.url.netloc):
        raise UsageError(
            _("Форма устарела или пришла с чужой страницы. Вернитесь, обновите страницу и повторите.")
        )


def is_own_origin(headers: Headers, host: str) -> bool:
    """What browsers say of where a request comes from; programs that say nothing are held by the token."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == host
