"""Drops pages whose text is too short to be an article."""

from __future__ import annotations

from typing import Any, Self

from records.article import Article, Decision, Drop, Dropped


class LengthStep:
    def __init__(self, fewest_chars: int) -> None:
        self._fewest_chars = fewest_chars

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler.spider.crawl_settings.min_text_chars)

    def process_item(self, item: Decision) -> Decision:
        if not isinstance(item, Article) or len(item.text) >= self._fewest_chars:
            return item
        return Drop(url=item.url, reason=Dropped.TOO_SHORT, detail=f"{len(item.text)} characters")
