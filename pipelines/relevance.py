"""Drops articles in which nothing of what is watched occurs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from records.article import Article, Decision, Drop, Dropped


class RelevanceStep:
    """`screen` says of a text whether a watched word may occur in it; `languages` are those that we can read."""

    def __init__(self, screen: Callable[[str], bool], languages: tuple[str, ...]) -> None:
        self._screen = screen
        self._languages = languages

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler.spider.screen, crawler.spider.crawl_settings.languages)

    def process_item(self, item: Decision) -> Decision:
        if not isinstance(item, Article):
            return item
        if self._languages and item.language not in self._languages:
            return Drop(url=item.url, reason=Dropped.NOT_RELEVANT, detail=f"language {item.language}")
        if self._screen(f"{item.title}\n{item.text}"):
            return item
        return Drop(url=item.url, reason=Dropped.NOT_RELEVANT)
