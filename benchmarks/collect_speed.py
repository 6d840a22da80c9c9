"""Pages a second from bytes to the decision whether they are about unions, beside trafilatura; both on one thread.

    python -m benchmarks.collect_speed [--inputs DIR] [--pages N] [--rounds N]

Each round measures all in turn; what is told is each one's best processor time, for other work stretches the clock.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import trafilatura

from benchmarks.screened_pages import stream
from crawler.byte_screen import ByteScreen
from crawler.pages import extract_article
from nlp.screening import Screen, build_screen
from otklik.registry import read_registry
from records.article import Article, Link
from records.registry import Outlet

_INPUTS = Path("../shared/inputs")
_PAGE = "http://news.example/1"
_LINK = Link(url=_PAGE, source_id="news#feed", outlet_id="news")
_OUTLET = Outlet(
    id="news",
    name="Новости",
    url="http://news.example/",
    kind="external",
    region="RU-MOW",
    timezone="Europe/Moscow",
    sources=(),
)
_STOCK, _PARSED, _SCREENED = "trafilatura.extract, default", "Otklik, every page parsed", "Otklik"

Decide = Callable[[bytes], bool]


def is_kept(body: bytes, screen: Screen, byte_screen: ByteScreen | None) -> bool:
    """The whole of what a crawl asks of a page's bytes before it goes to the archive."""
    found = extract_article(
        body,
        url=_PAGE,
        outlet=_OUTLET,
        link=_LINK,
        content_type="text/html",
        fetched=datetime.now(UTC),
        byte_screen=byte_screen,
    )
    return isinstance(found, Article) and screen.matches(f"{found.title}\n{found.text}")


def measure(ways: Mapping[str, Decide], pages: Sequence[bytes], rounds: int) -> dict[str, tuple[float, int]]:
    """For each way the fewest seconds of a round, and how many pages it kept."""
    best: dict[str, tuple[float, int]] = {}
    for way in ways.values():
        way(pages[0])  # loads what loads with the first page
    for _round in range(rounds):
        for name, way in ways.items():
            begun = time.process_time()
            kept = sum(map(way, pages))
            seconds = time.process_time() - begun
            best[name] = min(best.get(name, (seconds, kept)), (seconds, kept))
    return best


def lines(best: Mapping[str, tuple[float, int]], pages: Sequence[bytes]) -> Iterator[str]:
    size = sum(map(len, pages)) / len(pages) / 1024
    yield f"{len(pages)} pages of {size:.0f} KiB on average, one in fifty about unions"
    yield f"{'':<30}{'pages/s':>9}{'ms a page':>11}{'kept':>6}{'times as fast':>15}"
    stock = best[_STOCK][0]
    for name, (seconds, kept) in best.items():
        figures = f"{len(pages) / seconds:>9.0f}{1000 * seconds / len(pages):>11.2f}"
        shown = "" if name == _STOCK else str(kept)
        yield f"{name:<30}{figures}{shown:>6}{stock / seconds:>15.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=_INPUTS, metavar="DIR")
    parser.add_argument("--pages", type=int, default=250, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    given = parser.parse_args()
    if not (given.inputs / "pages").is_dir():
        print(f"{given.inputs / 'pages'} is absent: nothing was measured.")
        return
    screen = build_screen(read_registry())
    pages = list(stream(given.inputs, given.pages, screen.matches))
    ways: dict[str, Decide] = {
        _STOCK: lambda body: bool(trafilatura.extract(body)),
        _PARSED: partial(is_kept, screen=screen, byte_screen=None),
        _SCREENED: partial(
            is_kept, screen=screen, byte_screen=ByteScreen(screen.stems, screen.names, screen.capitals)
        ),
    }
    print("\n".join(lines(measure(ways, pages, given.rounds), pages)))


if __name__ == "__main__":
    main()
