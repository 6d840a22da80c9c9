"""How each kind of source is asked and read."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.feeds import parse_feed
from crawler.json_feed import looks_like_json, parse_json_feed
from crawler.links import Listing, usable_url
from crawler.listings import parse_listing
from crawler.settings_record import CrawlSettings
from crawler.sitemaps import parse_sitemap
from crawler.telegram import channel_of, parse_channel, preview_url
from crawler.vk import parse_wall, wall_url
from crawler.zones import zone_of
from records.article import Dropped, LastAnswer
from records.errors import OtklikError
from records.registry import Outlet, Source, SourceKind

log = logging.getLogger(__name__)

# How many answers one reading of a source may take, where the register does not say.
MOST_PAGES: dict[SourceKind, int] = {
    "feed": 5,
    "news-sitemap": 20,
    "sitemap": 20,
    "listing": 5,
    "telegram": 10,
    "vk": 5,
}
POST_KINDS = frozenset({"telegram", "vk"})
_FIRST_WINDOW = timedelta(days=7)  # of a sitemap that was never read: older news is no news
_OVERLAP = timedelta(days=1)  # many sitemaps name the day alone, and in some zone


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server said to one asking. `url` is where it was found in the end."""

    body: bytes
    url: str
    content_type: str


def first_url(source: Source, settings: CrawlSettings) -> str | None:
    """The address to begin with; None where the register's address fits no source of this kind."""
    if source.kind == "vk":
        url = wall_url(settings.vk_api_url, source.url)
    elif source.kind == "telegram":
        channel = channel_of(source.url)
        url = preview_url(settings.telegram_url, channel) if channel else ""
    else:
        url = source.url
    return usable_url(url)


def forgets(source: Source) -> bool:
    """Whether what it lists no more is lost: a sitemap lists all, a channel is read back to what we know."""
    return source.kind in ("feed", "listing")


def read_answer(
    answer: Answer, source: Source, outlet: Outlet, last: LastAnswer, asked: datetime, settings: CrawlSettings
) -> Listing:
    try:
        return _parsed(answer, source, outlet, last, asked, settings)
    except OtklikError as error:
        return Listing(outcome=Dropped.UNREADABLE, detail=str(error))
    except Exception as error:  # a parser's fault costs one source, not the crawl
        log.exception("%s cannot be parsed", answer.url)
        return Listing(outcome=Dropped.UNREADABLE, detail=repr(error)[:300])


def _parsed(
    answer: Answer, source: Source, outlet: Outlet, last: LastAnswer, asked: datetime, settings: CrawlSettings
) -> Listing:
    body, url, content_type = answer.body, answer.url, answer.content_type
    match source.kind:
        case "vk":
            return parse_wall(body, source=source, url=url)
        case "telegram":
            return parse_channel(body, source=source, url=url, content_type=content_type)
        case "listing":
            return parse_listing(body, source=source, url=url, content_type=content_type)
        case "sitemap" | "news-sitemap":
            since = window_start(last, asked, settings)
            most = settings.max_feed_bytes
            return parse_sitemap(
                body, source=source, url=url, zone=zone_of(outlet), since=since, most_bytes=most
            )
        case "feed":
            zone = zone_of(outlet)
            if looks_like_json(body):
                return parse_json_feed(body, source=source, url=url, zone=zone, asked=asked)
            return parse_feed(body, source=source, url=url, content_type=content_type, zone=zone, asked=asked)


def window_start(last: LastAnswer, asked: datetime, settings: CrawlSettings) -> datetime:
    """Since when a sitemap's entries count: since its last whole reading, so that an outage leaves no gap."""
    oldest = asked - timedelta(days=settings.max_age_days)
    if not last.complete:
        return oldest
    since = asked - _FIRST_WINDOW if last.succeeded is None else last.succeeded - _OVERLAP
    return max(since, oldest)
