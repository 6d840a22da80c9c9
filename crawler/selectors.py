"""An outlet's own selectors, CSS or XPath, tried in order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cssselect import GenericTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

from records.errors import ConfigError
from texts import _


def select_first(tree: HtmlElement, selectors: Sequence[str]) -> list[HtmlElement | str]:
    """What the first selector that finds anything finds: elements, or strings for «@attribute» and text()."""
    for selector in selectors:
        found = compiled(selector)(tree)
        if isinstance(found, list) and found:
            return found
    return []


def select_texts(tree: HtmlElement, selectors: Sequence[str]) -> list[str]:
    found = (as_text(thing) for thing in select_first(tree, selectors))
    return [text for text in found if text]


def as_text(thing: HtmlElement | str) -> str:
    text = str(thing) if isinstance(thing, str) else str(thing.text_content())
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def compiled(selector: str) -> etree.XPath:
    """Raises ConfigError for what is neither CSS nor XPath."""
    try:
        if selector.startswith(("/", "./", "(", "@")):
            return etree.XPath(selector)
        return etree.XPath(GenericTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise ConfigError(
            _(
                "Селектор «{selector}» — не CSS и не XPath ({error}); исправьте его в файле издания.",
                selector=selector,
                error=error,
            )
        ) from error


def short_text(element: HtmlElement, most: int) -> str:
    """The element's words; nothing where they are more than `most` characters, which is known without reading all."""
    found: list[str] = []
    left = most
    for piece in element.itertext():
        words = " ".join(piece.split())
        left -= len(words)
        if left < 0:
            return ""
        found.append(words if piece[:1].strip() else f" {words}")
        found.append("" if piece[-1:].strip() else " ")
    return " ".join("".join(found).split())
