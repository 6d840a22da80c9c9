"""Feeds a second, from bytes to links, beside feedparser as it comes; on real feeds and on generated ones.

    python -m benchmarks.collect_feeds [--inputs DIR] [--rounds N]

The times are the best of the rounds, each round with all in turn, in processor time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

import feedparser

from crawler.feeds import parse_feed
from records.registry import Source

_INPUTS = Path("../shared/inputs")
_SOURCE = Source(id="news#feed", outlet_id="news", kind="feed", url="http://news.example/rss.xml")
_SENTENCE = "Команда выдуманного города выиграла матч и вышла в полуфинал кубка страны по хоккею с мячом. "
_DATE = "Mon, 23 Nov 2026 09:00:00 +0300"

Parse = Callable[[bytes], object]


def parse_stock(body: bytes, **options: bool) -> object:
    return feedparser.parse(BytesIO(body), **options)  # noqa: TID251 - a stream: the one safe call


def parse_ours(body: bytes) -> object:
    return parse_feed(
        body, source=_SOURCE, url=_SOURCE.url, content_type="text/xml", zone=UTC, asked=datetime.now(UTC)
    )


_WAYS: tuple[tuple[str, Parse], ...] = (
    ("feedparser, default", parse_stock),
    ("feedparser, HTML as it is", partial(parse_stock, resolve_relative_uris=False, sanitize_html=False)),
    ("Otklik", parse_ours),
)


def real_feeds(inputs: Path) -> list[bytes]:
    files = sorted((inputs / "feeds").glob("*/*"))
    return [file.read_bytes() for file in files if file.suffix in (".xml", ".rss", ".atom", ".rdf")]


def generated(items: int, *, full_text: bool) -> bytes:
    """Teasers of one sentence, or texts of some 3,500 characters in paragraphs with links and a picture."""
    paragraph = f"<p>{_SENTENCE * 4}<a href='/news/1?from=rss'>Подробнее</a> <b>о матче</b>.</p>"
    text = (
        f"<content:encoded><![CDATA[<img src='/1.jpg'>{paragraph * 9}]]></content:encoded>"
        if full_text
        else ""
    )
    entries = "".join(
        f"<item><title>Новость {number}</title><link>http://news.example/{number}</link>"
        f"<pubDate>{_DATE}</pubDate><description>{_SENTENCE}</description>{text}</item>"
        for number in range(items)
    )
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}<title>Заря</title>{entries}</channel></rss>".encode()


def measure(feeds: Sequence[bytes], rounds: int) -> dict[str, float]:
    """The fewest seconds a feed of each way."""
    best: dict[str, float] = {}
    for _round in range(rounds):
        for name, parse in _WAYS:
            begun = time.process_time()
            for body in feeds:
                parse(body)
            seconds = (time.process_time() - begun) / len(feeds)
            best[name] = min(best.get(name, seconds), seconds)
    return best


def lines(title: str, feeds: Sequence[bytes], rounds: int) -> Iterator[str]:
    best = measure(feeds, rounds)
    stock = next(iter(best.values()))
    yield f"{title}, {sum(map(len, feeds)) / len(feeds) / 1024:.0f} KiB on average"
    for name, seconds in best.items():
        yield f"  {name:<28}{1 / seconds:>8.0f} feeds/s{1000 * seconds:>9.2f} ms{stock / seconds:>7.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=_INPUTS, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    given = parser.parse_args()
    real = real_feeds(given.inputs)
    sets = [
        ("30 teasers", [generated(30, full_text=False)] * 5),
        ("50 full texts", [generated(50, full_text=True)] * 3),
    ]
    if real:
        sets.insert(0, (f"{len(real)} real feeds, most of them of three or four lines", real))
    else:
        print(f"{given.inputs / 'feeds'} is absent: only generated feeds were measured.")
    for title, feeds in sets:
        print("\n".join(lines(title, feeds, given.rounds)), flush=True)


if __name__ == "__main__":
    main()
