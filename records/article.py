"""What the collector carries: the link that was seen, the page's article, and why a link was dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Dropped(StrEnum):
    """Why a link did not become a kept article. HTTP refusals are named `http-404` and so on by `http_reason`."""

    NOT_RELEVANT = "not-relevant"
    NO_TEXT = "no-text"
    TOO_SHORT = "too-short"
    TOO_OLD = "too-old"
    NOT_ARTICLE = "not-article"
    TOO_LARGE = "too-large"
    ROBOTS = "robots"
    FORBIDDEN_ADDRESS = "forbidden-address"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    DUPLICATE_ADDRESS = "duplicate-address"
    UNREADABLE = "unreadable"
    OUTLET_PAUSED = "outlet-paused"  # nobody fetches what its outlet had listed before
    OUTLET_REMOVED = "outlet-removed"
    NOT_A_FEED = "not-a-feed"  # a source only: HTML where XML should be
    EMPTY = "empty"  # a source only: an answer without a body
    NO_TOKEN = "no-token"  # noqa: S105 - a source only: an API asks for a key which nobody has given us
    API_REFUSED = "api-refused"  # a source only: an API answered with an error of its own


def http_reason(status: int) -> str:
    """The reason under which a refusal by the server is counted."""
    return f"http-{status}"


# How the publication time is known, the surest first.
DateSource = Literal[
    "person", "json-ld", "meta", "time-element", "selector", "visible", "feed", "url", "first-seen"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An article's address as a source listed it. `published` is the source's own word, with an offset.

    `seen` is when a source first listed it, as the archive knows; None until the archive has it. `text` is the whole
    article where the source itself gives it (a post, a full-text feed): then no page needs to be fetched. `updated` is
    when the article was last changed, by the source's own word.
    """

    url: str
    source_id: str
    outlet_id: str
    title: str = ""
    published: datetime | None = None
    summary: str = ""
    seen: datetime | None = None
    text: str = ""
    authors: tuple[str, ...] = ()
    updated: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page as its server sent it, unpacked. `url` is where it was found in the end, `headers` are some of those that
    came with it."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One article as published. All datetimes are aware, in UTC.

    `id` is the SHA-256 (hex) of `canonical_url`. `published` is never the time of the crawl: None where unknown;
    `published_has_time` is False where the page gives a day alone: then `published` is noon of that day in the
    outlet's zone, which is the same day in all of Russia, and only the day may be shown (on the day itself that noon
    may lie after `fetched`). `text` has
    paragraphs joined by a line feed, without title and captions. `page` goes with a fetched article as far as the
    archive, where it is kept apart: one that is read back has none.
    """

    id: str
    url: str
    canonical_url: str
    outlet_id: str
    source_id: str
    title: str
    text: str
    first_seen: datetime
    fetched: datetime
    published: datetime | None = None
    published_has_time: bool = False
    published_by: DateSource | None = None
    published_confidence: float = 0.0
    authors: tuple[str, ...] = ()
    lead: str = ""
    section: str = ""
    language: str = "ru"
    page: Page | None = field(default=None, repr=False, compare=False)

    @property
    def timestamp(self) -> datetime:
        """The time under which the article is listed: as published, else as first seen."""
        return self.published or self.first_seen


@dataclass(frozen=True, kw_only=True, slots=True)
class Drop:
    """A link that ends here: `reason` is a `Dropped` value or `http-NNN`; `detail` is for the operator."""

    url: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Postponement:
    """A link that the next run shall try again; `drop` says why, should its attempts be used up."""

    drop: Drop


# What the collector says of a link.
Decision = Article | Drop | Postponement


@dataclass(frozen=True, kw_only=True, slots=True)
class Poll:
    """One asking of one source, all its pages together. `outcome` is `ok`, `not-modified`, `http-NNN` or a `Dropped`.

    `etag` and `last_modified` are the server's own bytes, kept verbatim; `unusable` counts entries by reason. Times are
    seconds: `retry_after` is how long the server wants to be left alone, `fresh_for` how long it calls its answer good,
    `period` how often the feed itself says that it changes. `moved_to` is where a permanent redirect led. `complete`
    is False when the reading broke off before its end: the next one must not stop at what is known already.
    """

    source_id: str
    outlet_id: str
    asked: datetime
    outcome: str
    detail: str = ""
    etag: str | None = None
    last_modified: str | None = None
    found: int = 0
    unusable: Mapping[str, int] | None = None
    retry_after: float | None = None
    fresh_for: float | None = None
    period: float | None = None
    moved_to: str | None = None
    complete: bool = True

    @property
    def succeeded(self) -> bool:
        return self.outcome in ("ok", "not-modified")


@dataclass(frozen=True, kw_only=True, slots=True)
class LastAnswer:
    """What the archive remembers of a source's last whole answer, for the next asking.

    `settled` is the address to which the source has moved for good, by a permanent redirect that stayed.
    """

    etag: str | None = None
    last_modified: str | None = None
    succeeded: datetime | None = None
    complete: bool = True
    settled: str | None = None
