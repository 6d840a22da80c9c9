"""What a source answered: its links, and the poll that the archive remembers."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from scrapy.http import Response

from crawler.faults import Fault
from crawler.feeds import parse_feed
from crawler.links import Listing
from crawler.listings import parse_listing
from crawler.zones import zone_of
from records.article import Dropped, Poll
from records.errors import OtklikError
from records.registry import Outlet, Source

log = logging.getLogger(__name__)


def list_links(response: Response, source: Source, outlet: Outlet) -> Listing:
    try:
        return _parsed(response, source, outlet)
    except OtklikError as error:
        return Listing(outcome=Dropped.UNREADABLE, detail=str(error))
    except Exception as error:  # a parser's fault costs one source, not the crawl
        log.exception("%s cannot be parsed", response.url)
        return Listing(outcome=Dropped.UNREADABLE, detail=repr(error)[:300])


def _parsed(response: Response, source: Source, outlet: Outlet) -> Listing:
    content_type = header(response, b"Content-Type") or ""
    if source.kind == "listing":
        return parse_listing(response.body, source=source, url=response.url, content_type=content_type)
    return parse_feed(
        response.body,
        source=source,
        url=response.url,
        content_type=content_type,
        zone=zone_of(outlet),
        asked=datetime.now(UTC),
    )


def answered_poll(source: Source, listing: Listing, response: Response) -> Poll:
    """An answer that broke off leaves no ETag: it would hide the rest of the list for ever."""
    whole = listing.whole and "dataloss" not in response.flags
    return Poll(
        source_id=source.id,
        outlet_id=source.outlet_id,
        asked=datetime.now(UTC),
        outcome=listing.outcome,
        detail=listing.detail,
        etag=header(response, b"ETag") if whole else None,
        last_modified=header(response, b"Last-Modified") if whole else None,
        found=len(listing.links),
        unusable=listing.unusable,
    )


def empty_poll(source: Source, outcome: str, detail: str = "") -> Poll:
    return Poll(
        source_id=source.id,
        outlet_id=source.outlet_id,
        asked=datetime.now(UTC),
        outcome=outcome,
        detail=detail,
    )


def failed_poll(source: Source, fault: Fault) -> Poll:
    return empty_poll(source, fault.reason, fault.detail)


def header(response: Response, name: bytes) -> str | None:
    """Latin-1 brings every byte back as it came."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
