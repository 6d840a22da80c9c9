"""Who signed an article: by the outlet's selectors, the metadata, or the line that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml.html import HtmlElement

from crawler.metadata import names_of
from crawler.selectors import as_text, compiled, select_texts

_META = ("author", "article:author", "mediator_author")
_SIGNED = "//*[@rel='author' or @itemprop='author' or contains(concat(' ', normalize-space(@class), ' '), ' author ')]"
_LABEL = re.compile(r"^(автор(ы)?( текста| материала)?|текст)\s*:\s*", re.IGNORECASE)
# A visible line may hold anything; only two or three capitalized words are taken for a person.
_PERSON = re.compile(r"^[А-ЯЁ][а-яё-]+(?: [А-ЯЁ][А-Яа-яё.-]*){1,2}$")
_MOST = 10


def find_authors(
    tree: HtmlElement, selectors: tuple[str, ...], json_ld: dict[str, Any], meta: dict[str, str]
) -> tuple[str, ...]:
    names = select_texts(tree, selectors) or names_of(json_ld.get("author"))
    names = names or [meta[key] for key in _META if key in meta][:1]
    found = [name for name in _split(names) if _is_name(name)]
    return tuple(dict.fromkeys(found or _signed(tree)))[:_MOST]


def _signed(tree: HtmlElement) -> list[str]:
    lines = [as_text(element) for element in compiled(_SIGNED)(tree)]
    return [name for name in _split(lines) if _PERSON.match(name)]


def _split(names: Iterable[str]) -> list[str]:
    return [part.strip(" .") for name in names for part in re.split(r"[,;]| и ", _LABEL.sub("", name[:300]))]


def _is_name(name: str) -> bool:
    return (
        2 < len(name) < 60
        and "/" not in name
        and "@" not in name
        and not name.casefold().startswith("редакц")
    )
