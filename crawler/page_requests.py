"""Fetches one article's page after another, and says of each link what became of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.byte_screen import ByteScreen
from crawler.faults import Fault, error_fault, status_fault
from crawler.http_facts import header, sent_page
from crawler.look import look_at, look_at_text
from crawler.pages import extract_article
from crawler.part_requests import Begun, PartRequests
from crawler.posts import article_of
from crawler.settings_record import CrawlSettings
from crawler.watch import Watch
from records.article import Article, Decision, Drop, Dropped, Link, Postponement
from records.errors import OtklikError
from records.health import PageLook
from records.registry import Outlet

log = logging.getLogger(__name__)


class PageRequests:
    """`ended` lets the next one of a lane go."""

    def __init__(
        self,
        settings: CrawlSettings,
        outlets: Mapping[str, Outlet],
        watch: Watch,
        ended: Callable[[str], Iterator[Any]],
        byte_screen: ByteScreen | None = None,
    ) -> None:
        self._settings = settings
        self._byte_screen = byte_screen
        self._watch = watch
        self._outlets = outlets
        self._ended = ended
        self._parts = PartRequests(outlets, read_article, ended)

    def request(self, link: Link, lane: str) -> Request | Drop:
        """A link that its feed or its waiting shows to be too old is not worth a request."""
        if is_too_old(link, self._settings):
            return _too_old(link)
        try:
            return Request(
                link.url,
                callback=self.parse,
                errback=self.failed,
                cb_kwargs={"link": link, "lane": lane},
                dont_filter=True,
            )
        except ValueError as error:
            return Drop(url=link.url, reason=Dropped.UNREADABLE, detail=str(error))

    def article(self, link: Link) -> Article | Drop:
        """Of a link that brought its text: nothing needs to be fetched."""
        if is_too_old(link, self._settings):
            return _too_old(link)
        made = _made(link, lambda: article_of(link, self._outlets[link.outlet_id], datetime.now(UTC)))
        if isinstance(made, Article):
            self._watch.saw_text(link, look_at_text(made, link.url))
        return made

    def parse(self, response: Response, link: Link, lane: str) -> Iterator[Request | Decision]:
        fault = status_fault(response.status)
        found = None
        if fault is not None:
            yield from self._not_fetched(link, fault)
        else:
            found = self._read(response, link)
        if isinstance(found, Article):
            begun = Begun(article=found, link=link, first=response.url)
            yield from self._parts.go_on(begun, response, lane)
            return
        if found is not None:
            yield found
        yield from self._ended(lane)

    def failed(self, failure: Failure) -> Iterator[Request | Decision]:
        request = request_of(failure)
        yield from self._not_fetched(request.cb_kwargs["link"], error_fault(failure.value))
        yield from self._ended(request.cb_kwargs["lane"])

    def _read(self, response: Response, link: Link) -> Article | Drop:
        # Some pages of each source are read whatever they say: its health is judged by them.
        screen = None if self._watch.must_read(link) else self._byte_screen
        found = read_article(response, link, self._outlets[link.outlet_id], screen)
        look = look_at_answer(response, found, link)
        if look is not None:
            self._watch.saw(link, look)
        if isinstance(found, Article) and self._settings.pages_folder is not None:
            return replace(found, page=sent_page(response))
        return found

    def _not_fetched(self, link: Link, fault: Fault) -> Iterator[Drop | Postponement]:
        drop = Drop(url=link.url, reason=fault.reason, detail=fault.detail)
        if not fault.passing:
            self._watch.saw(link, PageLook(url=link.url, seen=datetime.now(UTC), refused=fault.reason))
        if not fault.tried:
            return  # the host asked to be left alone: the link keeps waiting, and its attempts are not used up
        yield Postponement(drop=drop) if fault.passing else drop


def read_article(
    response: Response, link: Link, outlet: Outlet, byte_screen: ByteScreen | None = None
) -> Article | Drop:
    return _made(
        link,
        lambda: extract_article(
            response.body,
            url=response.url,
            outlet=outlet,
            link=link,
            content_type=header(response, b"Content-Type") or "",
            fetched=datetime.now(UTC),
            byte_screen=byte_screen,
        ),
    )


def look_at_answer(response: Response, found: Article | Drop, link: Link) -> PageLook | None:
    return look_at(
        found,
        response.body,
        url=link.url,
        landed=response.url,
        content_type=header(response, b"Content-Type") or "",
        fetched=datetime.now(UTC),
    )


def is_too_old(link: Link, settings: CrawlSettings) -> bool:
    known_since = link.published or link.seen
    return known_since is not None and known_since < datetime.now(UTC) - timedelta(days=settings.max_age_days)


def _too_old(link: Link) -> Drop:
    known_since = link.published or link.seen
    assert known_since is not None
    return Drop(url=link.url, reason=Dropped.TOO_OLD, detail=known_since.date().isoformat())


def _made(link: Link, make: Callable[[], Article | Drop]) -> Article | Drop:
    try:
        return make()
    except OtklikError as error:
        return Drop(url=link.url, reason=Dropped.UNREADABLE, detail=str(error))
    except Exception as error:  # a parser's fault costs one page, not the crawl
        log.exception("%s cannot be parsed", link.url)
        return Drop(url=link.url, reason=Dropped.UNREADABLE, detail=repr(error)[:300])


def request_of(failure: Failure) -> Request:
    request = failure.request  # type: ignore[attr-defined] # Scrapy adds it
    assert isinstance(request, Request)
    return request
