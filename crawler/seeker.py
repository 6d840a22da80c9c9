"""Asks one site, place by place, for feeds, sitemaps and a page of headlines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urljoin, urlsplit

from protego import Protego

from crawler.faults import Fault
from crawler.fetch import Fetch, FetchedPage
from crawler.front_page import FrontPage
from crawler.links import Listing
from crawler.settings_record import CrawlSettings
from crawler.trial import read_listing, try_source
from records.registry import Outlet, Source, SourceKind

WELL_KNOWN_FEEDS = ("/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
WELL_KNOWN_SITEMAPS = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap.xml")
_MOST_SITEMAPS = 4

# Where an address was come by.
How = Literal["given", "declared", "linked", "well-known", "robots", "headlines"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundSource:
    """A place that was tried and what it lists; `listing.outcome` is `ok`, or why it is of no use."""

    source: Source
    how: How
    listing: Listing

    @property
    def works(self) -> bool:
        return self.listing.outcome == "ok" and bool(self.listing.links)

    @property
    def newest(self) -> datetime | None:
        return max((link.published for link in self.listing.links if link.published), default=None)


def nameless(home: str) -> Outlet:
    """An outlet of which no more than the address is known."""
    zone = "Europe/Moscow"
    return Outlet(id="new", name="", url=home, kind="external", region="RU", timezone=zone, sources=())


def root_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


class Seeker:
    """`tried` holds all that was looked at, in its order."""

    def __init__(self, fetch: Fetch, settings: CrawlSettings, url: str) -> None:
        self.tried: list[FoundSource] = []
        self._fetch = fetch
        self._settings = settings
        self._url = url
        self._outlet = nameless(root_of(url))

    def take(self, page: FetchedPage) -> bool:
        """Whether the page that was given is itself a feed or a sitemap."""
        is_sitemap = b"<urlset" in page.body[:2000] or b"<sitemapindex" in page.body[:2000]
        source = self._source("sitemap" if is_sitemap else "feed", page.url)
        listing = read_listing(page, source, self._outlet, self._settings)
        if listing.outcome == "ok":
            self.tried.append(FoundSource(source=source, how="given", listing=listing))
        return listing.outcome == "ok"

    async def look_around(self, front: FrontPage) -> None:
        """What the site names; where no feed of these works, the usual places; then sitemaps, then headlines."""
        await self._try_all("feed", [(url, "declared") for url in front.declared])
        await self._try_all("feed", [(url, "linked") for url in front.linked])
        if not self._works():
            await self._try_until_one("feed", WELL_KNOWN_FEEDS)
        await self._sitemaps()
        if not self._works() and front.news_path:
            await self._headlines(front.news_path)

    def _works(self) -> bool:
        return any(found.works for found in self.tried)

    async def _try_all(self, kind: SourceKind, places: Iterable[tuple[str, How]]) -> None:
        for url, how in places:
            await self._try(self._source(kind, url), how)

    async def _try_until_one(self, kind: SourceKind, paths: Iterable[str]) -> None:
        async for found in self._usual_places(kind, paths):
            if found.works:
                return

    async def _usual_places(self, kind: SourceKind, paths: Iterable[str]) -> AsyncIterator[FoundSource]:
        for path in paths:
            yield await self._try(self._source(kind, urljoin(self._outlet.url, path)), "well-known")

    async def _sitemaps(self) -> None:
        stated = await self._stated_sitemaps()
        for url in stated[:_MOST_SITEMAPS]:
            await self._try(self._source(_sitemap_kind(url), url), "robots")
        if not stated:
            await self._try_until_one("news-sitemap", WELL_KNOWN_SITEMAPS[:2])
            await self._try_until_one("sitemap", WELL_KNOWN_SITEMAPS[2:])

    async def _stated_sitemaps(self) -> list[str]:
        """Asked once more for its Sitemap lines: the guard at the door keeps the rules alone."""
        page = await self._fetch(urljoin(self._outlet.url, "/robots.txt"))
        if isinstance(page, Fault):
            return []
        stated = Protego.parse(page.body.decode(errors="replace")).sitemaps
        return sorted(dict.fromkeys(stated), key=lambda url: _sitemap_kind(url) == "sitemap")

    async def _headlines(self, path: str) -> None:
        """The section where the headlines stand, or the page that was given where the section has no page."""
        selector = f"//a[contains(@href, '{path}')]"
        found = await self._try(self._source("listing", urljoin(self._url, path), selector), "headlines")
        if not found.works:
            await self._try(self._source("listing", self._url, selector), "headlines")

    async def _try(self, source: Source, how: How) -> FoundSource:
        listing = await try_source(source, self._outlet, self._fetch, self._settings)
        self.tried.append(FoundSource(source=source, how=how, listing=listing))
        return self.tried[-1]

    def _source(self, kind: SourceKind, url: str, *links: str) -> Source:
        return Source(id="new", outlet_id=self._outlet.id, kind=kind, url=url, links=links)


def _sitemap_kind(url: str) -> SourceKind:
    return "news-sitemap" if "news" in urlsplit(url).path.lower() else "sitemap"
