"""Where an article that is cut into several pages goes on."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from crawler.block_cues import BOX_NAMES, name_cues
from crawler.links import urljoin_or_empty, usable_url

_PARAMETERS = frozenset({"page", "p", "pg", "part", "pagen_1", "chapter", "str"})
# Behind the first part's path: /2, /page/2/, /p2, or -page2.html for .html
_BEHIND = re.compile(r"(?:/page/?|/p|[-_](?:page|part|p)[-_]?|/)(\d{1,2})/?$")
_DISGUISES = "%\t\r\n"  # escapes, and what addresses are read without
_SUFFIX = re.compile(r"\.\w{2,5}$")
_COMMENT = BOX_NAMES.index("comment")
_OUTER_BOXES = 6  # in which a list of pages may say that it is the comments'


def find_next_part(tree: HtmlElement, url: str, *, first: str) -> str | None:
    """The address that follows `url`, both parts of the article that begins at `first`.

    A page of its comments, or of the next article, is none.
    """
    number = _part(url, first)
    if number is None:
        return None
    for link in tree.iter("link", "a"):
        href = (link.get("href") or "").strip()
        if not _may_bear(href, number + 1):
            continue
        address = usable_url(urljoin_or_empty(url, href).partition("#")[0])
        if address is not None and _part(address, first) == number + 1 and not _is_of_comments(link):
            return address
    return None


def _may_bear(href: str, number: int) -> bool:
    """Most links lead elsewhere, and taking an address apart costs much. Digits may also stand there in disguise."""
    return (
        _number(number).search(href) is not None
        or not href.isascii()
        or any(sign in href for sign in _DISGUISES)
    )


@cache
def _number(number: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)0*{number}(?!\d)")


def _is_of_comments(link: HtmlElement) -> bool:
    if link.tag == "link":
        return False
    element: HtmlElement | None = link
    for _step in range(_OUTER_BOXES):
        if element is None or element.tag == "body":
            return False
        if name_cues(f"{element.get('class') or ''} {element.get('id') or ''}")[_COMMENT]:
            return True
        element = element.getparent()
    return False


def _part(url: str, first: str) -> int | None:
    """Which part of the article this is, from 1; None for another page. An article's own number is no part's."""
    try:
        parts, start = urlsplit(url), urlsplit(first)
    except ValueError:
        return None
    query, number = _parted(parts.query)
    start_query, _one = _parted(start.query)
    if _host(parts.hostname) != _host(start.hostname) or query != start_query:
        return None
    path, begun = parts.path.rstrip("/"), start.path.rstrip("/")
    if path == begun:
        return number
    suffix = _SUFFIX.search(begun)
    behind = _BEHIND.match(
        path.removesuffix(suffix.group()) if suffix else path, len(begun) - _length(suffix)
    )
    if (
        number > 1
        or behind is None
        or not path.startswith(begun.removesuffix(suffix.group() if suffix else ""))
    ):
        return None
    return int(behind.group(1))


def _parted(query: str) -> tuple[list[tuple[str, str]], int]:
    """The parameters without the one that numbers the parts, and that number."""
    pairs = parse_qsl(query, keep_blank_values=True)
    numbers = [value for name, value in pairs if name.lower() in _PARAMETERS and value.isdecimal()]
    rest = sorted(pair for pair in pairs if pair[0].lower() not in _PARAMETERS or not pair[1].isdecimal())
    return rest, int(numbers[0]) if numbers else 1


def _host(name: str | None) -> str:
    return (name or "").removeprefix("www.")


def _length(match: re.Match[str] | None) -> int:
    return len(match.group()) if match else 0
