"""Twenty hosts, one crawl after another and two at once: nobody is asked too fast, or while we were told to wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tests.crawler.press import Answer, Press, run_crawl
from tests.faults.conftest import Report

_HOSTS = 20
_DELAY = 0.3  # seconds
_TIMER = 0.02  # what a timer of the operating system may be early
_RETRY_AFTER = 3600


def test_the_delay_is_kept_from_one_process_to_the_next_and_retry_after_is_remembered(
    open_press: Callable[[], Press], tmp_path: Path, report: Report
) -> None:
    presses = [open_press() for _number in range(_HOSTS)]
    for press in presses:
        press.publish("/news/1", "/news/2")
    refusing = presses[: _HOSTS // 4]
    for press in refusing:
        press.answers["/news/1"] = Answer(status=429, headers={"Retry-After": str(_RETRY_AFTER)})
    outlets = [press.outlet(f"o{number}") for number, press in enumerate(presses)]
    manners = {"delay": _DELAY, "concurrency_per_host": 1}
    crawls = [run_crawl(tmp_path / "archive.db", outlets, presses, **manners) for _run in range(3)]
    assert [(crawl.code, crawl.complaints) for crawl in crawls] == [(0, "")] * 3
    smallest = min(gap for press in presses for gap in _gaps(press))
    inside = sum(len(press.asked) - 1 - press.paths().index("/news/1") for press in refusing)
    report(
        f"politeness: {_HOSTS} hosts, 3 processes in turn",
        f"smallest gap {smallest:.2f} s of {_DELAY} s; {inside} requests inside Retry-After",
    )
    assert smallest >= _DELAY - _TIMER
    assert inside == 0


def test_a_retry_after_that_is_over_is_not_held_against_a_host(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2")
    press.answers["/news/1"] = Answer(status=429, headers={"Retry-After": "1"})
    run_crawl(tmp_path / "archive.db", [press.outlet()], [press], concurrency_per_host=1)
    assert press.paths()[-1] == "/news/1"
    time.sleep(1)
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.reasons()["/news/2"] is None


def _gaps(press: Press) -> list[float]:
    return [later.at - earlier.at for earlier, later in pairwise(press.asked)]
