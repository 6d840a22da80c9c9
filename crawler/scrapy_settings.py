"""What one crawl changes of `crawler.settings`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrapy.settings import Settings

from crawler.lanes import lane_of
from crawler.settings_record import CrawlSettings
from crawler.vk import REQUESTS_PER_SECOND


def scrapy_settings(
    settings: CrawlSettings, left_alone: Mapping[str, tuple[int, float]] | None = None
) -> Settings:
    """`left_alone` are the servers that asked for it before: the status by which they did, and the seconds left."""
    scrapy = Settings()
    scrapy.setmodule("crawler.settings", priority="project")
    scrapy.update(_overrides(settings), priority="cmdline")
    scrapy.set("OTKLIK_LEFT_ALONE", dict(left_alone or {}), priority="cmdline")
    return scrapy


def _overrides(settings: CrawlSettings) -> dict[str, Any]:
    return {
        "USER_AGENT": settings.user_agent,
        "DOWNLOAD_DELAY": settings.delay,
        "CONCURRENT_REQUESTS": settings.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": settings.concurrency_per_host,
        # VK states its own limit for a key, so ours for sites does not apply there.
        "DOWNLOAD_SLOTS": {
            lane_of(settings.vk_api_url): {"concurrency": 1, "delay": 1.05 / REQUESTS_PER_SECOND}
        },
        "DOWNLOAD_MAXSIZE": settings.max_page_bytes,
        "CLOSESPIDER_TIMEOUT": settings.run_limit,
        "LOG_ENABLED": settings.log_file is not None,
        "LOG_FILE": str(settings.log_file) if settings.log_file else None,
        "OTKLIK_ALLOW_ADDRESSES": list(settings.allow_addresses),
        "OTKLIK_DEADLINE": settings.deadline,
    }
