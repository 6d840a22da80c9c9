"""One line on the next page: what a form has just done, and a way to take it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from archive.corrections import find_kept
from desk.cookies import drop_cookie, read_cookie, set_cookie
from desk.place import Desk
from records.correction import KeptCorrection

NoticeKind = Literal["said", "undone", "saved", "renamed", "deleted"]

# Only a kind and numbers: nobody can put words on our pages by a cookie.
_FORM = re.compile(r"(said|undone|saved|renamed|deleted)(-later)?((?:\.[0-9]{1,15}){0,20})")
_COOKIE = "otklik-notice"
_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Notice:
    """`is_later`: search shows it only after the next crawl."""

    kind: NoticeKind
    corrections: Sequence[KeptCorrection] = ()
    is_later: bool = False


def leave_notice(
    desk: Desk, response: Response, kind: NoticeKind, ids: Sequence[int] = (), *, is_later: bool = False
) -> None:
    value = ".".join([kind + ("-later" if is_later else ""), *map(str, ids[:20])])
    set_cookie(desk, response, _COOKIE, value, _SECONDS)


def find_notice(desk: Desk, request: Request) -> Notice | None:
    match = _FORM.fullmatch(read_cookie(desk, request, _COOKIE))
    if match is None:
        return None
    kind, later, numbers = match.groups()
    ids = [int(number) for number in numbers.split(".")[1:]]
    with desk.archive.reading() as connection:
        made = find_kept(connection, ids) if ids else []
    return Notice(kind=kind, corrections=made, is_later=bool(later))  # type: ignore[arg-type]


def forget_notice(desk: Desk, request: Request, response: Response) -> None:
    """Once it was shown: a page's own answer shows it, one that leads elsewhere does not."""
    if response.status_code == 200 and read_cookie(desk, request, _COOKIE):
        drop_cookie(desk, response, _COOKIE)
