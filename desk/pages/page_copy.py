"""The saved page from which an article was read: first what it is, then the page itself, in which nothing runs."""

from __future__ import annotations

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
# A browser may resolve a name, or open a connection, for a <link> before any policy is asked: it becomes a comment.
_LINK = re.compile(rb"<link(?=[\s/>])", re.IGNORECASE)
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
    """The bytes as they were fetched; the browser is told to do nothing with them but show them."""
    _article, copies = _find(desk, request)
    asked = request.path_params["revision"]
    copy = next((each for each in copies if str(each.revision) == asked), None)
    if copy is None:
        raise MissingError(_("Такой копии этой статьи нет."))
    page = PageFiles(desk.pages).read(copy.place, copy.url)
    return Response(_LINK.sub(b"<!link", page.body), headers=_headers(page))


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


def _headers(page: Page) -> dict[str, str]:
    """As HTML, or as mere text: what else a server may have called it is nothing for a browser to open here."""
    stated = next((value for name, value in page.headers if name.lower() == "content-type"), "text/html")
    kind = "text/html" if _HTML.match(stated) else "text/plain"
    charset = _CHARSET.search(stated)
    return {
        "Content-Type": kind + (f"; charset={charset[1]}" if charset else ""),
        "Content-Security-Policy": _POLICY,
        "X-DNS-Prefetch-Control": "off",
    }
