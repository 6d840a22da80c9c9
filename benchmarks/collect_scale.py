"""Crawls many outlets on loopback, most pages about anything else: the memory it takes, and what `kill -9` costs.

The outlets and their pages are generated; two pages in a hundred are about unions. The crawl has a process of its own,
is killed half-way, and run again; beside it one that nobody kills, with whose end the other's is compared.

    python -m benchmarks.collect_scale [--outlets 200] [--pages 100]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.store import open_archive, sqlite_url
from archive.waiting import count_waiting
from benchmarks.scale_press import SHARE, ScalePress

_CRAWL = [sys.executable, "-m", "benchmarks.scale_crawl"]


@dataclass(frozen=True, kw_only=True)
class Crawled:
    """`peak_mib` is the crawling process alone."""

    seconds: float
    peak_mib: float
    kept: int
    decided: int


def start(folder: Path, places: list[str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(_CRAWL, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(json.dumps({"archive": str(folder / "archive.db"), "places": places}).encode())
    process.stdin.close()
    return process


def crawl(folder: Path, places: list[str]) -> Crawled:
    started = time.monotonic()
    with start(folder, places) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.read())
    return Crawled(seconds=time.monotonic() - started, **said)


def crawl_killed(folder: Path, press: ScalePress, places: list[str], after: int) -> Crawled:
    """Killed when the press has been asked so often more, and then run to its end."""
    before = press.asked
    with start(folder, places) as process:
        while press.asked < before + after and process.poll() is None:
            time.sleep(0.02)
        process.kill()
    return crawl(folder, places)


def lines(outlets: int, pages: int) -> Iterator[str]:
    press = ScalePress(pages)
    all_pages = outlets * pages
    with tempfile.TemporaryDirectory() as folder, serving(press, outlets) as places:
        whole = crawl(made(Path(folder) / "whole"), places)
        yield (
            f"{outlets} outlets, {all_pages} pages, one in {SHARE} about unions: {whole.seconds:.0f} s, "
            f"{all_pages / whole.seconds:.0f} pages a second, peak {whole.peak_mib:.0f} MiB, kept {whole.kept}"
        )
        asked = press.asked
        again = crawl_killed(made(Path(folder) / "killed"), press, places, all_pages // 2)
        surplus = press.asked - asked - all_pages
        yield (
            f"killed half-way and run again: kept {again.kept}, decided {again.decided}, "
            f"peak {again.peak_mib:.0f} MiB; asked {surplus} times more than there are pages (feeds and robots.txt too)"
        )
        for name in ("whole", "killed"):
            with open_archive(sqlite_url(Path(folder) / name / "archive.db")).reading() as connection:
                yield f"{name}: waiting {count_waiting(connection)}"


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@contextmanager
def serving(press: ScalePress, outlets: int) -> Iterator[list[str]]:
    """The outlets' addresses, while a thread answers for all of them."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield asyncio.run_coroutine_threadsafe(press.open(outlets), loop).result()
    finally:
        asyncio.run_coroutine_threadsafe(press.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--outlets", type=int, default=200)
    parser.add_argument("--pages", type=int, default=100)
    given = parser.parse_args()
    for line in lines(given.outlets, given.pages):
        print(line, flush=True)


if __name__ == "__main__":
    main()
