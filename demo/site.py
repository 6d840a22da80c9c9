"""One sample outlet as a set of answers by address: its feed, lists, pages and robots.txt, and its troubles."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from demo.feeds import write_feed
from demo.pages import write_article_page, write_list_page
from demo.sample import SampleArticle, SampleOutlet

# An address that answers with a cloud machine's secrets where it answers at all: never to be asked.
_LINK_LOCAL = "http://169.254.169.254/latest/meta-data/"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`content_type` is sent as it stands. With `drip` the body goes out one byte a second."""

    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    body: bytes = b""
    modified: datetime | None = None
    location: str = ""
    drip: bool = False

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def build_site(
    outlet: SampleOutlet, articles: Sequence[SampleArticle], base: str, inner: str, today: date
) -> dict[str, Answer]:
    """The outlet's answers by path and query. `articles` are all of the press, `inner` is the forbidden address."""
    own = sorted((article for article in articles if article.outlet.id == outlet.id), key=_newest_first)
    listing = Answer(content_type=_type_of("text/html", outlet), body=write_list_page(outlet, own, base))
    site = {"/": listing, "/news/": listing, "/robots.txt": _robots(outlet)}
    if outlet.feed != "none":
        kind = "application/atom+xml" if outlet.feed == "atom" else "application/rss+xml"
        body = write_feed(outlet, own, base)
        newest = own[0].published.astimezone(UTC).replace(microsecond=0) if own else None
        site[outlet.source_path] = Answer(content_type=_type_of(kind, outlet), body=body, modified=newest)
    for article in own:
        site[article.path] = _page(article, own, base, inner, today)
    return _trouble(outlet, site)


def without_marks(address: str) -> str:
    """The path and query that was asked for, less the marks of campaigns: they choose no other page."""
    parts = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not key.startswith("utm_")]
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def _newest_first(article: SampleArticle) -> tuple[float, str]:
    return -article.published.timestamp(), article.id


def _page(article: SampleArticle, own: Sequence[SampleArticle], base: str, inner: str, today: date) -> Answer:
    if article.redirect:
        return Answer(status=302, location=inner if article.redirect == "inner" else _LINK_LOCAL)
    body = write_article_page(article, own, base, today)
    return Answer(content_type=_type_of("text/html", article.outlet), body=body, drip=article.drip)


def _type_of(kind: str, outlet: SampleOutlet) -> str:
    charset = outlet.charset if outlet.declared is None else outlet.declared
    return f"{kind}; charset={charset}" if charset else kind


def _robots(outlet: SampleOutlet) -> Answer:
    rule = "Disallow: /" if outlet.trouble == "robots" else "Disallow: /admin/"
    return Answer(content_type="text/plain; charset=utf-8", body=f"User-agent: *\n{rule}\n".encode())


def _trouble(outlet: SampleOutlet, site: Mapping[str, Answer]) -> dict[str, Answer]:
    if outlet.trouble == "dead-feed":
        return {**site, outlet.source_path: Answer(status=500, body=b"Internal Server Error")}
    if outlet.trouble != "forbidden":
        return dict(site)
    return {
        path: answer
        if path == "/robots.txt"
        else replace(answer, status=403, body=b"Forbidden", modified=None)
        for path, answer in site.items()
    }
