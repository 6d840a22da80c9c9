"""Drops articles that were published too long ago to be of use."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from records.article import Article, Decision, Drop, Dropped


class FreshnessStep:
    def __init__(self, max_age: timedelta) -> None:
        self._max_age = max_age

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(timedelta(days=crawler.spider.crawl_settings.max_age_days))

    def process_item(self, item: Decision) -> Decision:
        if not isinstance(item, Article) or item.published is None:
            return item
        if item.fetched - item.published <= self._max_age:
            return item
        return Drop(url=item.url, reason=Dropped.TOO_OLD, detail=item.published.date().isoformat())
