"""Asks the sources of many outlets at once, and one page of each: what is read of them today."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.fetch import Fetch, visit
from crawler.settings_record import CrawlSettings
from crawler.trial import try_sample, try_source
from records.article import Article, Drop
from records.registry import Outlet, Source


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceCheck:
    """One source asked once. `outcome` is as in `Poll`; `page_outcome` is `ok` or why its newest page gave no article.

    `page_url` is empty where no page was asked, `newest` the latest date that the source states.
    """

    outlet_id: str
    source_id: str
    kind: str
    url: str
    outcome: str
    detail: str
    found: int
    newest: datetime | None
    page_url: str = ""
    page_outcome: str = ""
    title: str = ""
    characters: int = 0
    published: datetime | None = None

    @property
    def works(self) -> bool:
        return self.outcome == "ok" and self.found > 0 and self.page_outcome == "ok"


def check_outlets(
    outlets: Sequence[Outlet], settings: CrawlSettings, checked: Callable[[], None]
) -> list[SourceCheck]:
    """In the order of the outlets. `checked` is called after each source. Runs once in a process."""
    asked = [(outlet, source) for outlet in outlets for source in outlet.sources]

    async def check_all(fetch: Fetch) -> list[SourceCheck]:
        async def check_one(outlet: Outlet, source: Source) -> SourceCheck:
            try:
                return await _check(source, outlet, fetch, settings)
            finally:
                checked()

        return await asyncio.gather(*(check_one(outlet, source) for outlet, source in asked))

    return visit(check_all, settings)


async def _check(source: Source, outlet: Outlet, fetch: Fetch, settings: CrawlSettings) -> SourceCheck:
    listing = await try_source(source, outlet, fetch, settings)
    newest = max((link.published for link in listing.links if link.published), default=None)
    check = SourceCheck(
        outlet_id=outlet.id,
        source_id=source.id,
        kind=source.kind,
        url=source.url,
        outcome=listing.outcome,
        detail=listing.detail,
        found=len(listing.links),
        newest=newest,
    )
    if not listing.links:
        return check
    _sample, read = await try_sample(listing, outlet, fetch)
    return _with_page(check, read) if isinstance(read, Article) else _without_page(check, read)


def _with_page(check: SourceCheck, article: Article) -> SourceCheck:
    return replace(
        check,
        page_url=article.url,
        page_outcome="ok",
        title=article.title,
        characters=len(article.text),
        published=article.published,
    )


def _without_page(check: SourceCheck, drop: Drop) -> SourceCheck:
    return replace(check, page_url=drop.url, page_outcome=drop.reason, detail=drop.detail)
