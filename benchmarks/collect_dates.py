"""How many publication days are found on real pages, and how many wrong ones, beside htmldate and newspaper4k.

    python -m benchmarks.collect_dates [--inputs DIR] [--peers PYTHON] [--wrong]

`--peers` is the Python of an environment that has newspaper4k; without it that row is left out and said so.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.date_finders import Answers, ask, ask_newspaper, find_by_htmldate, find_ours
from benchmarks.dated_pages import DatedPage, pages_of_2020, russian_by_eye, russian_by_index

_INPUTS = Path("../shared/inputs")
_PEERS = Path(".venv-peers/bin/python")
_OURS = "Otklik"
SETS: tuple[tuple[str, Callable[[Path], Iterator[DatedPage]], bool], ...] = (
    ("dates_2020, many languages, exact day", pages_of_2020, True),
    ("russian_2011, day of its index or the day before, told when it was fetched", russian_by_index, True),
    ("russian_2011, the day that the page shows, told when it was fetched", russian_by_eye, True),
    ("russian_2011, the day that the page shows, told nothing", russian_by_eye, False),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=_INPUTS, metavar="DIR")
    parser.add_argument("--peers", type=Path, default=_PEERS, metavar="PYTHON")
    parser.add_argument("--wrong", action="store_true", help="list the pages on which ours is wrong")
    arguments = parser.parse_args()
    if not (arguments.inputs / "pages").is_dir():
        print(f"{arguments.inputs / 'pages'} is absent: nothing was measured.")
        return
    if not arguments.peers.exists():
        print(f"{arguments.peers} is absent: newspaper4k was not measured.")
    for title, read, told in SETS:
        pages = [page if told else replace(page, seen=None) for page in read(arguments.inputs)]
        print("\n".join(lines(title, pages, answers_of(pages, arguments.peers), show_wrong=arguments.wrong)))


def answers_of(pages: Sequence[DatedPage], peers: Path) -> Iterator[tuple[str, Answers]]:
    yield _OURS, ask(find_ours, pages)
    yield "htmldate, fast", ask(partial(find_by_htmldate, extensive=False), pages)
    yield "htmldate, extensive", ask(partial(find_by_htmldate, extensive=True), pages)
    if peers.exists():
        yield "newspaper4k (whole article)", ask_newspaper(peers, pages)


def lines(
    title: str, pages: Sequence[DatedPage], found: Iterator[tuple[str, Answers]], *, show_wrong: bool
) -> Iterator[str]:
    dated = sum(bool(page.days) for page in pages)
    yield f"\n{title}: {dated} dated pages, {len(pages) - dated} without a date"
    yield f"{'':<28}{'right':>7}{'wrong':>7}{'none':>7}{'invented':>10}{'ms a page':>11}"
    for name, answers in found:
        pairs = list(zip(pages, answers.days, strict=True))
        right = sum(day in page.days for page, day in pairs)
        none = sum(day is None for page, day in pairs if page.days)
        invented = sum(day is not None for page, day in pairs if not page.days)
        yield (
            f"{name:<28}{right:>7}{dated - right - none:>7}{none:>7}{invented:>10}{answers.milliseconds:>11.1f}"
        )
        if show_wrong and name == _OURS:
            yield from (
                f"    {page.id}: {day}, not {', '.join(map(str, sorted(page.days)))}"
                for page, day in pairs
                if day is not None and day not in page.days
            )


if __name__ == "__main__":
    main()
