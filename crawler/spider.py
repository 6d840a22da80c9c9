"""The one spider: asks the register's sources, then fetches what they newly list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from archive.left_alone import leave_alone
from archive.store import Archive
from archive.timetable import due_ids
from archive.waiting import count_due, due_links
from crawler.byte_screen import ByteScreen
from crawler.control_requests import ControlRequests
from crawler.kinds import POST_KINDS, first_url
from crawler.lanes import Lanes, lane_of
from crawler.page_requests import PageRequests
from crawler.settings_record import CrawlSettings, Progress
from crawler.source_requests import SourceRequests
from crawler.watch import Control, Watch
from records.article import Decision, Drop, Link
from records.registry import Outlet, Source


class PressSpider(Spider):
    """Every request belongs to a lane, and its callback ends by letting the next one of that lane go."""

    name = "press"

    def __init__(
        self,
        outlets: Sequence[Outlet],
        archive: Archive,
        run_id: int,
        crawl_settings: CrawlSettings,
        screen: Callable[[str], bool],
        report: Callable[[Progress], None],
        *,
        byte_screen: ByteScreen | None = None,
    ) -> None:
        super().__init__()
        self.outlets: Mapping[str, Outlet] = {outlet.id: outlet for outlet in outlets}
        self.archive = archive
        self.run_id = run_id
        self.crawl_settings = crawl_settings
        self.screen = screen
        self.failure: BaseException | None = None
        self.close_reason = ""
        self._report = report
        self._counts = {"asked": 0, "links": 0, "fetched": 0, "kept": 0}
        sources = [source for outlet in outlets for source in outlet.sources]
        self.post_sources = frozenset(each.id for each in sources if each.kind in POST_KINDS)
        self._due = self._due_among(sources)
        self._aside = [source for source in sources if source not in self._due]
        self.watch = Watch(archive)
        self._lanes: Lanes[Source | Link | Control] = Lanes(crawl_settings.concurrency_per_host)
        self._sources = SourceRequests(archive, run_id, crawl_settings, self.outlets, self._source_ended)
        self._pages = PageRequests(crawl_settings, self.outlets, self.watch, self._page_ended, byte_screen)
        self._controls = ControlRequests(self.watch, self.outlets, self._page_ended)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        # Scrapy only logs what goes wrong in callbacks and pipelines; here it ends the crawl and is raised again.
        for signal in (signals.spider_error, signals.item_error):
            crawler.signals.connect(spider.give_up, signal)
        return spider

    async def start(self) -> AsyncIterator[Request | Decision]:
        """Sources stand first in their lanes: a feed forgets its items, a waiting link does not."""
        now = datetime.now(UTC)
        with self.archive.reading() as connection:
            self._count(links=count_due(connection, self.outlets.keys(), now))
        for source in self._due:
            self._take_up_source(source)
        for link in due_links(self.archive, self.outlets.keys(), now):
            for decision in self._take_up(link):
                yield decision
        for lane in self._lanes.names():
            for going in self._go(lane):
                yield going

    def _due_among(self, sources: list[Source]) -> list[Source]:
        if not self.crawl_settings.due_only:
            return sources
        with self.archive.reading() as connection:
            due = due_ids(connection, datetime.now(UTC))
        return [source for source in sources if source.id in due]

    def _take_up_source(self, source: Source) -> str:
        """Its lane, where it now waits; a source that cannot be asked only has that recorded."""
        lane = lane_of(first_url(source, self.crawl_settings) or "")
        if self._sources.refuse(source):
            self._count(asked=1)
        else:
            self._lanes.add(lane, source)
        return lane

    def _take_up(self, link: Link) -> Iterator[Decision]:
        """A link that brought its text is decided at once; any other waits in its lane."""
        if link.text:
            yield self._pages.article(link)
        else:
            self._lanes.add(lane_of(link.url), link)

    def _go(self, lane: str) -> Iterator[Request | Drop]:
        """Lets the next of a lane go, as many as have room there."""
        while (ask := self._lanes.take(lane)) is not None:
            going = self._request(ask, lane)
            if not isinstance(going, Request):
                self._lanes.done(lane)
            yield going

    def _request(self, ask: Source | Link | Control, lane: str) -> Request | Drop:
        if isinstance(ask, Source):
            return self._sources.first(ask, lane)
        if isinstance(ask, Control):
            return self._controls.request(ask, lane)
        return self._pages.request(ask, lane)

    def _source_ended(
        self, new: Sequence[Link], lane: str, forgetful: str | None
    ) -> Iterator[Request | Decision]:
        """`forgetful` is the outlet whose source listed nothing known any more: its others may fill what is missing,
        though they are not due."""
        self._count(asked=1, links=len(new))
        for link in new:
            yield from self._take_up(link)
        filling = [source for source in self._aside if source.outlet_id == forgetful]
        self._aside = [source for source in self._aside if source not in filling]
        self._due += filling
        self._lanes.done(lane)
        lanes = [lane, *map(self._take_up_source, filling), *(lane_of(link.url) for link in new)]
        for woken in dict.fromkeys(lanes):
            yield from self._go(woken)

    def _page_ended(self, lane: str) -> Iterator[Request | Drop]:
        self._lanes.done(lane)
        woken = [lane]
        while (control := self.watch.take_wanted()) is not None:
            woken.append(lane_of(control.link.url))
            self._lanes.add(woken[-1], control)
        for each in dict.fromkeys(woken):
            yield from self._go(each)

    def left_alone(self, server: str, seconds: float, status: int) -> None:
        """The server asked for it: on disk at once, for a killed run must not make the next one forget it."""
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        with self.archive.writing() as connection:
            leave_alone(connection, server, until, status)

    # How far we are

    def count_decided(self, *, kept: bool) -> None:
        self._count(fetched=1, kept=int(kept))

    def _count(self, **more: int) -> None:
        for name, number in more.items():
            self._counts[name] += number
        self._report(Progress(sources=len(self._due), **self._counts))

    def give_up(self, failure: Failure) -> None:
        """Ends the crawl in order; `crawl` raises the first error again."""
        if self.failure is None:
            self.failure = failure.value
            self._closing = deferred_from_coro(self.crawler.engine.close_spider_async(reason="archive"))

    def closed(self, reason: str) -> None:
        self.close_reason = reason
        behind = self._sources.clock_behind()
        self._report(Progress(sources=len(self._due), **self._counts, clock_behind=behind))
