"""Page to article on bytes in memory: trafilatura as it comes, and our extraction, which also dates the page."""

from __future__ import annotations

from datetime import UTC, datetime

import trafilatura

from benchmarks.bench import Bench, Measured, config_file
from benchmarks.pages import bodies
from benchmarks.stopwatch import Stopwatch
from crawler.pages import extract_article
from otklik.workplace import open_workplace
from records.article import Article, Link

# Loads what either library loads with its first page.
_FIRST = (
    "<html lang='ru'><head><title>Заря</title></head><body><article><h1>Мост открыт</h1>"
    + "<p>Мост через выдуманную реку открыли в понедельник, сообщила газета «Заря».</p>" * 8
    + "</article></body></html>"
).encode()


def extract_stock(bench: Bench) -> Measured:
    pages = [body for _outlet, _url, body in bodies(bench)]
    with Stopwatch() as setup:
        trafilatura.extract(_FIRST)
    with Stopwatch() as work:
        texts = [trafilatura.extract(body) for body in pages]
    return Measured(
        stage="",
        articles=len(texts),
        seconds=work.seconds,
        cpu=work.cpu,
        setup=setup.seconds,
        facts={"with text": sum(bool(text) for text in texts)},
    )


def extract_ours(bench: Bench) -> Measured:
    pages = list(bodies(bench))
    outlets = open_workplace(config_file(bench)).registry.outlets

    def extract(outlet_id: str, url: str, body: bytes) -> bool:
        outlet = outlets[outlet_id]
        link = Link(url=url, source_id=outlet.sources[0].id, outlet_id=outlet_id)
        found = extract_article(
            body, url=url, outlet=outlet, link=link, content_type="text/html", fetched=datetime.now(UTC)
        )
        return isinstance(found, Article)

    with Stopwatch() as setup:
        extract(*pages[0][:2], _FIRST)
    with Stopwatch() as work:
        kept = [extract(*page) for page in pages]
    return Measured(
        stage="",
        articles=len(kept),
        seconds=work.seconds,
        cpu=work.cpu,
        setup=setup.seconds,
        facts={"with text": sum(kept)},
    )
