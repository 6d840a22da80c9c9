"""A page that lists articles, without a feed: its links and its next page by the outlet's selectors."""

from __future__ import annotations

from lxml.html import HtmlElement

from crawler.links import LinkCollector, Listing, urljoin_or_empty
from crawler.pages import parse_html
from crawler.selectors import as_text, select_first
from records.article import Dropped
from records.registry import Source


def parse_listing(body: bytes, *, source: Source, url: str, content_type: str) -> Listing:
    """A page on which the selectors find nothing has changed: that is a failure and not «nothing new»."""
    if not body.strip():
        return Listing(outcome=Dropped.EMPTY)
    tree = parse_html(body, content_type)
    if tree is None:
        return Listing(outcome=Dropped.UNREADABLE, detail="not HTML")
    collector = LinkCollector(source, _base(tree, url))
    for found in select_first(tree, source.links):
        if isinstance(found, str):
            collector.add(found)
        else:
            _add_anchors(collector, found)
    if not collector.links:
        detail = f"no links by {', '.join(source.links) or 'no selector'}"
        return Listing(outcome=Dropped.UNREADABLE, detail=detail, unusable=dict(collector.unusable))
    return Listing(
        outcome="ok",
        links=collector.links,
        unusable=dict(collector.unusable),
        next_url=_next_page(tree, source, url),
    )


def _next_page(tree: HtmlElement, source: Source, url: str) -> str:
    for found in select_first(tree, source.next_page):
        anchors = [] if isinstance(found, str) else [found, *found.iter("a")]
        href = (
            str(found) if isinstance(found, str) else next(filter(None, (a.get("href") for a in anchors)), "")
        )
        if href.strip():
            return urljoin_or_empty(_base(tree, url), href.strip())
    return ""


def _base(tree: HtmlElement, url: str) -> str:
    base = tree.find(".//base[@href]")
    return url if base is None else urljoin_or_empty(url, base.get("href") or "") or url


def _add_anchors(collector: LinkCollector, element: HtmlElement) -> None:
    anchors = [element] if element.tag == "a" else list(element.iter("a"))
    for anchor in anchors:
        collector.add(anchor.get("href") or "", title=as_text(anchor))
