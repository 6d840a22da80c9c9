"""One source asked once, outside of a crawl: what it lists now, and one of its pages."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler import asking
from crawler.encodings import decode
from crawler.faults import Fault
from crawler.fetch import Fetch, FetchedPage
from crawler.kinds import Answer, first_url, read_answer
from crawler.links import Listing
from crawler.pages import extract_article
from crawler.posts import article_of
from crawler.settings_record import CrawlSettings
from crawler.walls import find_wall
from records.article import Article, Drop, Dropped, LastAnswer, Link
from records.errors import OtklikError
from records.registry import Outlet, Source

log = logging.getLogger(__name__)

_MOST_SAMPLES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One article's page as it came, and what the source said of it; a post has no page but its own text."""

    link: Link
    page: FetchedPage | None


async def try_source(source: Source, outlet: Outlet, fetch: Fetch, settings: CrawlSettings) -> Listing:
    """A sitemap index stands for its newest part: by itself it lists no articles."""
    refused = asking.refusal(source, settings)
    if refused is not None:
        return Listing(outcome=refused.outcome, detail=refused.detail)
    listing = await _read(first_url(source, settings) or source.url, source, outlet, fetch, settings)
    for child in listing.children[:1]:
        listing = await _read(child, source, outlet, fetch, settings)
    return listing


async def _read(url: str, source: Source, outlet: Outlet, fetch: Fetch, settings: CrawlSettings) -> Listing:
    page = await fetch(
        url, headers=asking.next_headers(source, settings), meta=asking.source_meta(source, settings)
    )
    if isinstance(page, Fault):
        return Listing(outcome=page.reason, detail=page.detail)
    return read_listing(page, source, outlet, settings)


def read_listing(page: FetchedPage, source: Source, outlet: Outlet, settings: CrawlSettings) -> Listing:
    answer = Answer(body=page.body, url=page.url, content_type=page.content_type)
    return read_answer(answer, source, outlet, LastAnswer(), datetime.now(UTC), settings)


async def try_sample(listing: Listing, outlet: Outlet, fetch: Fetch) -> tuple[Sample | None, Article | Drop]:
    """The first of the newest links that gives an article, or why the last one tried gave none."""
    drop = Drop(url="", reason=Dropped.EMPTY)
    sample: Sample | None = None
    for link in listing.links[:_MOST_SAMPLES]:
        if link.text:
            return Sample(link=link, page=None), article_of(link, outlet, datetime.now(UTC))
        page = await fetch(link.url)
        if isinstance(page, Fault):
            drop = Drop(url=link.url, reason=page.reason, detail=page.detail)
            continue
        sample = Sample(link=link, page=page)
        read = _read_or_drop(page, link, outlet)
        wall = _wall(read, page)
        if wall:
            drop = Drop(url=link.url, reason=wall)
            continue
        if isinstance(read, Article):
            return sample, read
        drop = read
    return sample, drop


def _wall(read: Article | Drop, page: FetchedPage) -> str:
    """What a page without a proper text shows instead, as a `Symptom`."""
    if isinstance(read, Article):
        return find_wall(read.title, read.text, "")
    return find_wall("", "", decode(page.body, page.content_type)) if read.reason == Dropped.NO_TEXT else ""


def _read_or_drop(page: FetchedPage, link: Link, outlet: Outlet) -> Article | Drop:
    """A selector that is none, or a parser's fault, costs this page and not the whole round."""
    try:
        return read_sample(page, link, outlet, datetime.now(UTC))
    except OtklikError as error:
        return Drop(url=link.url, reason=Dropped.UNREADABLE, detail=str(error))
    except Exception as error:
        log.exception("%s cannot be parsed", page.url)
        return Drop(url=link.url, reason=Dropped.UNREADABLE, detail=repr(error)[:300])


def read_sample(page: FetchedPage, link: Link, outlet: Outlet, fetched: datetime) -> Article | Drop:
    return extract_article(
        page.body, url=page.url, outlet=outlet, link=link, content_type=page.content_type, fetched=fetched
    )
