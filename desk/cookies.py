"""The desk's own cookies: unreadable to scripts, unsent by other sites' forms, and bound to the very host by HTTPS."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from desk.place import Desk

_LONGEST = 200  # characters; ours are shorter


def cookie_name(desk: Desk, name: str) -> str:
    """With `__Host-` a browser takes it from this host by HTTPS alone, not from a neighbour of the same domain."""
    return f"__Host-{name}" if desk.is_secure else name


def read_cookie(desk: Desk, request: Request, name: str) -> str:
    """Empty where there is none, or none of ours."""
    value = request.cookies.get(cookie_name(desk, name), "")
    return value if len(value) <= _LONGEST and value.isascii() and value.isprintable() else ""


def set_cookie(desk: Desk, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Without `seconds` until the browser closes."""
    response.set_cookie(
        cookie_name(desk, name),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=desk.is_secure,
    )


def drop_cookie(desk: Desk, response: Response, name: str) -> None:
    response.delete_cookie(
        cookie_name(desk, name), path="/", httponly=True, samesite="lax", secure=desk.is_secure
    )
