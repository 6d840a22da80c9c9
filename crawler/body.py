"""The words of an article: paragraphs, without captions, «читайте также» and the headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.article_lines import choose_lines
from crawler.article_model import ArticleModel, load_article_model
from crawler.blocks import Layout, find_layout
from crawler.line_features import comparable_line, line_key
from crawler.page_features import describe
from crawler.selectors import as_text, select_first

_ADVERT = re.compile(
    r"^(читайте (также|ещ[её]|по теме)|читать (также|далее)|смотрите также|по теме|ссылки по теме|"
    r"ранее (мы писали|сообщалось, что мы)|подписывайтесь|подпишитесь|присоединяйтесь|следите за новостями|"
    r"больше новостей|ещ[её] больше новостей|поделиться|комментарии|теги|метки|нашли (ошибку|опечатку)|"
    r"самые важные новости|все новости|новости партн[её]ров|реклама)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^(фото|фотография|видео|иллюстрация|источник фото|автор фото)\s*(:|©|из |предоставлен|автора)",
    re.IGNORECASE,
)
_LONGEST_ADVERT = 200  # characters: a longer paragraph that begins so is the article's own
_TAIL = 0.35  # of the article
_ASIDE = frozenset(
    {"figcaption", "figure", "aside", "nav"}
)  # not `form`: some sites put the whole page into one


def find_text(
    tree: HtmlElement,
    selectors: Sequence[str],
    title: str,
    recurring: Collection[int] = (),
    model: ArticleModel | None = None,
) -> str:
    """Paragraphs joined by line feeds; empty where the page has no article.

    `recurring` are the keys (`line_keys`) of lines that other articles of the outlet have too: none of them is ours.
    `model` is the trained one, unless given.
    """
    lines = list(_selected(tree, selectors)) or list(
        _generic(tree, title, recurring, model or load_article_model())
    )
    return "\n".join(_cleaned(lines, title))


def line_keys(tree: HtmlElement) -> frozenset[int]:
    """All lines of a page, for comparison with other pages of its outlet."""
    return frozenset(line_key(block.text) for block in find_layout(tree).blocks)


def _selected(tree: HtmlElement, selectors: Sequence[str]) -> Iterator[str]:
    for thing in select_first(tree, selectors):
        if isinstance(thing, str):
            yield as_text(thing)
        else:
            layout = find_layout(thing)
            yield from _lines(layout, range(len(layout.blocks)))


def _generic(tree: HtmlElement, title: str, recurring: Collection[int], model: ArticleModel) -> Iterator[str]:
    layout = find_layout(tree)
    if not layout.blocks:
        return iter(())
    columns = describe(layout, title)
    chances = model.chances(columns)
    if not recurring:
        return _lines(layout, choose_lines(layout, columns, chances))
    foreign = [line_key(block.text) in recurring for block in layout.blocks]
    chances[foreign] = 0.0
    return _lines(layout, _without_tail(layout, choose_lines(layout, columns, chances), foreign))


def _without_tail(layout: Layout, chosen: list[int], foreign: Sequence[bool]) -> list[int]:
    """What follows a recurring line («Ссылки по теме») is the article's only if it is a good part of it."""
    words = sum(layout.blocks[index].words for index in chosen)
    for number, (before, index) in enumerate(pairwise(chosen), 1):
        rest = sum(layout.blocks[other].words for other in chosen[number:])
        if rest < _TAIL * words and any(foreign[before + 1 : index]):
            return chosen[:number]
    return chosen


def _lines(layout: Layout, indices: Iterable[int]) -> Iterator[str]:
    aside = [False] * len(layout.boxes)
    for number, box in enumerate(layout.boxes):
        aside[number] = (box.tag in _ASIDE and number > 0) or (box.parent >= 0 and aside[box.parent])
    for index in indices:
        block = layout.blocks[index]
        if block.box < 0 or not aside[block.box]:
            yield block.text


def _cleaned(lines: Iterable[str], title: str) -> list[str]:
    cleaned: list[str] = []
    for text in lines:
        if not text or (not cleaned and _same(text, title)) or _is_foreign(text):
            continue
        if not cleaned or cleaned[-1] != text:
            cleaned.append(text)
    return cleaned


def _is_foreign(text: str) -> bool:
    return len(text) <= _LONGEST_ADVERT and bool(_ADVERT.match(text) or _CAPTION.match(text))


def _same(text: str, title: str) -> bool:
    return bool(title) and comparable_line(text) == comparable_line(title)
