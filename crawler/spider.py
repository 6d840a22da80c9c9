"""The one spider: asks the register's sources, then fetches what they newly list."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from archive.frontier import record_poll, validators
from archive.store import Archive
from archive.waiting import count_due, due_links
from crawler.faults import Fault, error_fault, status_fault
from crawler.links import usable_url
from crawler.pages import extract_article
from crawler.polls import answered_poll, empty_poll, failed_poll, header, list_links
from crawler.settings_record import CrawlSettings, Progress
from records.article import Decision, Drop, Dropped, Link, Poll, Postponement
from records.errors import OtklikError
from records.registry import Outlet, Source

READ_KINDS = ("feed", "listing")
_SOURCES_FIRST = 10  # a feed forgets its items, a waiting link does not: sources are asked before pages

log = logging.getLogger(__name__)


class PressSpider(Spider):
    name = "press"

    def __init__(
        self,
        outlets: Sequence[Outlet],
        archive: Archive,
        run_id: int,
        crawl_settings: CrawlSettings,
        screen: Callable[[str], bool],
        report: Callable[[Progress], None],
    ) -> None:
        super().__init__()
        self.outlets: Mapping[str, Outlet] = {outlet.id: outlet for outlet in outlets}
        self.archive = archive
        self.run_id = run_id
        self.crawl_settings = crawl_settings
        self.screen = screen
        self.failure: BaseException | None = None
        self.close_reason = ""
        self._report = report
        self._counts = {"asked": 0, "links": 0, "fetched": 0, "kept": 0}
        self._sources = [source for outlet in outlets for source in outlet.sources]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        # Scrapy only logs what goes wrong in callbacks and pipelines; here it ends the crawl and is raised again.
        for signal in (signals.spider_error, signals.item_error):
            crawler.signals.connect(spider.give_up, signal)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        now = datetime.now(UTC)
        with self.archive.reading() as connection:
            self._count(links=count_due(connection, self.outlets.keys(), now))
        for source in self._sources:
            request = self._source_request(source)
            if request is not None:
                yield request
        for link in due_links(self.archive, self.outlets.keys(), now):
            yield self._page_request_or_drop(link)

    # The sources

    def _source_request(self, source: Source) -> Request | None:
        if source.kind not in READ_KINDS or usable_url(source.url) is None:
            detail = f"cannot be asked: {source.kind} {source.url}"
            self._record(empty_poll(source, Dropped.UNREADABLE, detail))
            return None
        with self.archive.reading() as connection:
            etag, last_modified = validators(connection, source.id)
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return Request(
            source.url,
            callback=self.parse_source,
            errback=self.source_failed,
            headers={name: value.encode("latin-1") for name, value in headers.items() if value},
            cb_kwargs={"source": source},
            # A feed that breaks off still has whole items; a page that breaks off is tried again.
            meta={"download_maxsize": self.crawl_settings.max_feed_bytes, "download_fail_on_dataloss": False},
            priority=_SOURCES_FIRST,
            dont_filter=True,
        )

    def parse_source(self, response: Response, source: Source) -> Iterator[Request | Drop]:
        fault = status_fault(response.status)
        if response.status == 304:
            self._record(empty_poll(source, "not-modified"))
        elif fault is not None:
            self._record(failed_poll(source, fault))
        else:
            listing = list_links(response, source, self.outlets[source.outlet_id])
            for link in self._record(answered_poll(source, listing, response), listing.links):
                yield self._page_request_or_drop(link)

    def source_failed(self, failure: Failure) -> None:
        self._record(failed_poll(_request(failure).cb_kwargs["source"], error_fault(failure.value)))

    def _record(self, poll: Poll, links: Sequence[Link] = ()) -> list[Link]:
        with self.archive.writing() as connection:
            new = record_poll(connection, self.run_id, poll, links)
        self._count(asked=1, links=len(new))
        return new

    # The pages

    def _page_request_or_drop(self, link: Link) -> Request | Drop:
        """A link that its feed or its waiting shows to be too old is not worth a request."""
        oldest = datetime.now(UTC) - timedelta(days=self.crawl_settings.max_age_days)
        known_since = link.published or link.seen
        if known_since is not None and known_since < oldest:
            return Drop(url=link.url, reason=Dropped.TOO_OLD, detail=known_since.date().isoformat())
        try:
            return Request(
                link.url,
                callback=self.parse_page,
                errback=self.page_failed,
                cb_kwargs={"link": link},
                dont_filter=True,
            )
        except ValueError as error:
            return Drop(url=link.url, reason=Dropped.UNREADABLE, detail=str(error))

    def parse_page(self, response: Response, link: Link) -> Iterator[Decision]:
        fault = status_fault(response.status)
        if fault is not None:
            yield from self._not_fetched(link, fault)
            return
        try:
            yield extract_article(
                response.body,
                url=response.url,
                outlet=self.outlets[link.outlet_id],
                link=link,
                content_type=header(response, b"Content-Type") or "",
                fetched=datetime.now(UTC),
            )
        except OtklikError as error:
            yield Drop(url=link.url, reason=Dropped.UNREADABLE, detail=str(error))
        except Exception as error:  # a parser's fault costs one page, not the crawl
            log.exception("%s cannot be parsed", response.url)
            yield Drop(url=link.url, reason=Dropped.UNREADABLE, detail=repr(error)[:300])

    def page_failed(self, failure: Failure) -> Iterator[Drop | Postponement]:
        yield from self._not_fetched(_request(failure).cb_kwargs["link"], error_fault(failure.value))

    def _not_fetched(self, link: Link, fault: Fault) -> Iterator[Drop | Postponement]:
        drop = Drop(url=link.url, reason=fault.reason, detail=fault.detail)
        if not fault.tried:
            return  # the host asked to be left alone: the link keeps waiting, and its attempts are not used up
        yield Postponement(drop=drop) if fault.passing else drop

    # How far we are

    def count_decided(self, *, kept: bool) -> None:
        self._count(fetched=1, kept=int(kept))

    def _count(self, **more: int) -> None:
        for name, number in more.items():
            self._counts[name] += number
        self._report(Progress(sources=len(self._sources), **self._counts))

    def give_up(self, failure: Failure) -> None:
        """Ends the crawl in order; `crawl` raises the first error again."""
        if self.failure is None:
            self.failure = failure.value
            self._closing = deferred_from_coro(self.crawler.engine.close_spider_async(reason="archive"))

    def closed(self, reason: str) -> None:
        self.close_reason = reason


def _request(failure: Failure) -> Request:
    request = failure.request  # type: ignore[attr-defined] # Scrapy adds it
    assert isinstance(request, Request)
    return request
