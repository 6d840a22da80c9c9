"""One reading of one source: its answers page by page, until nothing is left to ask, and the poll that comes of it.

All pages of a reading are recorded at once. A crawl that is killed between two of them has recorded none, so the next
one does not take the first page's articles for known and stop there.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from archive.addresses import normal_url
from crawler.faults import Fault
from crawler.http_facts import HttpFacts
from crawler.links import Listing, usable_url
from records.article import LastAnswer, Link, Poll
from records.registry import Source


class Reading:
    """`brings_news` says of a page's links whether an older page is worth asking for too."""

    def __init__(
        self,
        source: Source,
        last: LastAnswer,
        *,
        most_pages: int,
        brings_news: Callable[[Sequence[Link]], bool],
    ) -> None:
        self.source = source
        self.last = last
        self.facts = HttpFacts()
        self._brings_news = brings_news
        self._pages_left = most_pages
        self._first: Listing | None = None
        self._links: dict[str, Link] = {}
        self._unusable: Counter[str] = Counter()
        self._waiting: deque[str] = deque()
        self._asked: set[str] = set()
        self._broken = ""
        self._whole = True

    @property
    def begun(self) -> bool:
        """Whether the source has answered; what fails after that costs the rest alone."""
        return self._first is not None

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(self._links.values())

    def take(self, listing: Listing, url: str) -> None:
        """What the page at `url` holds."""
        if self._first is not None and listing.outcome != "ok":
            self._break(url, listing.outcome, listing.detail)
            return
        self._first = self._first or listing
        self._asked.add(url)
        self._unusable.update(listing.unusable)
        self._whole = self._whole and listing.whole
        # An index's parts come before anything that waited, so that the newest part is read first.
        self._waiting.extendleft(reversed(listing.children))
        if listing.next_url and self._brings_news(listing.links):
            self._waiting.append(listing.next_url)
        for link in listing.links:
            self._links.setdefault(normal_url(link.url), link)

    def fail(self, fault: Fault, url: str) -> None:
        """The source's failure on its first page; on a later one what came before it stays."""
        if self._first is None:
            self._first = Listing(outcome=fault.reason, detail=fault.detail)
            if fault.retry_after is not None:
                self.facts = HttpFacts(retry_after=fault.retry_after)
        else:
            self._break(url, fault.reason, fault.detail)

    def next_url(self) -> str | None:
        """What to ask next. Nothing after a page that failed: the next reading goes past what is known by then."""
        self._pages_left -= 1
        while self._waiting and self._pages_left > 0 and not self._broken:
            url = self._waiting.popleft()
            if url not in self._asked and usable_url(url) is not None:
                self._asked.add(url)
                return url
        return None

    def poll(self) -> Poll:
        assert self._first is not None
        whole = self._whole and not self._broken
        return Poll(
            source_id=self.source.id,
            outlet_id=self.source.outlet_id,
            asked=datetime.now(UTC),
            outcome=self._first.outcome,
            detail=self._broken or self._first.detail or self._left_out(),
            # An answer that broke off leaves no ETag: it would hide the rest of the list for ever.
            etag=self.facts.etag if whole else None,
            last_modified=self.facts.last_modified if whole else None,
            found=len(self._links),
            unusable=dict(self._unusable),
            retry_after=self.facts.retry_after,
            fresh_for=self.facts.fresh_for,
            period=self._first.period,
            # Asked at its new address at once, it needs no redirect any more.
            moved_to=self.facts.moved_to or self.last.settled,
            complete=not self._broken,
        )

    def _break(self, url: str, reason: str, detail: str) -> None:
        self._broken = f"{url}: {reason} {detail}".strip()

    def _left_out(self) -> str:
        left = sum(url not in self._asked for url in self._waiting)
        return f"pages left unread: {left}" if left else ""
