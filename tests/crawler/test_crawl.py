"""A crawl from end to end over loopback HTTP."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.press import Press, run_crawl


def test_an_outlet_is_read_from_feed_to_archive(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2")
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], log_file=str(tmp_path / "log"))
    assert (crawl.code, crawl.complaints) == (0, "")
    assert crawl.said["kept"] == 2
    assert crawl.outcomes() == ["ok"]
    assert crawl.reasons() == {"/news/1": None, "/news/2": None}
    assert press.paths()[0] == "/robots.txt"
