"""The feeds of the sample outlets, RSS 2.0 and Atom, as bytes in the outlet's own charset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from demo.sample import SampleArticle, SampleOutlet

LABEL = "Учебная пресса Отклика: все события и люди вымышлены"


def write_feed(outlet: SampleOutlet, articles: Sequence[SampleArticle], base: str) -> bytes:
    """`articles` are newest first; `base` is the outlet's address without the last slash."""
    lines = _atom(outlet, articles, base) if outlet.feed == "atom" else _rss(outlet, articles, base)
    declaration = f'<?xml version="1.0" encoding="{outlet.charset}"?>'
    return "\n".join((declaration, *lines, "")).encode(outlet.charset, "xmlcharrefreplace")


def _rss(outlet: SampleOutlet, articles: Sequence[SampleArticle], base: str) -> Iterator[str]:
    yield '<rss version="2.0"><channel>'
    yield f"<title>{escape(outlet.name)}</title><link>{base}/</link>"
    yield f"<description>{LABEL}</description><language>ru</language>"
    for article, link in _links(outlet, articles, base):
        yield f"<item><title>{escape(article.title)}</title><link>{escape(link)}</link>"
        yield f'<guid isPermaLink="true">{escape(link)}</guid>'
        yield f"<pubDate>{format_datetime(article.published)}</pubDate>"
        yield f"<category>{escape(article.section)}</category>"
        yield f"<description>{escape(_teaser(article))}</description></item>"
    yield "</channel></rss>"


def _atom(outlet: SampleOutlet, articles: Sequence[SampleArticle], base: str) -> Iterator[str]:
    newest = articles[0].published if articles else datetime.fromtimestamp(0, UTC)
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">'
    yield f"<title>{escape(outlet.name)}</title><subtitle>{LABEL}</subtitle><id>{base}/</id>"
    yield f'<link rel="alternate" href="{base}/"/><updated>{newest.isoformat()}</updated>'
    for article, link in _links(outlet, articles, base):
        yield f"<entry><title>{escape(article.title)}</title><id>{escape(link)}</id>"
        yield f'<link rel="alternate" type="text/html" href="{escape(link)}"/>'
        yield f"<author><name>{escape(article.author or outlet.name)}</name></author>"
        yield f"<published>{article.published.isoformat()}</published>"
        yield f"<updated>{article.published.isoformat()}</updated>"
        yield f"<summary>{escape(_teaser(article))}</summary></entry>"
    yield "</feed>"


def _links(
    outlet: SampleOutlet, articles: Sequence[SampleArticle], base: str
) -> Iterator[tuple[SampleArticle, str]]:
    for place, article in enumerate(articles):
        link = base + article.path
        if not outlet.campaign:
            yield article, link
            continue
        yield article, f"{link}?utm_source=rss&utm_medium=feed"
        if place < 3:  # the editors pinned the newest: the same article under another address
            yield article, f"{link}?utm_source=rss&utm_campaign=main"


def _teaser(article: SampleArticle) -> str:
    return article.paragraphs[0] if article.paragraphs else article.title
