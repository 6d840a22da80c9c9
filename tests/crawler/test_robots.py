"""robots.txt by RFC 9309, over real HTTP."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawler.robots import PARSE_LIMIT, read_rules
from tests.crawler.press import Answer, Press, run_crawl

FORBIDS = b"User-agent: *\nDisallow: /\n"
FORBIDS_NEWS = b"User-agent: *\nDisallow: /news\n"


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(20)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


# (robots.txt, what becomes of the source, whether the source's server was asked for anything else)
DECISIONS = [
    (Answer(status=404), "ok"),
    (Answer(status=401), "ok"),
    (Answer(status=403), "ok"),
    (Answer(status=429), "http-429"),
    (Answer(status=500), "robots"),
    (Answer(status=503), "robots"),
    (Answer(write=silent), "timeout"),
    (Answer(write=hang_up), "unreachable"),
    (Answer(b"<html><body>Welcome</body></html>"), "ok"),
    (Answer(FORBIDS), "robots"),
    (Answer(b"\xef\xbb\xbf" + FORBIDS), "robots"),
    (Answer(FORBIDS + b"#" * 1_000_000), "robots"),
    (Answer(b"#" * PARSE_LIMIT + b"\n" + FORBIDS), "ok"),
    (Answer("User-agent: *\nDisallow: /новости\n# для всех\n".encode("cp1251")), "ok"),
    (Answer(b""), "ok"),
    (Answer(b"User-agent: otklik\nDisallow: /\n"), "robots"),
    (Answer(b"User-agent: *\nDisallow: /\nUser-agent: Otklik\nAllow: /\n"), "ok"),
]


@pytest.mark.parametrize(("robots", "outcome"), DECISIONS)
def test_a_source_is_asked_only_where_robots_txt_lets_us(
    robots: Answer, outcome: str, press: Press, tmp_path: Path
) -> None:
    press.publish("/news/1")
    press.answers["/robots.txt"] = robots
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], deadline=2.0)
    assert (crawl.code, crawl.complaints) == (0, "")
    assert crawl.outcomes() == [outcome]
    assert ("/rss.xml" in press.paths()) == (outcome == "ok")


def test_a_page_that_robots_txt_forbids_is_dropped_under_that_reason(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/open/1")
    press.answers["/robots.txt"] = Answer(FORBIDS_NEWS)
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.reasons() == {"/news/1": "robots", "/open/1": None}
    assert press.paths().count("/robots.txt") == 1


def test_a_redirect_into_a_forbidden_part_is_not_followed(press: Press, tmp_path: Path) -> None:
    press.publish("/go")
    press.answers["/robots.txt"] = Answer(FORBIDS_NEWS)
    press.answers["/go"] = Answer(status=301, headers={"Location": "/news/1"})
    assert run_crawl(tmp_path / "archive.db", [press.outlet()], [press]).reasons() == {"/go": "robots"}
    assert "/news/1" not in press.paths()


@pytest.mark.parametrize(("hops", "outcome"), [(5, "robots"), (6, "ok")])
def test_five_redirects_of_robots_txt_are_followed_and_six_mean_none(
    hops: int, outcome: str, press: Press, tmp_path: Path
) -> None:
    press.publish("/news/1")
    press.answers["/robots.txt"] = Answer(status=302, headers={"Location": "/hop/1"})
    for hop in range(1, hops):
        press.answers[f"/hop/{hop}"] = Answer(status=302, headers={"Location": f"/hop/{hop + 1}"})
    press.answers[f"/hop/{hops}"] = Answer(FORBIDS)
    assert run_crawl(tmp_path / "archive.db", [press.outlet()], [press]).outcomes() == [outcome]


def test_russian_paths_are_understood_in_both_encodings() -> None:
    for encoding in ("utf-8", "cp1251"):
        rules = read_rules(200, "User-agent: *\nDisallow: /новости\n".encode(encoding))
        assert rules is not None
        assert not rules.allow("https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1")
        assert rules.allow("https://example.org/other")


def test_a_letter_cut_at_the_limit_does_not_change_the_encoding() -> None:
    head = "User-agent: *\nDisallow: /новости\n#".encode()
    rules = read_rules(200, head + b"#" * (PARSE_LIMIT - len(head) - 1) + "я".encode())
    assert rules is not None
    assert not rules.allow("https://example.org/новости")


def test_what_the_server_does_not_say_is_not_allowed() -> None:
    assert read_rules(500, b"") is None
    assert read_rules(429, b"") is None
    absent = read_rules(404, b"")
    assert absent is not None
    assert absent.allow("https://example.org/")
