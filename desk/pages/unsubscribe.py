"""The way out of a mail: one click of a mail program (RFC 8058), or a page with a button; the address is the key."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request

from archive.unsubscribed import signing_key, unsubscribe
from desk.faults import MissingError
from desk.place import Desk
from desk.view import View
from records.unsubscribing import KEY, Unsubscription, read_token
from texts import _


def show_unsubscribe(desk: Desk, request: Request) -> View:
    """Asks first: link scanners of mail servers open every address and press no button."""
    return _view(_find_wish(desk, request), is_done=False)


def leave(desk: Desk, request: Request, _form: FormData) -> View:
    wish = _find_wish(desk, request)
    with desk.archive.writing() as connection:
        unsubscribe(connection, wish.subscription_id, wish.recipient, desk.clock(), how="mail")
    return _view(wish, is_done=True)


def _view(wish: Unsubscription, *, is_done: bool) -> View:
    context = {"wish": wish, "is_done": is_done}
    return View(title=_("Отписка от рассылки"), template="unsubscribe.html.j2", context=context)


def _find_wish(desk: Desk, request: Request) -> Unsubscription:
    with desk.archive.writing() as connection:
        secret = signing_key(connection, KEY)
    wish = read_token(secret, request.path_params["token"])
    if wish is None:
        raise MissingError(_("Такого адреса отписки нет: возьмите его из письма целиком."))
    return wish
