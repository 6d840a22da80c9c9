"""Many outlets at once, a tenth of what `benchmarks.collect_scale` crawls: the memory, and a kill half-way."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from benchmarks.collect_scale import crawl, crawl_killed, made, serving
from benchmarks.scale_press import SHARE, ScalePress

OUTLETS, PAGES = 20, 100
ALL = OUTLETS * PAGES
MOST_MIB = 400


def archived(folder: Path) -> dict[str, list[Any]]:
    connection = sqlite3.connect(folder / "archive.db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {
            "links": connection.execute("SELECT url, reason, article_id FROM links ORDER BY url").fetchall(),
            "articles": connection.execute(
                "SELECT id, url, title, text FROM articles ORDER BY id"
            ).fetchall(),
        }
    finally:
        connection.close()


def test_a_large_crawl_takes_little_memory_and_a_killed_one_ends_the_same(tmp_path: Path) -> None:
    press = ScalePress(PAGES)
    whole_folder, killed_folder = made(tmp_path / "whole"), made(tmp_path / "killed")
    with serving(press, OUTLETS) as places:
        whole = crawl(whole_folder, places)
        killed = crawl_killed(killed_folder, press, places, ALL // 2)
    assert whole.kept == killed.kept == ALL // SHARE
    assert whole.decided == killed.decided == ALL
    assert archived(killed_folder) == archived(whole_folder)
    assert max(whole.peak_mib, killed.peak_mib) < MOST_MIB
