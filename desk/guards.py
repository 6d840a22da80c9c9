"""What holds for every answer, whatever its page: known hosts, short bodies, and headers that forbid the rest."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.place import Desk
from texts import _

LONGEST_BODY = 64 * 1024  # bytes of a form
_SLOWEST_BODY = 20  # seconds: who sends it drop by drop keeps others waiting

_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": under that browsers say «Origin: null» of our own forms too. Other sites are told nothing.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


# What a proxy says of whom it brings.
_FORWARDED = frozenset({"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"})


class SafeHeaders:
    """A page may load from the desk alone, be framed by nobody, and stays in no shared cache."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._is_secure = desk.is_secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                is_static = scope["path"].startswith("/static/")
                headers.setdefault("Cache-Control", "max-age=3600" if is_static else "no-store")
                if self._is_secure:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await self._app(scope, receive, send_safe)


class KnownHosts:
    """Answers under its own names alone: a foreign name that was bound to this address is another site's trick.

    Without users only this machine's own readers may come, and whom a proxy brings is none.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._hosts = desk.hosts
        self._has_users = desk.has_users

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host = headers.get("host", "").lower()
            if not self._has_users and not _FORWARDED.isdisjoint(headers.keys()):
                sentence = _(
                    "Рабочий стол без пользователей не открывается через прокси: настройте desk.proxies."
                )
                await PlainTextResponse(sentence, 421)(scope, receive, send)
                return
            if host not in self._hosts:
                sentence = _("Под этим именем рабочий стол не открывается: {host}.", host=host[:100])
                await PlainTextResponse(sentence, 421)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class BodyLimit:
    """No form of ours is long; a longer body is not read to its end."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] in ("GET", "HEAD"):
            await self._app(scope, _replay(b"", receive), send)
            return
        try:
            async with asyncio.timeout(_SLOWEST_BODY):
                body = await _read_body(receive)
        except TimeoutError:
            await PlainTextResponse(_("Форма шла слишком долго."), 408)(scope, receive, send)
            return
        if body is None:
            await PlainTextResponse(_("Форма слишком велика."), 413)(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


async def _read_body(receive: Receive) -> bytes | None:
    """None for one that is too long: the rest stays unread. What the reader broke off counts as nothing sent."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LONGEST_BODY:
            return None
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed
