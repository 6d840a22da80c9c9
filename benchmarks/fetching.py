"""Scrapy alone: the same pages from the same server, and nothing done with them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from benchmarks.bench import Bench, Measured, config_file
from benchmarks.stopwatch import Stopwatch
from otklik.config import load_config


class EmptySpider(Spider):
    name = "empty"

    def __init__(self, urls: list[str]) -> None:
        super().__init__()
        self.urls = urls
        self.fetched = 0

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        self.fetched += response.status == 200


def fetch_bare(bench: Bench) -> Measured:
    """Scrapy as it comes, with the concurrency and the delay of the whole way, and no port of its own opened."""
    crawl = load_config(config_file(bench)).crawl
    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": crawl.concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.per_site,
            "DOWNLOAD_DELAY": crawl.delay,
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    crawler = process.create_crawler(EmptySpider)
    urls = [url for outlet in bench.outlets for url in outlet.pages]
    with Stopwatch() as work:
        process.crawl(crawler, urls=urls)
        process.start()
    assert isinstance(crawler.spider, EmptySpider)
    return Measured(stage="", articles=crawler.spider.fetched, seconds=work.seconds, cpu=work.cpu)
