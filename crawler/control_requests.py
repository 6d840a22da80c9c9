"""Asks known pages again, to see whether their source still looks as it did. Nothing of them is kept or counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.faults import error_fault, status_fault
from crawler.page_requests import look_at_answer, read_article, request_of
from crawler.watch import Control, Watch
from records.health import PageLook
from records.registry import Outlet


class ControlRequests:
    """They wait in their lanes like all others: politeness holds for them too. `ended` lets the next one go."""

    def __init__(
        self, watch: Watch, outlets: Mapping[str, Outlet], ended: Callable[[str], Iterator[Any]]
    ) -> None:
        self._watch = watch
        self._outlets = outlets
        self._ended = ended

    def request(self, control: Control, lane: str) -> Request:
        return Request(
            control.link.url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"control": control, "lane": lane},
            dont_filter=True,
        )

    def parse(self, response: Response, control: Control, lane: str) -> Iterator[Any]:
        fault = status_fault(response.status)
        self._saw(
            control, self._look(response, control) if fault is None else None, fault.reason if fault else ""
        )
        yield from self._ended(lane)

    def failed(self, failure: Failure) -> Iterator[Any]:
        request = request_of(failure)
        self._saw(request.cb_kwargs["control"], None, error_fault(failure.value).reason)
        yield from self._ended(request.cb_kwargs["lane"])

    def _look(self, response: Response, control: Control) -> PageLook | None:
        link = control.link
        return look_at_answer(response, read_article(response, link, self._outlets[link.outlet_id]), link)

    def _saw(self, control: Control, look: PageLook | None, refused: str) -> None:
        now = datetime.now(UTC)
        url = control.link.url
        self._watch.saw_again(control, look or PageLook(url=url, seen=now, refused=refused or "not-article"))
