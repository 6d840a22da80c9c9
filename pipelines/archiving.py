"""Writes every decision about a link into the archive, each in a transaction of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Self

from archive.articles import keep_article
from archive.frontier import drop_link
from archive.page_copies import record_copy
from archive.page_files import PageFiles
from archive.store import Archive, Transaction
from archive.waiting import postpone_link
from records.article import Article, Decision, Drop


class ArchivingStep:
    def __init__(self, spider: Any) -> None:
        self._spider = spider
        self._archive: Archive = spider.archive
        self._run_id: int = spider.run_id
        folder = spider.crawl_settings.pages_folder
        self._pages = None if folder is None else PageFiles(folder)

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler.spider)

    def process_item(self, item: Decision) -> Decision:
        self._spider.count_decided(kept=self._write(item))
        return item

    def _write(self, item: Decision) -> bool:
        now = datetime.now(UTC)
        with self._archive.writing() as connection:
            if isinstance(item, Article):
                return self._keep(connection, item, now)
            if isinstance(item, Drop):
                drop_link(connection, self._run_id, item, now)
            else:
                most = self._spider.crawl_settings.most_attempts
                postpone_link(connection, self._run_id, item.drop, now, most_attempts=most)
        return False

    def _keep(self, connection: Transaction, article: Article, now: datetime) -> bool:
        """The page is on disk before the archive says where: a record without a row is nobody's, and hurts nobody."""
        if not keep_article(connection, self._run_id, article, now):
            return False
        if article.page is not None and self._pages is not None:
            place = self._pages.append(article.page, article.fetched)
            record_copy(connection, article.url, article.page, article.fetched, place)
        return True
