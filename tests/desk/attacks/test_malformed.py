"""Queries, forms, cookies and requests that are too long, too many, or no such thing at all."""

from __future__ import annotations

import logging
import random

import pytest

from tests.desk.attacks.serving import Served
from tests.desk.guards_fixtures import FIRST, Place
from tests.figures import Report

PAGES = ("/", "/search", f"/article/{FIRST}", "/corrections", "/saved", "/login")
_NUMBERS = (
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "١",
    "½",
    "0x10",
    "1.5",
    " 1",
    "1_0",
    "NaN",
    "+1",
    "1%00",
    "²",
)
_NAMES = (
    "q", "union", "region", "district", "outlet", "person", "topic", "campaign", "kind", "tone", "since",
    "until", "first",
    "sort", "page", "week", "format", "by", "state", "back", "after", "name", "from", "role", "holder", "speech",
)  # fmt: skip
_VALUES = (
    "%00", "%ff", "%C3%28", "%ED%A0%80", "%", "%%%", "%u0041", "+", "'", "%22", "%22%22%22", "(((((", ")", "NOT",
    "AND+OR", "-",
    "*", "%2A%2A", "~99", "a~99", "%5B1+TO", "field:", "_all:*", "q:q:q", "\\", "%5C%5C", "{!join}", "$where",
    "%24%7B1%7D", "x" * 3000,
    "%F0%9F%98%80" * 200, "%E2%80%AE", "2026-W99", "9999-12-31", "0000-00-00", "2026-02-30", "10000-01-01",
    "-2026-01-01", "1' OR '1'='1",
)  # fmt: skip


def queries() -> list[str]:
    several = "&".join(f"q={number % 10}" for number in range(10_000))
    unions = "&".join(f"union={number}" for number in range(5_000))
    nested, words = "(" * 1500 + "a" + ")" * 1500, "+".join(f"w{n}" for n in range(900))
    odd = [several, unions, f"q={nested}", f"q={words}", "q=" + "%22a+" * 400, "&" * 20_000, "=" * 1000,
           "?" * 1000, "q[]=1&q[a]=2",
           f"q={'-' * 1900}a", f"q={'a*+' * 600}", "since=2026-11-01&until=2020-01-01",
           "week=2026-W01&since=1900-01-01"]  # fmt: skip
    numbers = [f"page={number}" for number in _NUMBERS]
    return [*odd, *numbers, *(f"{name}={value}" for name in _NAMES for value in _VALUES)]


def test_no_query_ends_in_a_fault(place: Place, report: Report, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    editor, faults, tries = place.editor(), [], 0
    for number, query in enumerate(queries()):
        for path in PAGES if number < 40 else ("/search", PAGES[number % 6])[: 1 + (number % 3 == 0)]:
            answer = editor.client.get(f"{path}?{query}")
            tries += 1
            if answer.status_code >= 500 or "Traceback" in answer.text:
                faults.append(f"{path}?{query[:100]}")
    report("malformed and oversized queries", f"{tries} queries: {len(faults) + len(caplog.records)} faults")
    assert faults == []
    assert caplog.records == []


def test_no_form_ends_in_a_fault(place: Place, report: Report, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    editor = place.editor()
    token, codes, faults = editor.token(), [], []
    file = {"name": ("../../evil.sh", b"#!/bin/sh", "text/plain")}
    sent: list[dict[str, object]] = [
        {
            "content": b"token=x&name=" + b"a" * 70_000,
            "headers": {"Content-Type": "application/x-www-form-urlencoded"},
        },
        {
            "content": b"\xff\xfe\x00=\x00&%zz=%",
            "headers": {"Content-Type": "application/x-www-form-urlencoded"},
        },
        {"content": b"a=&" * 20_000, "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"content": b"not multipart", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
        {
            "content": b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
            "headers": {"Content-Type": "multipart/form-data; boundary=x"},
        },
        {"content": b'{"token": 1}', "headers": {"Content-Type": "application/json"}},
        {"content": b"", "headers": {"Content-Type": "\xff".encode("latin-1")}},
        {"data": {"token": token}, "files": file},
        {"data": {"token": token} | {f"f{n}": "1" for n in range(60)}, "files": {"x": ("", b"")}},
        {
            "data": {
                "token": token,
                "name": "\x00",
                "query": "\x00",
                "what": "date",
                "day": "\x00",
                "place": "\x00",
            }
        },
        {"data": {"token": [token, token], "name": ["a", "b"], "what": ["x", "y"]}},
    ]
    paths = (
        "/login",
        "/logout?",
        f"/article/{FIRST}/correct",
        "/corrections/1/undo",
        "/saved",
        "/saved/x/rename",
        "/saved/x/delete",
    )
    for path in paths:
        for one in sent[:-1] if path == "/logout?" else sent:
            answer = editor.client.post(path, **one)  # type: ignore[arg-type]
            codes.append(answer.status_code)
            if answer.status_code >= 500:
                faults.append(f"{path} {str(one)[:80]}")
    report("malformed and oversized forms", f"{len(codes)} forms: {len(faults) + len(caplog.records)} faults")
    assert faults == []
    assert caplog.records == []
    assert codes.count(413) == len(paths)


def test_no_cookie_ends_in_a_fault(place: Place, report: Report) -> None:
    values = ["", "x", "x" * 60_000, "\xff\xfe", "a=b=c", '"', "\\", "; ; ;", "otklik-session", "\x7f"]
    names = ("otklik-session", "otklik-form", "otklik-notice", "otklik-language")
    forged = [
        f"said{later}.{number}"
        for later in ("", "-later")
        for number in ("1", "9" * 15, "9" * 16, "-1", ".1.2")
    ]
    codes = []
    for name in names:
        for value in [*values, *forged]:
            client = place.client().client
            headers = {b"Cookie": f"{name}={value}".encode("latin-1")}
            codes += [
                client.get(path, headers=headers).status_code for path in ("/login", "/search", "/nothing")
            ]
    faults = [code for code in codes if code >= 500]
    report("wrong cookies", f"{len(codes)} requests: {len(faults)} faults")
    assert faults == []


def test_no_bytes_end_in_a_fault(served: Served, report: Report, caplog: pytest.LogCaptureFixture) -> None:
    """Over the socket itself: what no client would send."""
    caplog.set_level(logging.ERROR)
    host = f"Host: 127.0.0.1:{served.port}\r\n".encode()
    noise = random.Random(6)
    requests = [
        b"GET /search?q=" + b"a" * 100_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + host + b"X: 1\r\n" * 20_000 + b"\r\n",
        b"POST /login HTTP/1.1\r\n" + host + b"Content-Length: 99999999\r\n\r\n" + b"a" * 100_000,
        b"POST /login HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n",
        b"POST /login HTTP/1.1\r\n" + host + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /login HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n" + b"a" * 1000,
        b"GET /search\x00 HTTP/1.1\r\n" + host + b"\r\n", b"GET  / HTTP/1.1\r\n" + host + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/9.9\r\n" + host + b"\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\r\n" * 5000, b"",
        b"CONNECT evil.example:443 HTTP/1.1\r\n" + host + b"\r\n", b"OPTIONS * HTTP/1.1\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\n" + host + b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n",
        *(noise.randbytes(300) + b"\r\n\r\n" for _ in range(30)),
    ]  # fmt: skip
    answers = [served.send(raw, patience=1) for raw in requests]
    faults = [answer[:60] for answer in answers if answer.startswith(b"HTTP/1.1 5") or b"Traceback" in answer]
    report("requests that are none", f"{len(requests)} sent: {len(faults)} faults; the desk answers on")
    assert faults == []
    assert served.send(b"GET /login HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n").startswith(
        b"HTTP/1.1 303"
    )
    assert [record for record in caplog.records if record.name.startswith("desk")] == []
