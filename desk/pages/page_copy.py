"""The saved page from which an article was read: first what it is, then the page itself, in which nothing runs."""

from __future__ import annotations

import codecs
import re

from starlette.requests import Request
from starlette.responses import Response

from archive.articles import find_articles
from archive.page_copies import PageCopy, find_copies
from archive.page_files import PageFiles
from desk.faults import MissingError
from desk.identifiers import read_id
from desk.place import Desk
from desk.view import View
from records.article import Article, Page
from texts import _

# No script runs, no form is sent, no frame is opened, and nothing is asked of anybody; the page has no origin at all.
_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
# For these a browser resolves a name, or opens a connection, before it asks the policy: they become comments.
_EAGER = re.compile(rb"<(?=(?:link|i?frame|fencedframe|portal|object|embed|applet)[\s/>])", re.IGNORECASE)
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HTML = re.compile(r"\s*(text/html|application/xhtml\+xml)\s*(;|$)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([a-z0-9._-]{1,40})", re.IGNORECASE)


def show_copies(desk: Desk, request: Request) -> View:
    article, copies = _find(desk, request)
    return View(
        title=_("Сохранённая копия"),
        template="page_copy.html.j2",
        context={"article": article, "copies": copies},
    )


def show_copy(desk: Desk, request: Request) -> Response:
    """The page as it was fetched; the browser is told to do nothing with it but show it."""
    _article, copies = _find(desk, request)
    asked = request.path_params["revision"]
    copy = next((each for each in copies if str(each.revision) == asked), None)
    if copy is None:
        raise MissingError(_("Такой копии этой статьи нет."))
    page = PageFiles(desk.pages).read(copy.place, copy.url)
    body, kind = lock_page(page)
    headers = {"Content-Type": kind, "Content-Security-Policy": _POLICY, "X-DNS-Prefetch-Control": "off"}
    return Response(body, headers=headers)


def _find(desk: Desk, request: Request) -> tuple[Article, list[PageCopy]]:
    id_ = read_id(request)
    with desk.archive.reading() as connection:
        article = find_articles(connection, [id_]).get(id_)
        copies = find_copies(connection, id_)
    if article is None:
        raise MissingError(_("Такой статьи в архиве нет."))
    if not copies:
        raise MissingError(
            _(
                "Копии этой страницы нет: её текст пришёл без страницы, копии не велись, или срок их хранения вышел."
            )
        )
    return article, copies


def lock_page(page: Page) -> tuple[bytes, str]:
    """(body, content type): HTML, or mere text, whatever else a server may have called it."""
    stated = next((value for name, value in page.headers if name.lower() == "content-type"), "text/html")
    kind = "text/html" if _HTML.match(stated) else "text/plain"
    named = _CHARSET.search(stated)
    body, charset = _in_bytes(page.body, named[1] if named else "")
    return _EAGER.sub(b"<!", body), kind + (f"; charset={charset}" if charset else "")


def _in_bytes(body: bytes, charset: str) -> tuple[bytes, str]:
    """In an encoding in which a tag is its ASCII letters: of those that browsers read, UTF-16 alone is none."""
    wide = _WIDE.get(body[:2]) or (charset.lower() if charset.lower().startswith("utf-16") else "")
    if not wide:
        return body, charset
    known = wide if wide in ("utf-16-le", "utf-16-be") else f"utf-16-{'be' if wide.endswith('be') else 'le'}"
    return body.decode(known, "replace").encode("utf-8", "replace"), "utf-8"
