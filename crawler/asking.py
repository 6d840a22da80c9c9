"""How a source is asked for: its headers, its limits, and why some cannot be asked at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawler.kinds import first_url
from crawler.robots_middleware import OWN_RULES
from crawler.settings_record import CrawlSettings
from records.article import Dropped, LastAnswer, Poll
from records.registry import Source
from texts import _

FIRST = 10  # priority: a feed forgets its items, a waiting link does not: sources are asked before pages


def refusal(source: Source, settings: CrawlSettings) -> Poll | None:
    """Why there is no use in asking this source, as a poll; None where there is."""
    if first_url(source, settings) is None:
        return _unasked(source, Dropped.UNREADABLE, f"cannot be asked: {source.kind} {source.url}")
    if source.kind == "vk" and not settings.vk_token:
        told = _(
            "Нет токена VK: задайте его в переменной OTKLIK_CRAWL__VK_TOKEN или в файле, "
            "который назван в crawl.vk_token_file."
        )
        return _unasked(source, Dropped.NO_TOKEN, told)
    return None


def _unasked(source: Source, outcome: str, detail: str) -> Poll:
    return Poll(
        source_id=source.id,
        outlet_id=source.outlet_id,
        asked=datetime.now(UTC),
        outcome=outcome,
        detail=detail,
    )


def source_headers(source: Source, last: LastAnswer, settings: CrawlSettings) -> dict[str, bytes]:
    """For the first page; `next_headers` are for all that follow it.

    A reading that broke off is begun anew from everything: «not modified» would hide what it missed.
    """
    headers = next_headers(source, settings)
    validators = (
        {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified} if last.complete else {}
    )
    return headers | {name: value.encode("latin-1") for name, value in validators.items() if value}


def next_headers(source: Source, settings: CrawlSettings) -> dict[str, bytes]:
    """The token goes into a header, so that it stands in no address and so in no log."""
    if source.kind != "vk":
        return {}
    return {"Authorization": b"Bearer " + settings.vk_token.encode("latin-1", errors="replace")}


def source_meta(source: Source, settings: CrawlSettings) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "download_maxsize": settings.max_feed_bytes,
        # A feed that breaks off still has whole items; a page that breaks off is tried again.
        "download_fail_on_dataloss": False,
    }
    if source.kind == "vk":
        # An API that is called with a key has rules of its own, and the key is for nobody else to see.
        meta |= {OWN_RULES: True, "dont_redirect": True}
    return meta
