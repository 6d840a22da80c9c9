"""The words of an article: paragraphs, without captions, «читайте также» and the headline."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

import trafilatura
from lxml.html import HtmlElement

from crawler.selectors import as_text, select_first

_ADVERT = re.compile(
    r"^(читайте (также|ещ[её])|читать (также|далее)|смотрите также|по теме|ранее (мы писали|сообщалось, что мы)|"
    r"подписывайтесь|подпишитесь|присоединяйтесь|следите за новостями|больше новостей|поделиться|комментарии|"
    r"теги|метки|"
    r"нашли (ошибку|опечатку)|самые важные новости|все новости|новости партн[её]ров|реклама)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^(фото|фотография|видео|иллюстрация|источник фото|автор фото)\s*(:|©|из |предоставлен)", re.IGNORECASE
)
_BLOCKS = frozenset({"p", "li", "blockquote", "h2", "h3", "h4", "div", "td", "pre"})
_NOT_TEXT = frozenset(
    {
        "figcaption",
        "figure",
        "script",
        "style",
        "noscript",
        "aside",
        "form",
        "nav",
        "button",
        "iframe",
        "template",
    }
)
_LONGEST_ADVERT = 200  # characters: a longer paragraph that begins so is the article's own
_TOO_LITTLE = 250  # characters: below it the careful finder probably missed the text


def find_text(tree: HtmlElement, selectors: Sequence[str], title: str) -> str:
    """Paragraphs joined by line feeds; empty where the page has no article."""
    paragraphs = _selected(tree, selectors) or _generic(tree)
    return "\n".join(_cleaned(paragraphs, title))


def _selected(tree: HtmlElement, selectors: Sequence[str]) -> list[str]:
    paragraphs: list[str] = []
    for thing in select_first(tree, selectors):
        if isinstance(thing, str):
            paragraphs.append(as_text(thing))
        else:
            paragraphs += _paragraphs(thing)
    return paragraphs


def _paragraphs(element: HtmlElement) -> list[str]:
    """An element's text cut at its blocks and line breaks."""
    pieces: list[str] = [""]

    def gather(node: HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in _NOT_TEXT:
            return
        if node.tag in _BLOCKS or node.tag == "br":
            pieces.append("")
        pieces[-1] += node.text or ""
        for child in node:
            gather(child)
            pieces[-1] += child.tail or ""
        if node.tag in _BLOCKS:
            pieces.append("")

    gather(element)
    return [" ".join(piece.split()) for piece in pieces]


def _generic(tree: HtmlElement) -> list[str]:
    text = _trafilatura(tree, precise=True)
    if len(text) < _TOO_LITTLE:
        text = max(text, _trafilatura(tree, precise=False), key=len)
    return text.split("\n")


def _trafilatura(tree: HtmlElement, *, precise: bool) -> str:
    found = trafilatura.extract(
        copy.deepcopy(tree),
        favor_precision=precise,
        favor_recall=not precise,
        include_comments=False,
        include_tables=False,
    )
    return found or ""


def _cleaned(paragraphs: list[str], title: str) -> list[str]:
    cleaned: list[str] = []
    for paragraph in paragraphs:
        text = " ".join(paragraph.split()).removeprefix("- ")
        if not text or (not cleaned and _same(text, title)) or _is_foreign(text):
            continue
        if not cleaned or cleaned[-1] != text:
            cleaned.append(text)
    return cleaned


def _is_foreign(text: str) -> bool:
    return len(text) <= _LONGEST_ADVERT and bool(_ADVERT.match(text) or _CAPTION.match(text))


def _same(text: str, title: str) -> bool:
    return bool(title) and text.strip(" .").casefold() == title.strip(" .").casefold()
