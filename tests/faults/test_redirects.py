"""Redirects to what is no page of the web, and credentials that would travel to another host."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

from tests.crawler.press import Answer, Press, page, rss, run_crawl
from tests.faults.conftest import Report


def test_no_redirect_reads_a_file_or_another_protocol(press: Press, tmp_path: Path, report: Report) -> None:
    secret = tmp_path / "secret.html"
    secret.write_bytes(page(title="Тайна"))
    data = "data:text/html;base64," + base64.b64encode(page(title="Тайна")).decode()
    targets = [
        f"file://{secret}",
        f"FILE://{secret}",
        f"file:{secret}",
        data,
        f"ftp://{press.place}/x",
        "s3://x/y",
    ]
    targets += [f"view-source:file://{secret}", "javascript:alert(1)", f"jar:file://{secret}!/x"]
    paths = [f"/go/{number}" for number in range(len(targets))]
    press.publish("/news/1")
    for path, target in zip(paths, targets, strict=True):
        press.answers[path] = Answer(status=302, headers={"Location": target})
    press.answers["/rss.xml"] = Answer(rss([press.url + path for path in ("/news/1", *paths)]))
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert (crawl.code, crawl.complaints) == (0, "")
    read = [path for path, reason in crawl.reasons().items() if path in paths and reason is None]
    report("redirects to file:, data:, ftp: …", f"{len(read)} reads of {len(targets)} tries")
    assert read == []
    assert crawl.reasons()["/news/1"] is None
    assert crawl.said["kept"] == 1


def test_no_credentials_cookies_or_referer_reach_another_host(
    open_press: Callable[[], Press], tmp_path: Path, report: Report
) -> None:
    press, other = open_press(), open_press()
    press.publish("/news/1")
    other.answers["/news/1"] = press.answers["/news/1"]
    with_word = other.url.replace("http://", "http://user:word@") + "/news/1"
    press.answers["/news/1"] = Answer(
        status=302, headers={"Location": with_word, "Set-Cookie": "id=1; Domain=127.0.0.1"}
    )
    press.answers["/rss.xml"].headers |= {"Set-Cookie": "id=2", "WWW-Authenticate": "Basic"}
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press, other])
    assert (crawl.code, crawl.complaints) == (0, "")
    leaks = [
        name
        for request in (*press.asked, *other.asked)
        for name in ("authorization", "cookie", "referer", "proxy-authorization")
        if name in request.headers
    ]
    report(
        "credentials across hosts", f"{len(leaks)} leaks in {len(press.asked) + len(other.asked)} requests"
    )
    assert leaks == []
