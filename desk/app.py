"""The desk put together: its pages in the order of its menu, and what every request goes through."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from desk.answering import Act, answer_act, answer_error, answer_page
from desk.guards import BodyLimit, KnownHosts, SafeHeaders
from desk.pages.article import show_article
from desk.pages.language import choose_language
from desk.pages.overview import show_overview
from desk.pages.search import show_search
from desk.place import Desk
from desk.view import Show

PAGES: tuple[tuple[str, Show], ...] = (
    ("/", show_overview),
    ("/search", show_search),
    ("/article/{id}", show_article),
    ("/language/{code}", choose_language),
)
ACTS: tuple[tuple[str, Act], ...] = ()
_STATIC = Path(__file__).parent / "static"

_Endpoint = Callable[[Request], Awaitable[Response]]


def build_app(desk: Desk) -> Starlette:
    """The whole desk as an ASGI application; it opens nothing and closes nothing of `desk`."""
    return Starlette(
        routes=[
            *(Route(path, _page(desk, show), methods=["GET"]) for path, show in PAGES),
            *(Route(path, _act(desk, act), methods=["POST"]) for path, act in ACTS),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[
            Middleware(SafeHeaders, desk=desk),
            Middleware(KnownHosts, desk=desk),
            Middleware(BodyLimit),
        ],
        exception_handlers={HTTPException: _refuse(desk)},
    )


def _page(desk: Desk, show: Show) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(answer_page, desk, request, show)

    return endpoint


def _act(desk: Desk, act: Act) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=50)
        return await run_in_threadpool(answer_act, desk, request, form, act)

    return endpoint


def _refuse(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handler(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(answer_error, desk, request, error)

    return handler
