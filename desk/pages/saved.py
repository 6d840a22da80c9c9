"""Searches kept under a name: to open again, to follow by a feed, to rename, to delete."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.desk_users import find_user
from archive.saved_searches import change_search, delete_search, find_search, list_searches, save_search
from archive.store import Transaction
from desk import wording
from desk.faults import ForbiddenError, MissingError
from desk.fields import read_field, read_secret
from desk.notices import NoticeKind, leave_notice
from desk.place import Desk
from desk.saving import read_saved, without_page
from desk.view import View
from exports.cells import Linked, Sheet
from exports.rss import Feed, FeedItem, write_rss
from records.desk import SavedSearch
from records.errors import UsageError
from records.search import Hit
from texts import _, current_language
from texts.typography import clean, tone_words, web_address

_LONGEST_NAME = 120
_MOST = 200  # of one owner
_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
_ITEMS = 50


def show_saved(desk: Desk, request: Request) -> View:
    with desk.archive.reading() as connection:
        searches = list_searches(connection, request.state.visitor.name, limit=_MOST)
    base = desk_address(desk, request)
    return View(
        title=_("Сохранённое"),
        template="saved.html.j2",
        name=_("Отклик, сохранённые поиски"),
        context={"searches": searches, "base": base},
        sheets=[
            Sheet(
                name=_("Сохранённые поиски"),
                columns=((_("Название"), 40), (_("Сохранён"), 17), (_("Адрес"), 60), (_("Лента RSS"), 60)),
                rows=[
                    (
                        each.name,
                        each.made.astimezone(desk.zone).replace(tzinfo=None),
                        Linked(text=f"{base}/saved/{each.id}", url=f"{base}/saved/{each.id}"),
                        Linked(text=f"{base}/saved/{each.id}.rss", url=f"{base}/saved/{each.id}.rss"),
                    )
                    for each in searches
                ],
            )
        ],
    )


def open_saved(desk: Desk, request: Request) -> Response:
    """Whoever may see the desk and has the address: a search is shown to a colleague by it."""
    with desk.archive.reading() as connection:
        search = _find(connection, request)
    read_saved(desk, search.query)
    return RedirectResponse(f"/search?{search.query}" if search.query else "/search", 303)


def save(desk: Desk, request: Request, form: FormData) -> Response:
    name, query = _read_name(form), without_page(read_secret(form, "query"))
    read_saved(desk, query)
    owner = request.state.visitor.name
    with desk.archive.writing() as connection:
        if len(list_searches(connection, owner, limit=_MOST)) >= _MOST:
            raise UsageError(_("Сохранено уже {most} поисков: удалите лишние.", most=_MOST))
        save_search(connection, name, query, owner, desk.clock())
    return _back(desk, "saved")


def rename_saved(desk: Desk, request: Request, form: FormData) -> Response:
    name = _read_name(form)
    with desk.archive.writing() as connection:
        search = _find_own(connection, request)
        change_search(connection, search.id, name=name, query=search.query)
    return _back(desk, "renamed")


def delete_saved(desk: Desk, request: Request, form: FormData) -> Response:  # noqa: ARG001 - every act has a form
    with desk.archive.writing() as connection:
        delete_search(connection, _find_own(connection, request).id, desk.clock())
    return _back(desk, "deleted")


def give_feed(desk: Desk, request: Request) -> Response:
    """For feed readers, which log in nowhere: the address is the key, and opens nothing once its owner is removed."""
    with desk.archive.reading() as connection:
        search = _find(connection, request)
        if desk.has_users and find_user(connection, search.owner) is None:
            raise _missing()
    query = replace(read_saved(desk, search.query), sort="date", offset=0, limit=_ITEMS)
    desk.engine.check()
    base = desk_address(desk, request)
    feed = Feed(
        title=_("{name} — Отклик", name=clean(search.name)),
        text=_("Новое по сохранённому поиску."),
        address=f"{base}/saved/{search.id}.rss",
        link=f"{base}/saved/{search.id}",
        language=current_language(),
        built=desk.clock(),
    )
    items = (_item(desk, base, hit) for hit in desk.engine.search(query).hits)
    return Response(write_rss(feed, items), media_type="application/rss+xml")


def desk_address(desk: Desk, request: Request) -> str:
    """As the reader typed it: its host is one of the desk's own, or the request was refused."""
    return f"{'https' if desk.is_secure else request.url.scheme}://{request.url.netloc}"


def _item(desk: Desk, base: str, hit: Hit) -> FeedItem:
    evidence = hit.evidence[0] if hit.evidence else None
    union = (
        f"{wording.union_name(desk.registry, evidence.union)}, {tone_words(evidence.tone)}: "
        if evidence
        else ""
    )
    return FeedItem(
        guid=f"otklik:article:{hit.id}",
        title=clean(hit.title) or _("Без заголовка"),
        link=web_address(hit.url) or f"{base}/article/{hit.id}",
        text=union + clean(evidence.sentence if evidence else hit.fragment),
        published=hit.published,
        category=clean(wording.outlet_name(desk.registry, hit.outlet)),
    )


def _read_name(form: FormData) -> str:
    name = read_field(form, "name", _LONGEST_NAME)
    if not name:
        raise UsageError(_("Дайте сохранённому поиску название."))
    return name


def _find(connection: Transaction, request: Request) -> SavedSearch:
    id_ = str(request.path_params["id"])
    search = find_search(connection, id_) if _ID.fullmatch(id_) else None
    if search is None:
        raise _missing()
    return search


def _find_own(connection: Transaction, request: Request) -> SavedSearch:
    search = _find(connection, request)
    if search.owner != request.state.visitor.name:
        raise ForbiddenError(
            _("Это чужой сохранённый поиск: изменить его может только тот, кто его сохранил.")
        )
    return search


def _missing() -> MissingError:
    return MissingError(_("Такого сохранённого поиска нет: его удалили, или адрес неполон."))


def _back(desk: Desk, kind: NoticeKind) -> Response:
    response = RedirectResponse("/saved", 303)
    leave_notice(desk, response, kind)
    return response
