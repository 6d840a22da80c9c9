"""Single pages through the same guarded door as a crawl, without register or archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.faults import Fault, error_fault, status_fault
from crawler.reactor_run import run_spider
from crawler.scrapy_settings import scrapy_settings
from crawler.settings_record import CrawlSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchedPage:
    """`url` is where the page was found in the end."""

    url: str
    body: bytes
    content_type: str


def fetch_pages(urls: Sequence[str], settings: CrawlSettings) -> dict[str, FetchedPage | Fault]:
    """By the address asked for. Can run once in a process, and in none that crawls, because the reactor can."""
    pages: dict[str, FetchedPage | Fault] = {}
    scrapy = scrapy_settings(settings)
    scrapy.set("ITEM_PIPELINES", {}, priority="cmdline")
    run_spider(_PageSpider, scrapy, urls=urls, pages=pages)
    return {url: pages.get(url, Fault(reason="unreadable", detail=url)) for url in urls}


class _PageSpider(Spider):
    name = "pages"

    def __init__(self, urls: Sequence[str], pages: dict[str, FetchedPage | Fault]) -> None:
        super().__init__()
        self._urls = urls
        self._pages = pages

    async def start(self) -> AsyncIterator[Request]:
        for url in dict.fromkeys(self._urls):
            yield Request(
                url, callback=self.parse_page, errback=self.failed, cb_kwargs={"asked": url}, dont_filter=True
            )

    def parse_page(self, response: Response, asked: str) -> None:
        fault = status_fault(response.status)
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        self._pages[asked] = fault or FetchedPage(
            url=response.url, body=response.body, content_type=content_type
        )

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy adds it
        self._pages[request.cb_kwargs["asked"]] = error_fault(failure.value)
