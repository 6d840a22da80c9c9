"""Foreign names that were bound to the desk's address, so that a page of another site may read it."""

from __future__ import annotations

import pytest

from tests.desk.attacks.serving import Served
from tests.desk.guards_fixtures import FIRST, Place
from tests.figures import Report

PATHS = (
    "/",
    "/search",
    f"/article/{FIRST}",
    "/login",
    "/static/desk.css",
    "/saved/x.rss",
    "/corrections.jsonl",
    "/nothing",
)


def hosts(port: int) -> list[str]:
    return [
        "evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", f"127.0.0.1:{port}.evil.example",
        f"127.0.0.1:{port}@evil.example", "", f"127.0.0.1:{port + 1}", f"0.0.0.0:{port}",
        f"[::ffff:127.0.0.1]:{port}",
        f"2130706433:{port}", f"127.1:{port}", f"localhost.evil.example:{port}",
        f"127.0.0.1:{port}, evil.example", "x" * 5000,
    ]  # fmt: skip


def test_a_foreign_name_is_answered_by_nothing(served: Served, report: Report) -> None:
    tries, answered = 0, []
    for host in hosts(served.port):
        for path in PATHS:
            answer = served.send(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            tries += 1
            if not answer.startswith((b"HTTP/1.1 421", b"HTTP/1.1 400")):
                answered.append(f"{host}{path}")
    doubled = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\n\r\n" % served.port
    missing, absolute = (
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    )
    for raw in (doubled, missing, absolute):
        tries += 1
        if not served.send(raw).startswith((b"HTTP/1.1 421", b"HTTP/1.1 400")):
            answered.append(raw.decode())
    report("foreign Host names", f"{tries} requests: {len(answered)} answered")
    assert answered == []


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host"])
def test_a_desk_without_users_does_not_answer_through_a_proxy(served: Served, header: str) -> None:
    raw = (
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n{header}: 10.1.1.1\r\nConnection: close\r\n\r\n"
    )
    assert served.send(raw.encode()).startswith(b"HTTP/1.1 421")


def test_a_forwarded_host_is_no_name_of_ours(place: Place) -> None:
    editor = place.editor()
    for header in ("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"):
        page = editor.get("/saved", headers={header: "host=evil.example"})
        assert page.status_code == 200
        assert "evil.example" not in page.text
