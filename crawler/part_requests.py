"""Joins an article that its outlet shows in several pages; it is decided when its last part has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.faults import Fault, error_fault, status_fault
from crawler.http_facts import header
from crawler.next_part import find_next_part
from crawler.pages import parse_html
from records.article import Article, Drop, Link, Postponement
from records.registry import Outlet

_MOST_PARTS = 10

# Reads a page as an article, or says why not; `crawler.page_requests.read_article` does.
Read = Callable[[Response, Link, Outlet], Article | Drop]


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """An article as far as its parts have come; `first` is the address of the first."""

    article: Article
    link: Link
    first: str
    parts: int = 1


class PartRequests:
    """`ended` lets the next one of a lane go."""

    def __init__(
        self, outlets: Mapping[str, Outlet], read: Read, ended: Callable[[str], Iterator[Any]]
    ) -> None:
        self._outlets = outlets
        self._read = read
        self._ended = ended

    def go_on(self, begun: Begun, response: Response, lane: str) -> Iterator[Any]:
        """Asks for what follows the page of `response`, or yields the article as it is."""
        url = _next_url(response, begun)
        if url is None:
            yield begun.article
            yield from self._ended(lane)
            return
        yield Request(
            url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"begun": begun, "lane": lane},
            dont_filter=True,
        )

    def parse(self, response: Response, begun: Begun, lane: str) -> Iterator[Any]:
        fault = status_fault(response.status)
        if fault is not None:
            yield from self._broken_off(begun, fault, lane)
            return
        part = self._read(response, begun.link, self._outlets[begun.link.outlet_id])
        if isinstance(part, Drop) or part.text in begun.article.text:
            # Some sites show their first part under every number.
            yield begun.article
            yield from self._ended(lane)
            return
        whole = replace(begun.article, text=f"{begun.article.text}\n{part.text}")
        yield from self.go_on(replace(begun, article=whole, parts=begun.parts + 1), response, lane)

    def failed(self, failure: Failure) -> Iterator[Any]:
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy adds it
        yield from self._broken_off(
            request.cb_kwargs["begun"], error_fault(failure.value), request.cb_kwargs["lane"]
        )

    def _broken_off(self, begun: Begun, fault: Fault, lane: str) -> Iterator[Any]:
        """After a fault that may pass the whole article waits again; half of it is kept only where the rest is gone."""
        if fault.passing and fault.tried:
            yield Postponement(drop=Drop(url=begun.link.url, reason=fault.reason, detail=fault.detail))
        elif not fault.passing:
            yield begun.article
        yield from self._ended(lane)


def _next_url(response: Response, begun: Begun) -> str | None:
    if begun.parts >= _MOST_PARTS:
        return None
    tree = parse_html(response.body, header(response, b"Content-Type") or "")
    return None if tree is None else find_next_part(tree, response.url, first=begun.first)
