"""Runs one spider in this process and leaves the process as it was, but for the reactor, which starts only once."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings


def run_spider(spider_class: type[Spider], settings: Settings, **about: Any) -> Spider:
    """The spider after its work. The first Ctrl-C ends it in order, the second at once. Raises what kept it from
    starting."""
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(spider_class)
    failures: list[BaseException] = []
    process.crawl(crawler, **about).addErrback(lambda failure: failures.append(failure.value))  # type: ignore[call-overload]
    with _signals_restored():
        process.start()
    if failures:
        raise failures[0]
    assert crawler.spider is not None
    return crawler.spider


@contextmanager
def _signals_restored() -> Iterator[None]:
    """Scrapy leaves its handlers behind: Ctrl-C would do nothing in all the steps after a crawl."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)
        logging.captureWarnings(False)
