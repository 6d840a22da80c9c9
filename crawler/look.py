"""One page as it was read: what its health is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import pairwise

from crawler.encodings import decode
from crawler.walls import find_wall
from records.article import Article, Drop, Dropped
from records.health import PageLook

_ENOUGH_LETTERS = 80
# More than half of the letters of Russian texts. р and с are left out: UTF-8 read as windows-1251 is full of them.
_COMMON = frozenset("оеаинтлв")
_LEAST_COMMON = 0.38
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_LOST = frozenset(_UNREADABLE)
_ACCENTED = frozenset(map(chr, range(0xC0, 0x100)))  # windows-1251 read as Latin
_MUCH = 0.15  # of the letters
_LOOKED_AT = 4000  # characters
_OF_THE_PAGE = frozenset({"json-ld", "meta", "time-element", "selector", "visible"})


def look_at(
    found: Article | Drop, body: bytes, *, url: str, landed: str, content_type: str, fetched: datetime
) -> PageLook | None:
    """None for what is no page at all. `url` is the link's address, `landed` where redirects led."""
    if isinstance(found, Article):
        look = look_at_text(found, url)
    elif found.reason == Dropped.NO_TEXT:
        look = PageLook(url=url, seen=fetched, title=found.detail)
    elif found.reason == Dropped.UNREADABLE:
        look = PageLook(url=url, seen=fetched)
    else:
        return None
    text = found.text if isinstance(found, Article) else ""
    page = "" if text else decode(body, content_type)
    return replace(look, wall=find_wall(look.title, text, page), landed=landed)


def look_at_text(article: Article, url: str) -> PageLook:
    """Of a text that came without a page."""
    return PageLook(
        url=url,
        seen=article.fetched,
        title=article.title,
        print=sha256(article.text.encode("utf-8", errors="replace")).hexdigest(),
        chars=len(article.text),
        published=article.published,
        dated=article.published_by in _OF_THE_PAGE,
        signed=bool(article.authors),
        garbled=is_garbled(f"{article.title} {article.text}"),
    )


def is_garbled(text: str) -> bool:
    """Whether this is what a wrong encoding makes of Russian. Another language lacks the signs of that."""
    read = text[:_LOOKED_AT]
    letters = [sign for sign in read.lower() if sign.isalpha() or sign == _UNREADABLE]
    if len(letters) < _ENOUGH_LETTERS or _share(letters, _COMMON) >= _LEAST_COMMON:
        return False
    capitals_within = sum(second.isupper() and first.isalpha() for first, second in pairwise(read))
    return max(capitals_within / len(letters), _share(letters, _ACCENTED), _share(letters, _LOST)) > _MUCH


def _share(letters: Sequence[str], of_these: frozenset[str]) -> float:
    return sum(letter in of_these for letter in letters) / len(letters)
