"""Writes every decision about a link into the archive: what is kept at once, what is dropped a few at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic
from typing import Any, Self

from archive.articles import keep_article
from archive.frontier import drop_links
from archive.page_copies import record_copy
from archive.page_files import PageFiles
from archive.store import Archive, Transaction
from archive.waiting import postpone_link
from records.article import Article, Decision, Drop, Postponement
from records.errors import OtklikError

_MOST = 50
_LONGEST = 0.2  # seconds


class ArchivingStep:
    """A drop that a kill keeps from the archive costs nothing but a second look at its page."""

    def __init__(self, spider: Any) -> None:
        self._spider = spider
        self._archive: Archive = spider.archive
        self._run_id: int = spider.run_id
        folder = spider.crawl_settings.pages_folder
        self._pages = None if folder is None else PageFiles(folder)
        self._drops: list[tuple[Drop, datetime]] = []
        self._written = monotonic()

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler.spider)

    def process_item(self, item: Decision) -> Decision:
        self._spider.count_decided(kept=self._decide(item))
        return item

    def close_spider(self) -> None:
        try:
            self._write()
        except OtklikError as error:  # Scrapy only logs what goes wrong while it closes
            self._spider.failure = self._spider.failure or error

    def _decide(self, item: Decision) -> bool:
        if not isinstance(item, Drop):
            return self._write(item)
        self._drops.append((item, datetime.now(UTC)))
        if len(self._drops) >= _MOST or monotonic() - self._written > _LONGEST:
            self._write()
        return False

    def _write(self, item: Article | Postponement | None = None) -> bool:
        """In the order in which it was decided, in one transaction. Whether an article was kept."""
        now = datetime.now(UTC)
        kept = False
        with self._archive.writing() as connection:
            drop_links(connection, self._run_id, self._drops)
            if isinstance(item, Article):
                kept = self._keep(connection, item, now)
            elif item is not None:
                most = self._spider.crawl_settings.most_attempts
                postpone_link(connection, self._run_id, item.drop, now, most_attempts=most)
        self._drops.clear()
        self._written = monotonic()
        return kept

    def _keep(self, connection: Transaction, article: Article, now: datetime) -> bool:
        """The page is on disk before the archive says where: a record without a row is nobody's, and hurts nobody."""
        if not keep_article(connection, self._run_id, article, now):
            return False
        if article.page is not None and self._pages is not None:
            place = self._pages.append(article.page, article.fetched)
            record_copy(connection, article.url, article.page, article.fetched, place)
        return True
