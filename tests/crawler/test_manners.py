"""Politeness: delays kept, refusals obeyed, nothing asked for twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tests.crawler.press import Answer, Press, rss, run_crawl

TIMER = 0.02  # seconds: what a timer of the operating system may be early


def gaps(press: Press) -> list[float]:
    return [later.at - earlier.at for earlier, later in pairwise(press.asked)]


def test_requests_to_one_host_keep_the_delay_and_hosts_do_not_wait_for_each_other(
    open_press: Callable[[], Press], tmp_path: Path
) -> None:
    presses = [open_press() for _number in range(3)]
    for press in presses:
        press.publish("/news/1", "/news/2", "/news/3")
    outlets = [press.outlet(f"o{number}") for number, press in enumerate(presses)]
    crawl = run_crawl(tmp_path / "archive.db", outlets, presses, delay=0.4, concurrency_per_host=1)
    assert crawl.said["kept"] == 9
    for press in presses:
        assert len(press.asked) == 5
        assert min(gaps(press)) >= 0.4 - TIMER
    starts = [press.asked[0].at for press in presses]
    assert max(starts) < min(press.asked[-1].at for press in presses)


def test_a_longer_crawl_delay_of_the_site_counts(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2")
    press.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.5\n")
    run_crawl(tmp_path / "archive.db", [press.outlet()], [press], delay=0.05)
    assert min(gaps(press)[1:]) >= 0.5 - TIMER


def test_after_429_the_host_is_left_alone_and_its_links_wait(press: Press, tmp_path: Path) -> None:
    paths = [f"/news/{number}" for number in range(8)]
    press.publish(*paths)
    press.answers["/news/0"] = Answer(status=429, headers={"Retry-After": "120"})
    order = {"delay": 0.1, "concurrency_per_host": 1}
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], **order)
    assert press.paths()[-1] == "/news/0"
    assert set(crawl.reasons().values()) == {"waiting"}
    assert crawl.rows("SELECT sum(attempts) AS attempts FROM links") == [{"attempts": 1}]
    press.answers["/news/0"] = press.answers["/news/1"]
    press.asked.clear()
    run_crawl(tmp_path / "archive.db", [press.outlet()], [press], **order)
    assert press.asked == []
    over(tmp_path / "archive.db")
    again = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], **order)
    assert again.said["kept"] == 7  # the one that was asked for has its pause still before it


def over(archive: Path) -> None:
    """The time for which a server asked to be left alone goes by."""
    connection = sqlite3.connect(archive)
    connection.execute("UPDATE left_alone SET until = '2026-01-01 00:00:00.000000'")
    connection.commit()
    connection.close()


def test_503_with_retry_after_is_a_request_to_be_left_alone(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2", "/news/3")
    press.answers["/news/1"] = Answer(status=503, headers={"Retry-After": "120"})
    run_crawl(tmp_path / "archive.db", [press.outlet()], [press], delay=0.1, concurrency_per_host=1)
    assert press.paths() == ["/robots.txt", "/rss.xml", "/news/1"]


def test_we_say_who_we_are_and_send_neither_cookies_nor_referer(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2")
    press.answers["/rss.xml"].headers["Set-Cookie"] = "id=1"
    run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert {request.headers["user-agent"] for request in press.asked} == {"Otklik/0.1 (+press@example.org)"}
    assert not [request for request in press.asked if {"cookie", "referer"} & set(request.headers)]


def test_a_second_run_fetches_nothing_twice(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2")
    run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    press.asked.clear()
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert press.paths() == ["/robots.txt", "/rss.xml"]
    assert crawl.said["kept"] == 0


def test_etag_and_last_modified_come_back_verbatim_and_304_is_not_a_failure(
    press: Press, tmp_path: Path
) -> None:
    press.publish("/news/1")
    etag, date = 'W/"é 1,2"', "mon, 23-Nov-26 10:00:00 MSK"
    press.answers["/rss.xml"].headers |= {"ETag": etag, "Last-Modified": date}
    run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    press.answers["/rss.xml"] = Answer(status=304, content_type=None)
    for _run in range(2):
        press.asked.clear()
        crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
        asked = press.asked[-1]
        assert (asked.headers["if-none-match"], asked.headers["if-modified-since"]) == (etag, date)
        assert crawl.outcomes()[-1] == "not-modified"


def test_a_paused_outlet_is_not_asked(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1")
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet(paused="403 since 2026-05")], [press])
    assert (crawl.code, press.asked) == (0, [])


def test_what_waited_for_an_outlet_that_is_paused_is_given_up_and_wanted_again_when_it_comes_back(
    press: Press, tmp_path: Path
) -> None:
    press.publish("/news/1")
    press.answers["/rss.xml"].headers["ETag"] = '"1"'
    page, press.answers["/news/1"] = press.answers["/news/1"], Answer(status=500)
    archive = tmp_path / "archive.db"
    run_crawl(archive, [press.outlet()], [press])
    paused = run_crawl(archive, [press.outlet(paused="403 since 2026-05")], [press])
    assert paused.reasons() == {"/news/1": "outlet-paused"}
    press.answers["/news/1"] = page
    assert run_crawl(archive, [press.outlet()], [press]).reasons() == {"/news/1": None}


def test_an_item_that_its_feed_calls_old_is_dropped_without_a_request(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1")
    press.answers["/rss.xml"] = Answer(rss([press.url + "/news/1"], date="Mon, 02 Mar 2020 10:00:00 +0300"))
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.reasons() == {"/news/1": "too-old"}
    assert "/news/1" not in press.paths()
