"""The sample press on the air, asked over real connections."""

from __future__ import annotations

import gzip
import http.client
import threading
import time
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.server import SamplePress
from records.errors import UnavailableError
from tests.demo.conftest import MONDAY


def ask(
    press: SamplePress, outlet_id: str, path: str, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(urlsplit(press.addresses[outlet_id]).netloc, timeout=5)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def test_a_known_feed_is_not_sent_again(press: SamplePress) -> None:
    status, headers, body = ask(press, "pritobolye", "/rss.xml")
    assert status == 200 and body.startswith(b"<?xml")
    assert ask(press, "pritobolye", "/rss.xml", If_None_Match=headers["ETag"])[::2] == (304, b"")
    since = headers["Last-Modified"]
    assert ask(press, "pritobolye", "/rss.xml", If_Modified_Since=since)[::2] == (304, b"")
    assert ask(press, "pritobolye", "/rss.xml", If_None_Match='"other"')[0] == 200


def test_gzip_is_sent_only_when_asked_for(press: SamplePress) -> None:
    _, plain, body = ask(press, "samarskaya-smena", "/atom.xml")
    _, packed, small = ask(press, "samarskaya-smena", "/atom.xml", Accept_Encoding="gzip")
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(small) == body


def test_content_types_name_the_charset_or_leave_it_out(press: SamplePress) -> None:
    assert ask(press, "zauralskiy-chas", "/rss.xml")[1]["Content-Type"].endswith("charset=windows-1251")
    assert ask(press, "nevskiy-polden", "/rss.xml")[1]["Content-Type"] == "application/rss+xml"
    assert ask(press, "pritobolye", "/")[1]["Content-Type"] == "text/html; charset=utf-8"


def test_marks_of_campaigns_choose_the_same_page(press: SamplePress) -> None:
    path = next(a.path for a in press.articles if a.id == "samara-indexation")
    assert (
        ask(press, "volzhskiy-perekrestok", f"{path}?utm_source=rss")[2]
        == ask(press, "volzhskiy-perekrestok", path)[2]
    )


def test_every_expected_address_is_served(press: SamplePress) -> None:
    for url, article in press.expected.items():
        if article.reachable:
            parts = urlsplit(url)
            target = f"{parts.path}?{parts.query}" if parts.query else parts.path
            assert ask(press, article.outlet.id, target)[0] == 200, url


def test_each_trouble_shows_itself(press: SamplePress) -> None:
    assert ask(press, "stepnoy-golos", "/rss.xml")[0] == 500
    assert b"Disallow: /\n" in ask(press, "kaspiyskiy-mayak", "/robots.txt")[2]
    assert b"Disallow: /\n" not in ask(press, "pritobolye", "/robots.txt")[2]
    assert ask(press, "vyatskiy-polden", "/rss.xml")[0] == 403
    assert ask(press, "vyatskiy-polden", "/robots.txt")[0] == 200
    assert ask(press, "belomorskiy-vecher", "/rss.xml")[0] == 200
    assert ask(press, "pritobolye", "/nothing-here")[0] == 404


def test_the_inward_outlet_points_at_addresses_that_may_not_be_asked(press: SamplePress) -> None:
    status, headers, _ = ask(press, "belomorskiy-vecher", "/inward-shipyard/")
    assert status == 302 and urlsplit(headers["Location"]).hostname == "127.0.0.1"
    assert "127.0.0.1" not in press.hosts
    status, headers, _ = ask(press, "belomorskiy-vecher", "/inward-metadata/")
    assert status == 302 and urlsplit(headers["Location"]).hostname == "169.254.169.254"
    assert press.inner_hits == 0


def test_the_inner_address_notices_who_asks_it() -> None:
    with SamplePress(MONDAY) as press:
        _, headers, _ = ask(press, "belomorskiy-vecher", "/inward-shipyard/")
        connection = http.client.HTTPConnection(urlsplit(headers["Location"]).netloc, timeout=5)
        connection.request("GET", "/")
        assert connection.getresponse().read().decode() == "Внутренняя страница"
        connection.close()
        assert press.inner_hits == 1


def test_the_slow_page_drips_and_does_not_hold_up_the_end() -> None:
    with SamplePress(MONDAY) as press:
        path = next(a.path for a in press.articles if a.drip)
        connection = http.client.HTTPConnection(urlsplit(press.addresses["amurskie-ogni"]).netloc, timeout=5)
        connection.request("GET", path)
        response = connection.getresponse()
        assert int(response.headers["Content-Length"]) > 1000
        assert response.read(1)
        stopping = time.monotonic()
    assert time.monotonic() - stopping < 10  # sixty seconds of drip were due
    connection.close()


def test_faults_come_on_order_and_go_again() -> None:
    with SamplePress(MONDAY) as press:
        press.fail("pritobolye", status=503)
        assert ask(press, "pritobolye", "/rss.xml")[0] == 503
        press.recover("pritobolye")
        press.fail("pritobolye", status=410, path="/rss.xml")
        assert ask(press, "pritobolye", "/rss.xml")[0] == 410
        assert ask(press, "pritobolye", "/")[0] == 200
        press.recover("pritobolye")
        assert ask(press, "pritobolye", "/rss.xml")[0] == 200
        assert press.requests["pritobolye", "/rss.xml"] == 3
        assert press.requests["pritobolye", "/"] == 1


def test_nothing_is_left_running_after_the_end() -> None:
    before = set(threading.enumerate())
    with SamplePress(MONDAY) as press:
        ask(press, "pritobolye", "/")
        address = press.addresses["pritobolye"]
    assert set(threading.enumerate()) <= before
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=2)
    with pytest.raises(ConnectionError):
        connection.request("GET", "/")
    connection.close()


def test_a_given_port_keeps_the_addresses_and_a_taken_one_is_named() -> None:
    with SamplePress(MONDAY) as press:
        taken = urlsplit(press.addresses["pritobolye"]).port or 0
        if urlsplit(press.addresses["pritobolye"]).hostname == "127.0.0.1":
            pytest.skip("this system has one loopback address only")
        with pytest.raises(UnavailableError, match=rf"127\.0\.1\.1:{taken}"), SamplePress(MONDAY, port=taken):
            pass
    with SamplePress(MONDAY, port=taken) as again:
        assert all(address.endswith(f":{taken}") for address in again.addresses.values())


def test_the_register_points_at_the_running_servers(press: SamplePress, tmp_path: Path) -> None:
    written = press.write_register(tmp_path)
    assert len(written) == len(press.outlets)
    for path in written:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
        (source,) = fields["sources"]
        assert path.parent.name == fields["region"]
        assert source["url"].startswith(press.addresses[path.stem])
        assert (source["kind"] == "listing") == ("links" in source)


def test_the_default_day_is_the_monday_after() -> None:
    assert SamplePress(MONDAY).today == date(2026, 11, 23)
