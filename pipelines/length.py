"""Drops pages whose text is too short to be an article."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, Self

from records.article import Article, Decision, Drop, Dropped


class LengthStep:
    """`post_sources` are the ids of sources whose articles are posts: these are short by nature."""

    def __init__(self, fewest_chars: int, fewest_in_post: int, post_sources: Set[str]) -> None:
        self._fewest_chars = fewest_chars
        self._fewest_in_post = fewest_in_post
        self._post_sources = post_sources

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        settings = crawler.spider.crawl_settings
        return cls(settings.min_text_chars, settings.min_post_chars, crawler.spider.post_sources)

    def process_item(self, item: Decision) -> Decision:
        if not isinstance(item, Article):
            return item
        fewest = self._fewest_in_post if item.source_id in self._post_sources else self._fewest_chars
        if len(item.text) >= fewest:
            return item
        return Drop(url=item.url, reason=Dropped.TOO_SHORT, detail=f"{len(item.text)} characters")
