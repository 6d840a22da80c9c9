"""A page's bytes become an article, or a named reason why not. Nothing here touches the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import SplitResult, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from archive.addresses import address_id, normal_url
from crawler.authors import find_authors
from crawler.body import find_text
from crawler.byte_screen import ByteScreen
from crawler.date_statements import DateContext
from crawler.dates import PublicationDate, find_published
from crawler.encodings import decode
from crawler.language import language_of
from crawler.links import urljoin_or_empty
from crawler.metadata import find_json_ld, read_meta, text_of
from crawler.selectors import select_texts
from crawler.zones import GUESSED_ZONE, zone_of
from records.article import Article, Drop, Dropped, Link
from records.registry import ArticleSelectors, Outlet

_NOT_HTML = re.compile(
    r"^(image|audio|video|font)/|^application/(pdf|zip|msword|octet-stream|vnd\.)", re.IGNORECASE
)
_SITE_SUFFIX = re.compile(r"\s+[|–—•::-]\s+[^|–—•]{2,60}$")


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """What a page says. `text` is empty where no article was found."""

    title: str
    text: str
    published: PublicationDate | None
    authors: tuple[str, ...]
    lead: str
    section: str
    canonical_url: str
    language: str


def extract_article(
    body: bytes,
    *,
    url: str,
    outlet: Outlet,
    link: Link,
    content_type: str,
    fetched: datetime,
    byte_screen: ByteScreen | None = None,
) -> Article | Drop:
    """`url` is where the page was found in the end, `link` what the source listed.

    With a `byte_screen`, a page on which no watched word stands is not parsed.
    """
    if _NOT_HTML.match(content_type):
        return Drop(url=link.url, reason=Dropped.NOT_ARTICLE, detail=content_type)
    own = (*outlet.article.title, *outlet.article.body)
    if byte_screen is not None and not byte_screen.may_match(
        body, content_type, title=link.title, attributes=any("@" in selector for selector in own)
    ):
        return Drop(url=link.url, reason=Dropped.NOT_RELEVANT)
    facts = read_page(
        body,
        url=url,
        content_type=content_type,
        fetched=fetched,
        home=outlet.url,
        zone=zone_of(outlet),
        selectors=outlet.article,
        listed=link.published,
    )
    if facts is None:
        return Drop(url=link.url, reason=Dropped.UNREADABLE, detail="not HTML")
    if not facts.text:
        return Drop(url=link.url, reason=Dropped.NO_TEXT, detail=facts.title)
    published = facts.published
    return Article(
        id=address_id(facts.canonical_url),
        url=link.url,
        canonical_url=facts.canonical_url,
        outlet_id=outlet.id,
        source_id=link.source_id,
        title=facts.title or link.title,
        text=facts.text,
        first_seen=link.seen or fetched,
        fetched=fetched,
        published=published.when.astimezone(UTC) if published else None,
        published_has_time=bool(published and published.has_time),
        published_by=published.source if published else None,
        published_confidence=published.confidence if published else 0.0,
        authors=facts.authors,
        lead=facts.lead,
        section=facts.section,
        language=facts.language,
    )


def read_page(
    body: bytes,
    *,
    url: str,
    content_type: str,
    fetched: datetime,
    home: str,
    zone: tzinfo | None,
    selectors: ArticleSelectors | None = None,
    listed: datetime | None = None,
) -> PageFacts | None:
    """None when the bytes are no HTML at all. `home` is the outlet's address, `listed` the feed's date.

    `zone` is the outlet's, None where the outlet is not known.
    """
    tree = parse_html(body, content_type)
    if tree is None:
        return None
    selectors = selectors or ArticleSelectors()
    json_ld, meta = find_json_ld(tree), read_meta(tree)
    title = find_title(tree, selectors.title, json_ld, meta)
    context = DateContext(
        url=url,
        zone=zone or GUESSED_ZONE,
        zone_known=zone is not None,
        fetched=fetched,
        title=title,
        listed=listed,
    )
    published = find_published(tree, context, selectors=selectors.published, json_ld=json_ld, meta=meta)
    text = find_text(tree, selectors.body, title)
    return PageFacts(
        title=title,
        text=text,
        published=published,
        authors=find_authors(tree, selectors.authors, json_ld, meta),
        lead=meta.get("og:description") or meta.get("description") or text_of(json_ld.get("description")),
        section=meta.get("article:section") or text_of(json_ld.get("articleSection")),
        canonical_url=find_canonical(tree, url, home),
        language=language_of(text or title),
    )


def parse_html(body: bytes, content_type: str) -> HtmlElement | None:
    text = decode(body, content_type)
    try:
        # The text is decoded already: a declared encoding would only make lxml refuse it.
        tree = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def find_title(
    tree: HtmlElement, selectors: tuple[str, ...], json_ld: dict[str, Any], meta: dict[str, str]
) -> str:
    own = select_texts(tree, selectors)
    if own:
        return own[0]
    stated = (
        text_of(json_ld.get("headline"))
        or meta.get("og:title")
        or " ".join((tree.findtext(".//title") or "").split())
    )
    headings = [
        text for text in (" ".join(h1.text_content().split()) for h1 in tree.iterfind(".//h1")) if text
    ]
    for heading in headings:
        # The headline without the site's name that the metadata carry.
        if len(heading) > 10 and (heading.casefold() in stated.casefold() or len(headings) == 1):
            return heading
    return _SITE_SUFFIX.sub("", stated) if stated else next(iter(headings), "")


def find_canonical(tree: HtmlElement, url: str, home: str) -> str:
    """The page's own word, where it stays on the outlet's host; else the address under which it was found.

    Of a page whose address is not known (a saved file) the page's own word is all there is; it may be empty.
    """
    link = tree.find(".//link[@rel='canonical']")
    stated = urljoin_or_empty(url, (link.get("href") or "").strip()) if link is not None else ""
    try:
        if not url:
            return normal_url(stated) if stated.startswith(("http://", "https://")) else ""
        return normal_url(stated if stated and _is_own(stated, url, home) else url)
    except (ValueError, UnicodeError):
        return url


def _is_own(stated: str, url: str, home: str) -> bool:
    """A front page as everybody's canonical address is a mistake that would make all articles one."""
    try:
        parts = urlsplit(stated)
        if parts.scheme not in ("http", "https") or _site(stated) not in (_site(url), _site(home)):
            return False
    except ValueError:
        return False
    return not _is_front(parts) or _is_front(urlsplit(url))


def _is_front(parts: SplitResult) -> bool:
    return parts.path in ("", "/") and not parts.query and not parts.fragment.startswith("!")


def _site(url: str) -> tuple[str, int | None]:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return re.sub(r"^(www|m|amp)\.", "", host), parts.port if parts.port not in (80, 443) else None
