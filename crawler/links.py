"""What a source's answer lists: links in one form, and the entries that cannot be used, counted by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from archive.addresses import normal_url
from records.article import Link
from records.registry import Source

_LONGEST_URL = 2000
_LONGEST_SUMMARY = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """`outcome` is `ok` or a `Dropped` value. `whole` is False when the answer was cut: then its ETag is worthless.

    `next_url` is where older entries stand, worth asking while there is news; `children` are parts of this very answer
    and always asked. `period` is the feed's own word on how often it changes, in seconds.
    """

    outcome: str
    detail: str = ""
    links: tuple[Link, ...] = ()
    unusable: Mapping[str, int] = field(default_factory=dict)
    whole: bool = True
    next_url: str = ""
    children: tuple[str, ...] = ()
    period: float | None = None


class LinkCollector:
    """Gathers the usable links of one answer, each address once."""

    def __init__(self, source: Source, base: str) -> None:
        self._source = source
        self._base = base
        self._links: dict[str, Link] = {}
        self.unusable: Counter[str] = Counter()

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(self._links.values())

    def add(
        self,
        href: str,
        *,
        title: str = "",
        summary: str = "",
        published: datetime | None = None,
        text: str = "",
        authors: tuple[str, ...] = (),
        updated: datetime | None = None,
    ) -> None:
        href = href.strip()
        if not href:
            self.unusable["no-link"] += 1
            return
        url = usable_url(urljoin_or_empty(self._base, href))
        if url is None:
            self.unusable["bad-address"] += 1
            return
        link = Link(
            url=url,
            source_id=self._source.id,
            outlet_id=self._source.outlet_id,
            title=title,
            summary=summary[:_LONGEST_SUMMARY],
            published=published,
            text=text,
            authors=authors,
            updated=updated,
        )
        if self._links.setdefault(normal_url(url), link) is not link:
            self.unusable["repeated"] += 1


def urljoin_or_empty(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def path_of(url: str) -> str:
    """The path without its outer slashes; empty where the address is none."""
    try:
        return urlsplit(url).path.strip("/")
    except ValueError:
        return ""


def usable_url(url: str) -> str | None:
    """The address if it is one of http or https with a host, without credentials and of sane length."""
    try:
        parts = urlsplit(url)
        normal_url(url)
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return None
    return url if len(url) <= _LONGEST_URL else None
