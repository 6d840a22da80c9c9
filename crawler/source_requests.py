"""Asks one source after another: the requests of a reading, and its end in the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from statistics import median
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.answers import knows_all, last_answer
from archive.frontier import record_poll
from archive.store import Archive
from archive.timetable import read_timetable
from crawler.asking import FIRST, next_headers, refusal, source_headers, source_meta
from crawler.faults import error_fault, status_fault
from crawler.http_facts import header, read_facts
from crawler.kinds import MOST_PAGES, Answer, first_url, forgets, read_answer
from crawler.links import Listing
from crawler.page_requests import is_too_old, request_of
from crawler.planning import Shown, plan_next
from crawler.reading import Reading
from crawler.settings_record import CrawlSettings
from crawler.zones import zone_of
from records.article import Link, Poll
from records.registry import Outlet, Source

# What a callback gives to Scrapy: requests and decisions.
Going = Iterator[Any]

_ENOUGH_CLOCKS = 3


class SourceRequests:
    """`ended` goes on with the links that a reading newly listed, with its lane, and with the outlet whose source had
    forgotten something, if it had."""

    def __init__(
        self,
        archive: Archive,
        run_id: int,
        settings: CrawlSettings,
        outlets: Mapping[str, Outlet],
        ended: Callable[[list[Link], str, str | None], Going],
    ) -> None:
        self._archive = archive
        self._run_id = run_id
        self._settings = settings
        self._outlets = outlets
        self._ended = ended
        self._clocks: dict[str, float] = {}  # by lane, which is a server

    def refuse(self, source: Source) -> bool:
        """Whether there is no use in asking; then the archive knows why."""
        refused = refusal(source, self._settings)
        if refused is not None:
            self._record(source, refused, ())
        return refused is not None

    def first(self, source: Source, lane: str) -> Request:
        with self._archive.reading() as connection:
            last = last_answer(connection, source.id, datetime.now(UTC))
        reading = Reading(
            source,
            last,
            most_pages=source.pages or MOST_PAGES[source.kind],
            brings_news=lambda links: self._brings_news(links, after_a_break=not last.complete),
        )
        url = last.settled or first_url(source, self._settings)
        assert url is not None, "refuse() stands before"
        return self._request(reading, url, source_headers(source, last, self._settings), lane)

    def parse(self, response: Response, reading: Reading, lane: str) -> Going:
        if not reading.begun:
            reading.facts = read_facts(response)
            if reading.facts.clock_behind is not None:
                self._clocks[lane] = reading.facts.clock_behind
        fault = status_fault(response.status)
        if response.status == 304:
            reading.take(Listing(outcome="not-modified"), response.url)
        elif fault is not None:
            reading.fail(fault, response.url)
        else:
            reading.take(self._listing(response, reading), response.url)
        url = reading.next_url()
        if url is None:
            yield from self._end(reading, lane)
        else:
            yield self._request(reading, url, next_headers(reading.source, self._settings), lane)

    def clock_behind(self) -> float | None:
        """Seconds by which our clock is behind the servers': their median, for one alone may be wrong itself."""
        return median(self._clocks.values()) if len(self._clocks) >= _ENOUGH_CLOCKS else None

    def failed(self, failure: Failure) -> Going:
        request = request_of(failure)
        reading: Reading = request.cb_kwargs["reading"]
        reading.fail(error_fault(failure.value), request.url)
        yield from self._end(reading, request.cb_kwargs["lane"])

    def _request(self, reading: Reading, url: str, headers: dict[str, bytes], lane: str) -> Request:
        return Request(
            url,
            callback=self.parse,
            errback=self.failed,
            headers=headers,
            cb_kwargs={"reading": reading, "lane": lane},
            meta=source_meta(reading.source, self._settings),
            priority=FIRST,
            dont_filter=True,
        )

    def _listing(self, response: Response, reading: Reading) -> Listing:
        content_type = header(response, b"Content-Type") or ""
        answer = Answer(body=response.body, url=response.url, content_type=content_type)
        outlet = self._outlets[reading.source.outlet_id]
        return read_answer(answer, reading.source, outlet, reading.last, datetime.now(UTC), self._settings)

    def _brings_news(self, links: Sequence[Link], *, after_a_break: bool) -> bool:
        """Whether older pages may hold what we lack: not after what we know, nor after what is too old."""
        fresh = [link for link in links if not is_too_old(link, self._settings)]
        with self._archive.reading() as connection:
            return bool(fresh) and (after_a_break or not knows_all(connection, fresh))

    def _end(self, reading: Reading, lane: str) -> Going:
        new, forgot = self._record(reading.source, reading.poll(), reading.links)
        yield from self._ended(new, lane, reading.source.outlet_id if forgot else None)

    def _record(self, source: Source, poll: Poll, links: Sequence[Link]) -> tuple[list[Link], bool]:
        """The new links, and whether the source had forgotten something since it was last asked."""
        zone = zone_of(self._outlets[source.outlet_id])
        with self._archive.writing() as connection:
            before = read_timetable(connection, poll.source_id)
            new = record_poll(connection, self._run_id, poll, links)
            shown = Shown(poll=poll, listed=links, new=new, forgets=forgets(source))
            forgot = plan_next(connection, self._run_id, before, shown, self._settings.limits, zone)
        return new, forgot
