"""The whole way as `otklik crawl` goes it, into a new archive and a new index, with the time of each of its parts."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from archive.health import source_reports
from archive.store import sqlite_url
from benchmarks.bench import Bench, Measured, config_file
from benchmarks.stopwatch import Stopwatch
from crawler.byte_screen import ByteScreen
from crawler.crawl import crawl
from nlp.screening import Screen, build_screen
from otklik import crawling
from otklik.locks import crawl_lock
from otklik.progress import CrawlProgress
from otklik.workplace import Workplace, open_workplace
from records.registry import Registry
from records.runs import RunReport


class Clock:
    """Stands where the progress bars stand, and notes when each part begins."""

    def __init__(self) -> None:
        self.begun = {"collect": time.perf_counter()}

    def annotating(self, _total: int) -> None:
        self.begun["understand"] = time.perf_counter()

    def indexing(self, _total: int) -> None:
        self.begun["index"] = time.perf_counter()

    def crawled(self, _counts: Any) -> None:
        return

    def annotated(self, _count: int) -> None:
        return

    def indexed(self, _count: int) -> None:
        return

    def parts(self, finished: float) -> dict[str, float]:
        ends = [*list(self.begun.values())[1:], finished]
        return {
            part: round(end - begun, 2) for (part, begun), end in zip(self.begun.items(), ends, strict=True)
        }


class OverruledScreen:
    """Asks the real screen, so that its cost is paid, and keeps the article whatever it says."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self.stems, self.names, self.capitals = screen.stems, screen.names, screen.capitals

    def matches(self, text: str) -> bool:
        self._screen.matches(text)
        return True


class OverruledByteScreen(ByteScreen):
    """The same before a page is parsed."""

    def may_match(self, *args: Any, **kwargs: Any) -> bool:
        super().may_match(*args, **kwargs)
        return True


def carry_all(bench: Bench) -> Measured:
    """Every page goes the whole way: hardly one of them is about unions, and the real screen would drop the rest."""

    def overruled(registry: Registry) -> OverruledScreen:
        return OverruledScreen(build_screen(registry))

    # Both fail where the crawl no longer asks for them.
    with (
        patch.object(crawling, "build_screen", overruled),
        patch.object(crawling, "ByteScreen", OverruledByteScreen),
    ):
        return _carry(bench)


def carry_relevant(bench: Bench) -> Measured:
    """What a user's crawl does with these pages: nearly all of them end at the screen."""
    return _carry(bench)


def collect(bench: Bench) -> Measured:
    """The crawl alone, as it stands in the whole way: every page decided on, what is kept in the archive."""
    workplace = open_workplace(config_file(bench))
    screen = build_screen(workplace.registry)
    with workplace.archive() as archive:
        with Stopwatch() as work:
            run_id = crawl(
                list(workplace.registry.outlets.values()),
                archive,
                crawling.crawl_settings(workplace.config),
                screen.matches,
                byte_screen=ByteScreen(screen.stems, screen.names, screen.capitals),
            )
        with archive.reading() as connection:
            reports = source_reports(connection, run_id)
    kept = sum(report.kept for report in reports)
    decided = kept + sum(sum(report.dropped.values()) for report in reports)
    return Measured(stage="", articles=decided, seconds=work.seconds, cpu=work.cpu, facts={"kept": kept})


def _carry(bench: Bench) -> Measured:
    workplace = open_workplace(config_file(bench))
    clock = Clock()
    with Stopwatch() as work:
        report = _crawl(workplace, clock)
    dropped = Counter[str]()
    for source in report.sources:
        dropped.update(source.dropped)
    kept = sum(source.kept for source in report.sources)
    return Measured(
        stage="",
        articles=kept + dropped.total(),
        seconds=work.seconds,
        cpu=work.cpu,
        facts={
            "kept": kept,
            "indexed": report.indexed,
            "dropped": dict(dropped),
            "waiting": report.waiting,
            "parts": clock.parts(time.perf_counter()),
            "archive": sqlite_url(Path(workplace.config.data) / "archive.db"),
        },
    )


def _crawl(workplace: Workplace, clock: Clock) -> RunReport:
    with crawl_lock(workplace.config.data):
        outlets = list(workplace.registry.outlets.values())
        return crawling.crawl_everything(workplace, outlets, cast("CrawlProgress", clock))
