"""Addresses that would lead out of the folders of the desk, or into its faults."""

from __future__ import annotations

import logging

import pytest

from tests.desk.attacks.serving import Served
from tests.desk.guards_fixtures import FIRST
from tests.figures import Report

_DOTS = (
    "..", "%2e%2e", "%2E%2e", "..%2f", "%2e%2e%2f", "..%5c", "..\\", "%252e%252e%252f", "....//", "..;",
    "%c0%ae%c0%ae/",
    "%uff0e%uff0e/", ".%00.", "..%00/", "~root", "%7Eroot",
)  # fmt: skip
_FILES = ("etc/passwd", "desk/app.py", "archive.db", "pages/", "otklik.toml", "proc/self/environ")
_ROOTS = (
    "/static/",
    "/",
    "/article/",
    "/saved/",
    f"/article/{FIRST}/copy/",
    "/language/",
    "/story/",
    "/static//",
    "/static/./",
)
_ODD = (
    "/static", "/static/", "/static/desk.css/", "/static/desk.css%00.html", "/static/\x7f", "/article/",
    "/article/%00",
    "/article/" + "a" * 60_000, "/saved/" + "%00" * 1000, "/%", "/%zz", "/%ff%fe", "/%f0%28%8c%bc", "/?%00",
    "//", "/;/", "/..;/",
    f"/article/{FIRST.upper()}", f"/article/{FIRST}%0a", f"/article/{FIRST}/", f"/article/{FIRST}%2f..", "/con",
    "/nul", "/CON.css",
    f"/article/{FIRST}/copy?name=../../archive.db", "/saved/..%2f..%2f.rss", "/corrections/-1/undo",
    "/static/%2fetc%2fpasswd",
    "/static/file:///etc/passwd", "/http://evil.example/", "/static/desk.css:$DATA",
)  # fmt: skip


def test_no_path_leads_out_of_the_desk_or_into_a_fault(
    served: Served, report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    climbs = [f"{root}{dots}/{file}" for root in _ROOTS for dots in _DOTS for file in _FILES]
    deep = [f"/static/{dots}/{dots}/{dots}/{dots}/{dots}/etc/passwd" for dots in _DOTS]
    answers = {path: ask(served, path) for path in (*climbs, *deep, *_ODD)}
    outside = [path for path, answer in answers.items() if _is_foreign(answer)]
    faults = [path for path, answer in answers.items() if b" 500 " in answer.split(b"\r\n")[0]]
    traces = [path for path, answer in answers.items() if b"Traceback" in answer]
    report(
        "tricks with paths",
        f"{len(answers)} paths: {len(outside)} files from outside, {len(faults)} faults, "
        f"{len(traces) + len(caplog.records)} traces",
    )
    assert all(answers.values())
    assert outside == []
    assert faults == []
    assert traces == [] and caplog.records == []
    assert b" 200 " in ask(served, "/static/desk.css").split(b"\r\n")[0]


def ask(served: Served, path: str) -> bytes:
    line = f"GET {path} HTTP/1.1\r\n".encode("utf-8", "surrogatepass")
    return served.send(line + f"Host: 127.0.0.1:{served.port}\r\nConnection: close\r\n\r\n".encode())


def _is_foreign(answer: bytes) -> bool:
    """What stands in such files, and on no page."""
    return any(mark in answer for mark in (b"root:", b"from __future__", b"SQLite format", b"PATH="))
