"""Cron may come as often as it likes: a source is asked when it is due; what it forgot is told, or found elsewhere."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from tests.crawler.press import Answer, Crawl, Press, page, run_crawl

NOW = datetime.now(UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def dated_feed(press: Press, articles: dict[str, datetime]) -> Answer:
    items = "".join(
        f"<item><title>Новость</title><link>{press.url}{path}</link><pubDate>{format_datetime(when)}</pubDate></item>"
        for path, when in articles.items()
    )
    for path in articles:
        press.answers.setdefault(path, Answer(page(title=f"Новость {path}")))
    return Answer(f'<rss version="2.0"><channel><title>Заря</title>{items}</channel></rss>'.encode())


def sitemap(press: Press, articles: dict[str, datetime]) -> Answer:
    for path in articles:
        press.answers.setdefault(path, Answer(page(title=f"Новость {path}")))
    urls = "".join(
        f"<url><loc>{press.url}{path}</loc><lastmod>{when.isoformat()}</lastmod></url>"
        for path, when in articles.items()
    )
    return Answer(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode(),
        content_type="application/xml",
    )


def let_pass(archive: Path, time: timedelta, but: str = "") -> None:
    """Everything that the archive remembers of the sources (except those like `but`) was so long ago."""
    connection = sqlite3.connect(archive)
    ago = f"-{time.total_seconds()} seconds"
    for column in ("last_asked", "last_success", "due", "moved_since"):
        earlier = f"strftime('%Y-%m-%d %H:%M:%f000', {column}, ?)"
        connection.execute(f"UPDATE sources SET {column} = {earlier} WHERE id NOT LIKE ?", [ago, but])
    connection.commit()
    connection.close()


def crawl_due(press: Press, tmp_path: Path, outlet: dict[str, Any]) -> Crawl:
    press.asked.clear()
    crawl = run_crawl(tmp_path / "archive.db", [outlet], [press], due_only=True)
    assert (crawl.code, crawl.complaints) == (0, "")
    return crawl


def test_a_source_that_is_not_due_is_not_asked_and_waiting_pages_are(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1")
    press.answers["/news/1"] = Answer(status=500)
    crawl_due(press, tmp_path, press.outlet())
    press.publish("/news/1")
    connection = sqlite3.connect(tmp_path / "archive.db")
    connection.execute("UPDATE links SET not_before = NULL")
    connection.commit()
    connection.close()
    crawl = crawl_due(press, tmp_path, press.outlet())
    assert press.paths() == ["/robots.txt", "/news/1"]
    assert crawl.reasons() == {"/news/1": None}
    let_pass(tmp_path / "archive.db", DAY)
    crawl_due(press, tmp_path, press.outlet())
    assert "/rss.xml" in press.paths()


def test_what_a_feed_forgot_during_an_outage_is_named(press: Press, tmp_path: Path) -> None:
    press.answers["/rss.xml"] = dated_feed(press, {f"/old/{n}": NOW - n * HOUR for n in range(1, 4)})
    crawl_due(press, tmp_path, press.outlet())
    let_pass(tmp_path / "archive.db", 3 * DAY)
    press.answers["/rss.xml"] = dated_feed(press, {f"/new/{n}": NOW - n * HOUR for n in range(1, 4)})
    crawl = crawl_due(press, tmp_path, press.outlet())
    (gap,) = crawl.rows("SELECT since, until, window FROM gaps")
    since, until = (datetime.fromisoformat(gap[name]).replace(tzinfo=UTC) for name in ("since", "until"))
    assert abs(since - (datetime.now(UTC) - 3 * DAY)) < HOUR
    assert until == (NOW - 3 * HOUR).replace(microsecond=0)
    assert gap["window"] == 3


def test_a_feed_that_still_lists_what_we_know_forgot_nothing(press: Press, tmp_path: Path) -> None:
    articles = {f"/news/{n}": NOW - n * HOUR for n in range(1, 4)}
    press.answers["/rss.xml"] = dated_feed(press, articles)
    crawl_due(press, tmp_path, press.outlet())
    let_pass(tmp_path / "archive.db", DAY)
    press.answers["/rss.xml"] = dated_feed(press, {"/news/9": NOW, **articles})
    assert crawl_due(press, tmp_path, press.outlet()).rows("SELECT * FROM gaps") == []


def test_the_sitemap_fills_what_the_feed_forgot_though_it_is_not_due(press: Press, tmp_path: Path) -> None:
    old = {f"/old/{n}": NOW - n * HOUR for n in range(1, 4)}
    press.answers["/rss.xml"] = dated_feed(press, old)
    press.answers["/sitemap.xml"] = sitemap(press, old)
    outlet = press.outlet()
    outlet["sources"].append({"url": press.url + "/sitemap.xml", "kind": "sitemap"})
    crawl_due(press, tmp_path, outlet)
    let_pass(tmp_path / "archive.db", 2 * DAY, but="%/1")
    missed = {f"/missed/{n}": NOW - 10 * HOUR - n * HOUR for n in range(1, 3)}
    new = {f"/new/{n}": NOW - n * HOUR for n in range(1, 4)}
    press.answers["/rss.xml"] = dated_feed(press, new)
    press.answers["/sitemap.xml"] = sitemap(press, {**missed, **new})
    crawl = crawl_due(press, tmp_path, outlet)
    assert press.paths().count("/sitemap.xml") == 1
    assert {path for path, reason in crawl.reasons().items() if reason is None} == {*old, *new, *missed}
    assert len(crawl.rows("SELECT * FROM gaps")) == 1


def test_a_source_that_is_gone_is_not_asked_again_until_its_address_changes(
    press: Press, tmp_path: Path
) -> None:
    press.answers["/rss.xml"] = Answer(status=410)
    crawl_due(press, tmp_path, press.outlet())
    let_pass(tmp_path / "archive.db", 30 * DAY)
    crawl_due(press, tmp_path, press.outlet())
    assert press.asked == []
    press.publish("/news/1", feed="/feed.xml")
    assert crawl_due(press, tmp_path, press.outlet(source="/feed.xml")).said["kept"] == 1


def test_a_permanent_redirect_that_stays_becomes_the_address(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", feed="/new.xml")
    press.answers["/rss.xml"] = Answer(status=301, headers={"Location": "/new.xml"})
    for _day in range(2):
        crawl_due(press, tmp_path, press.outlet())
        assert press.paths()[:3] == ["/robots.txt", "/rss.xml", "/new.xml"]
        let_pass(tmp_path / "archive.db", 5 * DAY)
    for _day in range(2):
        crawl_due(press, tmp_path, press.outlet())
        assert press.paths()[:2] == ["/robots.txt", "/new.xml"]
        let_pass(tmp_path / "archive.db", 5 * DAY)
    press.answers["/new.xml"] = Answer(status=404)
    press.publish("/news/2")
    for _failure in range(3):
        crawl_due(press, tmp_path, press.outlet())
        let_pass(tmp_path / "archive.db", DAY)
    assert crawl_due(press, tmp_path, press.outlet()).reasons()["/news/2"] is None
