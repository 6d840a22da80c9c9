"""A crawl from end to end over loopback HTTP."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.press import Answer, Press, page, rss, run_crawl


def test_an_outlet_is_read_from_feed_to_archive(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2")
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], log_file=str(tmp_path / "log"))
    assert (crawl.code, crawl.complaints) == (0, "")
    assert crawl.said.pop("peak_mib") < 400
    assert crawl.said == {
        "run": 1,
        "sources": 1,
        "asked": 1,
        "links": 2,
        "fetched": 2,
        "kept": 2,
        "clock_behind": None,
        "ctrl_c_works": True,
    }
    assert crawl.outcomes() == ["ok"]
    assert crawl.reasons() == {"/news/1": None, "/news/2": None}
    assert press.paths()[0] == "/robots.txt"


def test_a_listing_is_read_by_its_selector(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2")
    press.answers["/"] = Answer(
        b'<ul><li><a href="/news/1">1</a></li><li><a href="news/2">2</a></li></ul><a href="/x">x</a>'
    )
    outlet = press.outlet()
    outlet["sources"] = [{"kind": "listing", "url": press.url + "/", "links": ["li > a"]}]
    crawl = run_crawl(tmp_path / "archive.db", [outlet], [press])
    assert crawl.reasons() == {"/news/1": None, "/news/2": None}


def test_what_is_not_kept_is_counted_under_its_reason(press: Press, tmp_path: Path) -> None:
    press.publish("/kept", "/sport", "/old", "/foreign")
    press.answers["/sport"] = Answer(
        page(text="Команда вымышленного города выиграла матч и вышла в полуфинал кубка. ")
    )
    old = '<meta property="article:published_time" content="2020-01-02T10:00:00+03:00">'
    press.answers["/old"] = Answer(page(head=old))
    press.answers["/foreign"] = Answer(
        page(text="The union (профсоюз) of the invented plant won the payment of wages. ")
    )
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.reasons() == {
        "/kept": None,
        "/sport": "not-relevant",
        "/old": "too-old",
        "/foreign": "not-relevant",
    }


def test_one_article_under_two_addresses_is_kept_once(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/amp/1")
    press.answers["/amp/1"] = Answer(page(head=f'<link rel="canonical" href="{press.url}/news/1">'))
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], concurrency_per_host=1)
    assert sorted(crawl.reasons().values(), key=str) == [None, "duplicate-address"]


def test_sources_that_nobody_can_ask_are_named(press: Press, tmp_path: Path) -> None:
    outlet = press.outlet()
    outlet["sources"] = [
        {"kind": "telegram", "url": "https://t.me/+invitation"},
        {"url": "zarya.example/rss"},
        {"url": "ftp://a.example/"},
    ]
    crawl = run_crawl(tmp_path / "archive.db", [outlet], [press])
    assert (crawl.code, crawl.complaints, crawl.outcomes()) == (0, "", ["unreadable"] * 3)
    assert press.asked == []


def test_an_old_encoding_reaches_the_archive_as_it_was_meant(press: Press, tmp_path: Path) -> None:
    body = rss([press.url + "/news/1"]).decode().replace("utf-8", "windows-1251").encode("cp1251")
    press.answers["/rss.xml"] = Answer(body, content_type="text/xml")
    press.answers["/news/1"] = Answer(
        page("Профсоюз добился выплат").decode().encode("cp1251"), content_type="text/html"
    )
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.rows("SELECT title FROM articles") == [{"title": "Профсоюз добился выплат"}]
    assert crawl.rows("SELECT title FROM links") == [{"title": "Новость"}]
