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

from desk.answering import Act, Audience, answer_act, answer_error, answer_keyed_act, answer_page
from desk.guards import BodyLimit, KnownHosts, SafeHeaders
from desk.pages.absences import show_absences
from desk.pages.agenda import show_topics
from desk.pages.article import show_article
from desk.pages.campaign import show_campaign
from desk.pages.correcting import correct_article, take_back_correction
from desk.pages.corrections import give_labelled, show_corrections
from desk.pages.language import choose_language
from desk.pages.login import log_in, log_out, show_login
from desk.pages.outlet import show_outlet
from desk.pages.outlets import show_outlets
from desk.pages.overview import show_overview
from desk.pages.page_copy import show_copies, show_copy
from desk.pages.people import show_people
from desk.pages.person import show_person
from desk.pages.releases import show_releases
from desk.pages.saved import delete_saved, give_feed, open_saved, rename_saved, save, show_saved
from desk.pages.search import show_search
from desk.pages.sources import show_sources
from desk.pages.story import show_story
from desk.pages.topic import show_topic
from desk.pages.unsubscribe import leave, show_unsubscribe
from desk.place import Desk
from desk.view import Show

PAGES: tuple[tuple[str, Show], ...] = (
    ("/", show_overview),
    ("/search", show_search),
    ("/article/{id}", show_article),
    ("/article/{id}/copy", show_copies),
    ("/article/{id}/copy/{revision}", show_copy),
    ("/story/{id}", show_story),
    ("/absences", show_absences),
    ("/releases", show_releases),
    ("/topics", show_topics),
    ("/topic/{id}", show_topic),
    ("/campaign/{id}", show_campaign),
    ("/outlets", show_outlets),
    ("/outlet/{id}", show_outlet),
    ("/people", show_people),
    ("/person", show_person),
    ("/sources", show_sources),
    ("/corrections", show_corrections),
    ("/corrections.jsonl", give_labelled),
    ("/saved", show_saved),
    ("/saved/{id}", open_saved),
)
# What is open before the log-in: it tells nothing, or its address is the key.
OPEN_PAGES: tuple[tuple[str, Show], ...] = (
    ("/login", show_login),
    ("/language/{code}", choose_language),
    ("/saved/{id}.rss", give_feed),
    ("/unsubscribe/{token}", show_unsubscribe),
)
# Acts whose address is the key: a mail program sends them from outside, without a cookie and a form's token.
KEYED_ACTS: tuple[tuple[str, Act], ...] = (("/unsubscribe/{token}", leave),)
ACTS: tuple[tuple[str, Act, Audience], ...] = (
    ("/login", log_in, "anybody"),
    ("/logout", log_out, "anybody"),
    ("/article/{id}/correct", correct_article, "editor"),
    ("/corrections/{id}/undo", take_back_correction, "editor"),
    ("/saved", save, "reader"),
    ("/saved/{id}/rename", rename_saved, "reader"),
    ("/saved/{id}/delete", delete_saved, "reader"),
)
_STATIC = Path(__file__).parent / "static"

_Endpoint = Callable[[Request], Awaitable[Response]]


def build_app(desk: Desk) -> Starlette:
    """The whole desk as an ASGI application; it opens nothing and closes nothing of `desk`."""
    return Starlette(
        routes=[
            *(Route(path, _page(desk, show, "anybody"), methods=["GET"]) for path, show in OPEN_PAGES),
            *(Route(path, _page(desk, show, "reader"), methods=["GET"]) for path, show in PAGES),
            *(Route(path, _act(desk, act, who), methods=["POST"]) for path, act, who in ACTS),
            *(Route(path, _keyed_act(desk, act), methods=["POST"]) for path, act in KEYED_ACTS),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[
            Middleware(SafeHeaders, desk=desk),
            Middleware(KnownHosts, desk=desk),
            Middleware(BodyLimit),
        ],
        exception_handlers={HTTPException: _refuse(desk)},
    )


def _page(desk: Desk, show: Show, audience: Audience) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(answer_page, desk, request, show, audience)

    return endpoint


def _act(desk: Desk, act: Act, audience: Audience) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=50)
        return await run_in_threadpool(answer_act, desk, request, form, act, audience)

    return endpoint


def _keyed_act(desk: Desk, act: Act) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=50)
        return await run_in_threadpool(answer_keyed_act, desk, request, form, act)

    return endpoint


def _refuse(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handler(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(answer_error, desk, request, error)

    return handler
