"""A sitemap's bytes become links: sitemaps, news sitemaps and their indexes (sitemaps.org), packed or not.

Only what is fresh is taken: a sitemap lists fifty thousand addresses, and an outlet's whole past is not news.
"""

from __future__ import annotations

import re
import zlib
from datetime import UTC, date, datetime, tzinfo

from crawler.date_words import read_date
from crawler.links import LinkCollector, Listing, urljoin_or_empty
from crawler.sitemap_entries import Entry, read_entries, root_name
from records.article import Dropped
from records.registry import Source

_MOST_ENTRIES = 50_000  # the protocol's own limit for one file
_GZIP = b"\x1f\x8b"
_END = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>\s*$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED_PATH = re.compile(r"/(20\d{2})[/-](\d{2})(?:[/-](\d{2}))?(?=[/_.-]|$)")
_MONTH_IN_NAME = re.compile(r"(20\d{2})[-_]?(0[1-9]|1[0-2])")


class _TooLargeError(ValueError):
    pass


def parse_sitemap(
    body: bytes, *, source: Source, url: str, zone: tzinfo, since: datetime, most_bytes: int
) -> Listing:
    """What changed `since` then. An index gives its fresh parts as `children`, the newest first.

    Entries without any date are taken from a news sitemap alone, which by its nature has no old ones.
    """
    if not body.strip():
        return Listing(outcome=Dropped.EMPTY)
    try:
        body = _unpacked(body, most_bytes)
    except _TooLargeError:
        return Listing(outcome=Dropped.TOO_LARGE, detail=f"more than {most_bytes} bytes unpacked")
    except zlib.error as error:
        return Listing(outcome=Dropped.UNREADABLE, detail=f"gzip: {error}")
    root = root_name(body)
    window = _Window(since, zone)
    if root == "sitemapindex":
        return _index(body, url, window)
    if root == "urlset":
        return _urlset(body, source, url, window)
    return Listing(outcome=Dropped.NOT_A_FEED, detail=f"no sitemap but <{root}>" if root else "no XML")


def _unpacked(body: bytes, most_bytes: int) -> bytes:
    """A file may be packed several times over, member after member; never more than `most_bytes` come out."""
    unpacked = b""
    while body.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        unpacked += unpacker.decompress(body, most_bytes + 1 - len(unpacked))
        if len(unpacked) > most_bytes:
            raise _TooLargeError
        body = unpacker.unused_data
    return unpacked or body


class _Window:
    """Whether a stated date lies in the time that is asked for."""

    def __init__(self, since: datetime, zone: tzinfo) -> None:
        self._since = since
        self._zone = zone
        self._first_day = since.astimezone(zone).date()

    def read(self, stated: str) -> datetime | None:
        reading = read_date(stated, zone=self._zone, today=self._first_day)
        return reading.when.astimezone(UTC) if reading else None

    def holds(self, stated: str) -> bool | None:
        """None where no date can be read. The day alone settles most of fifty thousand entries."""
        day = _DAY.match(stated)
        if day is not None and day.group(0) < self._first_day.isoformat():
            return False
        when = self.read(stated)
        if when is None:
            return None
        return when >= self._since or when.astimezone(self._zone).date() == self._first_day

    def holds_path(self, url: str) -> bool | None:
        """By a day or month in the address, such as /2026/11/23/."""
        found = _DATED_PATH.search(url)
        if found is None:
            return None
        year, month, day = found.groups()
        return (year, month, day or "99") >= _parts(self._first_day)

    def holds_month(self, name: str) -> bool:
        """By a month in the name of an index's part; a name without one may hold anything."""
        found = _MONTH_IN_NAME.search(name)
        return found is None or found.groups() >= _parts(self._first_day)[:2]


def _parts(day: date) -> tuple[str, str, str]:
    year, month, rest = day.isoformat().split("-")
    return year, month, rest


def _urlset(body: bytes, source: Source, url: str, window: _Window) -> Listing:
    collector = LinkCollector(source, url)
    seen = dated = 0
    for entry in read_entries(body, "url"):
        seen += 1
        if seen > _MOST_ENTRIES:
            collector.unusable["too-many"] += 1
            continue
        fresh = _is_fresh(entry, window)
        dated += fresh is not None
        if fresh or (fresh is None and source.kind == "news-sitemap"):
            published = window.read(entry.published) if entry.published else None
            updated = window.read(entry.modified) if entry.modified else None
            collector.add(entry.location, title=entry.title, published=published, updated=updated)
        elif fresh is None:
            collector.unusable["undated"] += 1
    if seen and not dated and not collector.links:
        detail = f"none of {seen} entries has a date: nobody can tell the new ones from the old"
        return Listing(outcome=Dropped.UNREADABLE, detail=detail)
    return Listing(
        outcome="ok", links=collector.links, unusable=dict(collector.unusable), whole=_is_whole(body)
    )


def _is_fresh(entry: Entry, window: _Window) -> bool | None:
    """The day of publication first: an old article that was touched today is no news."""
    for answer in (
        window.holds(entry.published),
        window.holds(entry.modified),
        window.holds_path(entry.location),
    ):
        if answer is not None:
            return answer
    return None


def _index(body: bytes, url: str, window: _Window) -> Listing:
    dated: list[tuple[str, str]] = []
    undated: list[str] = []
    for entry in read_entries(body, "sitemap"):
        address = urljoin_or_empty(url, entry.location)
        fresh = window.holds(entry.modified)
        if not address or fresh is False:
            continue
        if fresh:
            dated.append((entry.modified, address))
        elif window.holds_month(address.rpartition("/")[2]):
            undated.append(address)
    # Without dates the last part is the one that grows.
    newest = [address for _modified, address in sorted(dated, reverse=True)] + undated[::-1]
    return Listing(outcome="ok", children=tuple(dict.fromkeys(newest)), whole=_is_whole(body))


def _is_whole(body: bytes) -> bool:
    return _END.search(body[-200:]) is not None
