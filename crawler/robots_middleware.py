"""The middleware that asks every origin for its robots.txt first, and obeys it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Self

from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.faults import Fault, Refused, error_fault
from crawler.handler import SPENT, asks_to_be_left_alone, origin
from crawler.robots import RobotsRules, read_rules
from records.article import Dropped, http_reason

ROBOTS = "otklik_robots"  # marks a request for robots.txt itself, through its redirects
OWN_RULES = (
    "otklik_own_rules"  # marks a call of an API with a key of its own: its terms of use are its robots.txt
)
_CACHED = 24 * 3600.0  # seconds
_PRIORITY = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    rules: RobotsRules | Fault
    asked: float


class RobotsMiddleware:
    """One request for robots.txt an origin, however many pages wait for it."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._maxsize: int = crawler.settings.getint("OTKLIK_ROBOTS_MAXSIZE")
        self._answers: dict[str, asyncio.Task[_Answer]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        # One server is one slot: two outlets on two ports of one machine do not wait for each other.
        request.meta["download_slot"] = origin(request)
        if request.meta.get(ROBOTS) or request.meta.get(OWN_RULES):
            return
        rules = await self._rules_for(request)
        if isinstance(rules, Fault):
            raise Refused(rules)
        if not rules.allow(request.url):
            raise Refused(Fault(reason=Dropped.ROBOTS, detail="robots.txt"))

    async def _rules_for(self, request: Request) -> RobotsRules | Fault:
        place = f"{urlparse_cached(request).scheme}://{origin(request)}"
        task = self._answers.get(place)
        if task is None or (task.done() and monotonic() - task.result().asked > _CACHED):
            task = self._answers[place] = asyncio.ensure_future(self._ask(request))
        return (await asyncio.shield(task)).rules

    async def _ask(self, request: Request) -> _Answer:
        parts = urlparse_cached(request)
        rules = await self._fetch(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt")
        if isinstance(rules, RobotsRules) and rules.crawl_delay is not None:
            self._slow_down(origin(request), rules.crawl_delay)
        return _Answer(rules=rules, asked=monotonic())

    async def _fetch(self, url: str) -> RobotsRules | Fault:
        meta = {ROBOTS: True, SPENT: 0.0, "download_maxsize": self._maxsize}
        request = Request(url, priority=_PRIORITY, meta=meta, callback=NO_CALLBACK, dont_filter=True)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # whatever hinders us, the site has not allowed us anything
            # More than five redirects mean «no robots.txt» (RFC 9309, 2.3.1.2).
            return RobotsRules() if "max redirections" in str(error) else _untried(error_fault(error))
        rules = read_rules(response.status, response.body)
        if rules is not None:
            return rules
        reason = http_reason(response.status) if asks_to_be_left_alone(response) else Dropped.ROBOTS
        return _untried(Fault(reason=reason, detail=f"robots.txt: HTTP {response.status}", passing=True))

    def _slow_down(self, slot_key: str, delay: float) -> None:
        """Crawl-delay counts where it is longer than our own; also for the slot that is open already."""
        downloader = self._crawler.engine.downloader
        longest = max(delay, self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[slot_key] = {"delay": longest, "concurrency": 1}
        if slot_key in downloader.slots:
            downloader.slots[slot_key].delay = longest
            downloader.slots[slot_key].concurrency = 1


def _untried(fault: Fault) -> Fault:
    """A host that is down for a while must not use up the attempts of every link that it has."""
    return replace(fault, tried=not fault.passing)
