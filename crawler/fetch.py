"""Single pages through the same guarded door as a crawl, without archive: what to ask next may hang on what came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from scrapy import Request, Spider
from scrapy.http.request import NO_CALLBACK

from crawler.faults import Fault, error_fault, status_fault
from crawler.networks import AddressGuard
from crawler.reactor_run import run_spider
from crawler.scrapy_settings import scrapy_settings
from crawler.settings_record import CrawlSettings

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchedPage:
    """`url` is where the page was found in the end."""

    url: str
    body: bytes
    content_type: str


class Fetch(Protocol):
    """Fetches one address: robots.txt obeyed, delays kept, addresses guarded."""

    async def __call__(
        self, url: str, *, headers: Mapping[str, bytes] = ..., meta: Mapping[str, Any] = ...
    ) -> FetchedPage | Fault: ...


def fetch_pages(urls: Sequence[str], settings: CrawlSettings) -> dict[str, FetchedPage | Fault]:
    """By the address asked for. Can run once in a process, and in none that crawls, because the reactor can."""
    wanted = list(dict.fromkeys(urls))

    async def fetch_all(fetch: Fetch) -> list[FetchedPage | Fault]:
        return await asyncio.gather(*map(fetch, wanted))

    return dict(zip(wanted, visit(fetch_all, settings), strict=True))


def visit(errand: Callable[[Fetch], Awaitable[Outcome]], settings: CrawlSettings) -> Outcome:
    """What the errand returns. Can run once in a process; raises what the errand raises, and KeyboardInterrupt."""
    AddressGuard(settings.allow_addresses)
    scrapy = scrapy_settings(replace(settings, log_file=None))  # the log is the crawl's
    scrapy.set("ITEM_PIPELINES", {}, priority="cmdline")
    scrapy.set(
        "SPIDER_MODULES", [], priority="cmdline"
    )  # Scrapy would load the whole collector to look for spiders
    done: list[Outcome] = []

    async def carry_out(fetch: Fetch) -> None:
        done.append(await errand(fetch))

    spider = run_spider(_ErrandSpider, scrapy, errand=carry_out, width=settings.concurrency)
    assert isinstance(spider, _ErrandSpider)
    if spider.failure is not None:
        raise spider.failure
    if not done:
        raise KeyboardInterrupt
    return done[0]


class _ErrandSpider(Spider):
    name = "errand"

    def __init__(self, errand: Callable[[Fetch], Awaitable[None]], width: int) -> None:
        super().__init__()
        self.failure: Exception | None = None
        self._errand = errand
        self._turns = asyncio.Semaphore(width)

    async def start(self) -> AsyncIterator[Request]:
        """Scrapy would only log what goes wrong here; the caller must see it."""
        try:
            await self._errand(self._fetch)
        except Exception as error:
            self.failure = error
        requests: tuple[Request, ...] = ()
        for request in requests:
            yield request

    async def _fetch(
        self, url: str, *, headers: Mapping[str, bytes] | None = None, meta: Mapping[str, Any] | None = None
    ) -> FetchedPage | Fault:
        async with self._turns:
            try:
                request = Request(
                    url,
                    callback=NO_CALLBACK,
                    headers=dict(headers or {}),
                    meta=dict(meta or {}),
                    dont_filter=True,
                )
                response = await self.crawler.engine.download_async(request)
            except Exception as error:  # of whatever kind: it costs this address alone, under a named reason
                return error_fault(error)
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        page = FetchedPage(url=response.url, body=response.body, content_type=content_type)
        return status_fault(response.status) or page
