"""The one door to the network: a total deadline per address, forbidden addresses named, Retry-After obeyed."""

from __future__ import annotations

from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.bounded_headers import BoundedFactory
from crawler.faults import Fault, Refused
from crawler.http_facts import retry_after
from records.article import Dropped, http_reason

_UNSTATED = 600.0  # seconds to leave a server alone that asked for it and did not say for how long
_LONGEST = 30 * 24 * 3600.0
SPENT = "otklik_spent"  # seconds that an address has cost so far; redirects and retries carry it on


class GuardedDownloadHandler(HTTP11DownloadHandler):
    """Checks stand here and not in a middleware, because a request may wait long between middleware and network."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._deadline: float = crawler.settings.getfloat("OTKLIK_DEADLINE")
        self._left_alone: dict[str, tuple[int, float]] = dict(crawler.settings.getdict("OTKLIK_LEFT_ALONE"))

    async def download_request(self, request: Request) -> Response:
        place = origin(request)
        self._refuse_left_alone(place)
        spent = request.meta.get(SPENT, 0.0)
        if spent >= self._deadline:
            raise DownloadTimeoutError(f"the deadline of {self._deadline} s for {request.url} is used up")
        request.meta["download_timeout"] = self._deadline - spent
        started = monotonic()
        try:
            response = await super().download_request(request)
        except CannotResolveHostError as error:
            raise _named(error, request) from error
        finally:
            request.meta[SPENT] = spent + monotonic() - started
            self._rest_from_now(request)
        if asks_to_be_left_alone(response):
            self._leave_alone(place, response)
        return response

    def _leave_alone(self, place: str, response: Response) -> None:
        """For the rest of this run at least; the spider's `left_alone` remembers it for those that come after."""
        stated = retry_after(response)
        seconds = _UNSTATED if stated is None else min(stated, _LONGEST)
        self._left_alone[place] = response.status, seconds
        remember = getattr(self._crawler.spider, "left_alone", None)
        if remember is not None:
            remember(place, seconds, response.status)

    def _rest_from_now(self, request: Request) -> None:
        """The delay counts from the end of an answer: counted from its start, a slow way there would shorten it."""
        slot = self._crawler.engine.downloader.slots.get(str(request.meta.get("download_slot")))
        if slot is not None:
            slot.lastseen = monotonic()

    def _refuse_left_alone(self, place: str) -> None:
        if place not in self._left_alone:
            return
        status, wait = self._left_alone[place]
        detail = f"{place} answered {status} and is left alone for now"
        fault = Fault(reason=http_reason(status), detail=detail, passing=True, tried=False, retry_after=wait)
        raise Refused(fault)


def origin(request: Request) -> str:
    """The host, lower case, with a port that is not usual: what one server is, by http and https alike."""
    parts = urlparse_cached(request)
    host = (parts.hostname or "").lower()
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def asks_to_be_left_alone(response: Response) -> bool:
    """429 always says so; 503 only when it names a time, otherwise it may be one page's trouble."""
    return response.status == 429 or (response.status == 503 and b"Retry-After" in response.headers)


def _named(error: CannotResolveHostError, request: Request) -> Exception:
    """A host that has forbidden addresses only, told apart from one that does not exist."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs a reactor

    parts = urlparse_cached(request)
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    refused: set[tuple[str, int]] = getattr(reactor.nameResolver, "refused", set())
    if (host, port) in refused:
        return Refused(Fault(reason=Dropped.FORBIDDEN_ADDRESS, detail=f"{host} is not a public address"))
    return error
