"""What a site's front page says about itself: its name, its feeds, and where it lists its news."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.links import urljoin_or_empty, usable_url
from crawler.metadata import read_meta
from crawler.pages import parse_html

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
    }
)
_FEED_PATH = re.compile(r"(?:^|[/._-])(?:rss|feed|atom)(?:[/._-]|$)", re.IGNORECASE)
_NO_NEWS = re.compile(r"comment|коммент|отзыв|/wp-json/", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|–—•·:]\s+|\s+-\s+")
_HEADLINE = 25  # characters: shorter link texts are menus
_FEWEST_HEADLINES = 5
_MOST_FEEDS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontPage:
    """`declared` are the feeds that the page names to machines, `linked` those that it only links to.

    `news_path` is the path under which most of its headlines stand (`/news/`), empty where there is none.
    """

    name: str
    text: str
    declared: tuple[str, ...]
    linked: tuple[str, ...]
    news_path: str


def read_front_page(body: bytes, *, url: str, content_type: str) -> FrontPage | None:
    """None when the bytes are no HTML."""
    tree = parse_html(body, content_type)
    if tree is None or (tree.find(".//a[@href]") is None and tree.find(".//title") is None):
        return None
    meta = read_meta(tree)
    title = " ".join((tree.findtext(".//title") or "").split())
    declared = tuple(dict.fromkeys(_declared(tree, url)))[:_MOST_FEEDS]
    linked = tuple(found for found in dict.fromkeys(_linked(tree, url)) if found not in declared)
    return FrontPage(
        name=_name(meta.get("og:site_name", ""), title),
        text=" ".join((title, meta.get("description", ""), " ".join(tree.text_content().split())[:20_000])),
        declared=declared,
        linked=linked[:_MOST_FEEDS],
        news_path=_news_path(tree, url),
    )


def _name(site_name: str, title: str) -> str:
    """«Звезда — новости Перми» is Звезда: the first part of the title, unless the page states its site's name."""
    return site_name or _PARTS.split(title)[0].strip()


def _declared(tree: HtmlElement, url: str) -> Iterator[str]:
    for link in tree.iterfind(".//link[@href]"):
        kinds = (link.get("rel") or "").lower().split()
        mime = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in kinds and mime in _FEED_TYPES and not _NO_NEWS.search(link.get("title") or ""):
            yield from _usable(url, link.get("href") or "")


def _linked(tree: HtmlElement, url: str) -> Iterator[str]:
    for anchor in tree.iterfind(".//a[@href]"):
        href = anchor.get("href") or ""
        if _FEED_PATH.search(href.partition("?")[0]) and _same_site(url, urljoin_or_empty(url, href)):
            yield from _usable(url, href)


def _usable(base: str, href: str) -> Iterator[str]:
    found = usable_url(urljoin_or_empty(base, href.strip()).partition("#")[0])
    if found and not _NO_NEWS.search(found):
        yield found


def _news_path(tree: HtmlElement, url: str) -> str:
    """Only links with the words of a headline count, and only those that lead deeper than the section itself."""
    paths: Counter[str] = Counter()
    for anchor in tree.iterfind(".//a[@href]"):
        target = urljoin_or_empty(url, anchor.get("href") or "")
        words = " ".join(str(anchor.text_content()).split())
        if len(words) < _HEADLINE or not _same_site(url, target):
            continue
        parts = [part for part in urlsplit(target).path.split("/") if part]
        if len(parts) > 1:
            paths[f"/{parts[0]}/"] += 1
    path, count = next(iter(paths.most_common(1)), ("", 0))
    return path if count >= _FEWEST_HEADLINES else ""


def _same_site(one: str, other: str) -> bool:
    try:
        return _site(one) == _site(other)
    except ValueError:
        return False


def _site(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")
