"""What an answer's headers say about asking again: when, and where if it has moved for good."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

from records.article import Page

_SECONDS = re.compile(r"\s*(\d{1,9})\s*")
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"\bno-(?:store|cache)\b", re.IGNORECASE)
_PERMANENT = frozenset({301, 308})
_OF_THE_PAGE = ("Content-Type", "Content-Language", "Date", "Last-Modified", "ETag")


@dataclass(frozen=True, kw_only=True, slots=True)
class HttpFacts:
    """By the names and in the units of `records.article.Poll`. By `clock_behind` seconds our clock is behind the
    server's; negative where it is ahead."""

    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None
    fresh_for: float | None = None
    moved_to: str | None = None
    clock_behind: float | None = None


def read_facts(response: Response) -> HttpFacts:
    cut = "dataloss" in response.flags
    return HttpFacts(
        etag=None if cut else header(response, b"ETag"),
        last_modified=None if cut else header(response, b"Last-Modified"),
        retry_after=retry_after(response),
        fresh_for=fresh_for(response),
        moved_to=moved_to(response),
        clock_behind=clock_behind(response, datetime.now(UTC)),
    )


def header(response: Response, name: bytes) -> str | None:
    """Latin-1 brings every byte back as it came."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def sent_page(response: Response) -> Page:
    """Without the headers that are the transfer's alone: the body is unpacked by now."""
    stated = ((name, header(response, name.encode())) for name in _OF_THE_PAGE)
    return Page(
        url=response.url,
        status=response.status,
        headers=tuple((name, value) for name, value in stated if value is not None),
        body=response.body,
    )


def retry_after(response: Response) -> float | None:
    """Seconds. The header has a number of them or a date (RFC 9110, 10.2.3)."""
    stated = header(response, b"Retry-After")
    if stated is None:
        return None
    seconds = _SECONDS.fullmatch(stated)
    return float(seconds.group(1)) if seconds else _seconds_until(stated)


def fresh_for(response: Response) -> float | None:
    """Seconds for which the server calls its answer good: max-age, less the time that it lay in a cache; or Expires."""
    control = header(response, b"Cache-Control") or ""
    if _NOT_KEPT.search(control):
        return None
    age = _SECONDS.fullmatch(header(response, b"Age") or "0")
    stated = _MAX_AGE.search(control)
    if stated is not None:
        return max(float(stated.group(1)) - float(age.group(1) if age else 0), 0.0)
    expires = header(response, b"Expires")
    return _seconds_until(expires) if expires else None


def moved_to(response: Response) -> str | None:
    """Where permanent redirects led, and no further than these: what stands behind a temporary one may change."""
    asked: Sequence[str] = response.request.meta.get("redirect_urls", ()) if response.request else ()
    reasons: Sequence[object] = response.request.meta.get("redirect_reasons", ()) if response.request else ()
    target = None
    for reason, led_to in zip(reasons, [*asked[1:], response.url], strict=False):
        if reason not in _PERMANENT:
            break
        target = led_to
    return target


def clock_behind(response: Response, now: datetime) -> float | None:
    """What lay in a cache is as old as its Age says."""
    moment = _moment(header(response, b"Date") or "")
    if moment is None:
        return None
    age = _SECONDS.fullmatch(header(response, b"Age") or "0")
    return (moment - now).total_seconds() + float(age.group(1) if age else 0)


def _seconds_until(stated: str) -> float | None:
    moment = _moment(stated)
    return None if moment is None else max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _moment(stated: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
