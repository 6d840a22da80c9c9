"""What a page says of itself to machines: JSON-LD and meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BlogPosting",
    }
)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_DEEPEST = 12
_HALF_PAIR = re.compile("[\ud800-\udfff]")  # a surrogate escape without its other half: no file can hold it


def find_json_ld(tree: HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object that describes an article; empty where there is none or it is broken.

    Where the article itself has no date, it has that of the page which describes it.
    """
    things = [
        thing
        for script in tree.iter("script")
        if (script.get("type") or "").strip().lower().startswith("application/ld+json")
        for thing in _things(_loaded(script.text or ""), 0)
    ]
    article = next((thing for thing in things if _ARTICLE_TYPES & _kinds(thing)), {})
    page = next((thing for thing in things if "WebPage" in _kinds(thing)), {})
    if "datePublished" in page and "datePublished" not in article:
        return {**article, "datePublished": page["datePublished"]}
    return article


def _kinds(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    return {
        kind.rpartition("/")[2]
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(kind, str)
    }


def _loaded(text: str) -> object:
    """Publishers put raw line feeds into strings and comments around the whole: both are mended."""
    text = _CONTROL.sub(" ", text).strip().removeprefix("<!--").removesuffix("-->")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _things(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield {key: part for key, part in value.items() if isinstance(key, str)}
        yield from _things(value.get("@graph"), depth + 1)
        yield from _things(value.get("mainEntity"), depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _things(part, depth + 1)


def text_of(value: object) -> str:
    """The words of a JSON-LD value: a string, an object's name, or the first of a list."""
    if isinstance(value, list):
        return text_of(value[0]) if value else ""
    if isinstance(value, dict):
        return text_of(value.get("name"))
    return _HALF_PAIR.sub("\ufffd", " ".join(value.split())) if isinstance(value, str) else ""


def names_of(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for name in map(text_of, values) if name]


def read_meta(tree: HtmlElement) -> dict[str, str]:
    """Meta contents by lower-case property, name or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            key = (meta.get(attribute) or "").strip().lower()
            if key and content:
                found.setdefault(key, content)
    return found
