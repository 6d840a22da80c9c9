"""A crawl that is stopped, gently or not, is continued by the next with nothing lost or done twice."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawler.press import Press, order, read_rows, run_crawl, start_crawl

PATHS = [f"/news/{number}" for number in range(40)]
SLOWLY = {"delay": 0.05, "concurrency_per_host": 1}


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("fetched", [1, 5, 17, 33])
def test_a_killed_crawl_is_continued_to_the_same_articles(fetched: int, press: Press, tmp_path: Path) -> None:
    press.publish(*PATHS)
    archive = tmp_path / "archive.db"
    with start_crawl() as started:
        assert started.stdin is not None
        started.stdin.write(order(archive, [press.outlet()], [press], **SLOWLY))
        started.stdin.close()
        wait_until(lambda: len(press.asked) >= 2 + fetched)
        started.kill()
    kept = {row["id"] for row in read_rows(archive, "SELECT id FROM articles")}
    assert len(kept) < len(PATHS)
    before = len(press.asked)
    crawl = run_crawl(archive, [press.outlet()], [press])
    assert (crawl.code, crawl.complaints) == (0, "")
    assert set(crawl.reasons().values()) == {None}
    assert len(crawl.rows("SELECT id FROM articles")) == len(PATHS)
    assert kept <= {row["id"] for row in crawl.rows("SELECT id FROM articles")}
    # What was decided before is not fetched again: robots.txt, the feed, and the rest.
    assert len(press.asked) - before == 2 + len(PATHS) - len(kept)


def test_ctrl_c_ends_in_order_and_the_rest_waits(press: Press, tmp_path: Path) -> None:
    press.publish(*PATHS)
    archive = tmp_path / "archive.db"
    with start_crawl() as started:
        assert started.stdin is not None
        started.stdin.write(order(archive, [press.outlet()], [press], **SLOWLY))
        started.stdin.close()
        wait_until(lambda: len(press.asked) >= 8)
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=30) == 130
        assert started.stderr is not None
        assert started.stderr.read() == b""
    fetched = len(press.asked) - 2
    assert len(read_rows(archive, "SELECT id FROM articles")) >= fetched - 1
    assert run_crawl(archive, [press.outlet()], [press]).reasons() == dict.fromkeys(PATHS)


def test_a_run_limit_ends_the_crawl_and_the_rest_waits(press: Press, tmp_path: Path) -> None:
    press.publish(*PATHS)
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], run_limit=1.0, delay=0.2)
    assert (crawl.code, crawl.complaints) == (0, "")
    assert 0 < list(crawl.reasons().values()).count("waiting") < len(PATHS)
