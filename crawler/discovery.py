"""What an outlet offers to readers that are machines, and which of it to register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.faults import Fault
from crawler.fetch import Fetch, FetchedPage
from crawler.front_page import FrontPage, read_front_page
from crawler.seeker import FoundSource, Seeker, nameless, root_of
from crawler.settings_record import CrawlSettings
from crawler.trial import Sample, try_sample
from records.registry import SourceKind

NOT_HTML = "not-html"  # a fault of the page that was given: it is neither a page nor a list of articles
_PREFERENCE: list[SourceKind] = ["feed", "news-sitemap", "sitemap", "listing", "telegram", "vk"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Discovery:
    """`text` is what the front page says, `tried` all places that were looked at, `taken` those to register."""

    name: str
    home: str
    text: str
    tried: tuple[FoundSource, ...]
    taken: tuple[FoundSource, ...]
    sample: Sample | None


async def discover(url: str, fetch: Fetch, settings: CrawlSettings) -> Discovery | Fault:
    """`url` is a site, a page of it, a feed or a sitemap. A fault where that cannot be had."""
    given = await fetch(url)
    if isinstance(given, Fault):
        return given
    home = root_of(given.url)
    seeker = Seeker(fetch, settings, given.url)
    if seeker.take(given):
        # The front page is wanted for its name and its words alone.
        page = await fetch(home)
        front = None if isinstance(page, Fault) else _read(page)
    else:
        front = _read(given)
        if front is None:
            return Fault(reason=NOT_HTML, detail=given.content_type)
        await seeker.look_around(front)
    taken = choose_sources(seeker.tried)
    sample = None
    if taken:
        sample, _read_from_it = await try_sample(taken[0].listing, nameless(home), fetch)
    return Discovery(
        name=front.name if front else "",
        home=home,
        text=front.text if front else "",
        tried=tuple(seeker.tried),
        taken=taken,
        sample=sample,
    )


def choose_sources(tried: Iterable[FoundSource]) -> tuple[FoundSource, ...]:
    """Feeds that each bring something of their own; a news sitemap beside them, which fills a feed's gaps; any other
    kind only where nothing better works."""
    taken: list[FoundSource] = []
    for found in sorted(tried, key=lambda found: _PREFERENCE.index(found.source.kind)):
        kinds = {other.source.kind for other in taken}
        if not found.works or (taken and found.source.kind not in ("feed", "news-sitemap")):
            continue
        if found.source.kind == "feed" and not _mostly_new(found, taken):
            continue
        if found.source.kind not in kinds or found.source.kind == "feed":
            taken.append(found)
    return tuple(taken)


def _mostly_new(found: FoundSource, taken: Iterable[FoundSource]) -> bool:
    known = {link.url for other in taken for link in other.listing.links}
    links = {link.url for link in found.listing.links}
    return len(links - known) * 2 > len(links)


def _read(page: FetchedPage) -> FrontPage | None:
    return read_front_page(page.body, url=page.url, content_type=page.content_type)
