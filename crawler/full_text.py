"""The whole article out of a feed's entry, where the entry has all of it."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.body import find_text

_SHORTEST = 400  # characters: a shorter «full text» is more often a teaser, and its page costs one request
_SIGNED_OFF = re.compile(
    r"^(the post .+ (appeared first|first appeared) on |(запись|сообщение) .+ (впервые появил|появил[аи]сь сначала))",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(\[?(…|\.\.\.)\]?|(читать|читайте) (далее|дальше|полностью|также)|подробнее|далее|полный текст|"
    r"(continue reading|read more)\b.{0,80})[\s.…»>→\]]*$",
    re.IGNORECASE,
)


def whole_text(content: str, title: str) -> str:
    """Paragraphs joined by line feeds, or nothing where this is a teaser or a text that was cut."""
    lines = paragraphs_of(content, title).split("\n")
    if _SIGNED_OFF.match(lines[-1]):
        lines.pop()
    text = "\n".join(lines)
    return "" if len(text) < _SHORTEST or _CUT.search(lines[-1][-200:]) else text


def paragraphs_of(content: str, title: str) -> str:
    """The words of an HTML fragment, or of plain text whose lines are its paragraphs."""
    if "<" not in content:
        return "\n".join(line for line in (" ".join(line.split()) for line in content.splitlines()) if line)
    tree = _fragment(content)
    return "" if tree is None else find_text(tree, ("//body",), title)


def _fragment(content: str) -> HtmlElement | None:
    try:
        tree = document_fromstring(
            f"<html><body>{content}</body></html>".encode(),
            parser=HTMLParser(encoding="utf-8", huge_tree=False),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    # A turbo page opens with its own headline and menu.
    for element in tree.xpath("//header | //menu"):
        element.drop_tree()
    return tree
