"""Answers that never end: byte by byte, chunk by chunk, headers only. One outlet's trouble is not the others'."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.crawler.press import Answer, Press, run_crawl
from tests.faults.conftest import Report

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_DEADLINE = 3.0  # seconds
_SOON_AFTER = 2.0  # what a timer and a busy machine may add
_ENOUGH = 60  # rounds: twelve seconds, far over the deadline


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(_HEAD + b"\r\n<html>")
    _slowly(handler, b" ")


def drip_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    _slowly(handler, b"1\r\n \r\n")


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(_HEAD)
    _slowly(handler, b"X-More: 1\r\n")


def headers_only(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(_HEAD + b"Content-Length: 1000\r\n\r\n")
    nothing(handler)


def nothing(handler: BaseHTTPRequestHandler) -> None:
    """Says nothing until the other side hangs up."""
    handler.connection.settimeout(_ENOUGH * 0.2)
    handler.connection.recv(1)


def huge_header(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(_HEAD + b"X-Huge: " + b"0" * (10 * 1024 * 1024) + b"\r\n\r\n<html></html>")


def endless_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(_HEAD)
    for _number in range(20_000):
        handler.wfile.write(
            b"X-More: 1\r\n" * 6000
        )  # in large pieces: it is not our own server that is to be slowed


def endless_body(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(_HEAD + b"\r\n")
    for _number in range(20_000):
        handler.wfile.write(bytes(65536))


def _slowly(handler: BaseHTTPRequestHandler, piece: bytes) -> None:
    for _number in range(_ENOUGH):
        handler.wfile.write(piece)
        handler.wfile.flush()
        time.sleep(0.2)


TROUBLES = [
    drip,
    drip_chunks,
    drip_headers,
    headers_only,
    nothing,
    huge_header,
    endless_headers,
    endless_body,
]


def test_every_answer_without_end_is_closed_by_the_deadline_and_slows_nobody(
    open_press: Callable[[], Press], tmp_path: Path, report: Report
) -> None:
    good = [open_press() for _number in range(5)]
    for press in good:
        press.publish(*(f"/news/{number}" for number in range(10)))
    manners = {"delay": 0.2, "concurrency_per_host": 1, "deadline": _DEADLINE, "concurrency": 60}
    outlets = [press.outlet(f"good-{number}") for number, press in enumerate(good)]
    run_crawl(tmp_path / "calm.db", outlets, good, **manners)
    calm = max(map(_span, good))
    for press in good:
        press.asked.clear()

    ended: dict[str, float] = {}
    bad = [_troubled(open_press(), trouble, ended) for trouble in TROUBLES]
    outlets += [press.outlet(trouble.__name__) for press, trouble in zip(bad, TROUBLES, strict=True)]
    crawl = run_crawl(tmp_path / "archive.db", outlets, [*good, *bad], **manners)
    assert (crawl.code, crawl.complaints) == (0, "")
    slowed = max(map(_span, good)) / calm - 1
    in_time = [name for name, seconds in ended.items() if seconds <= 2 * _DEADLINE + _SOON_AFTER]
    report(
        "answers without end",
        f"{len(in_time)}/{len(TROUBLES)} closed by the deadline; other outlets slowed by {slowed:+.0%}",
    )
    assert crawl.said["kept"] == 50
    assert set(in_time) == {trouble.__name__ for trouble in TROUBLES}
    # Structural, not a timing: had anybody waited for the dripping ones, it would be by whole deadlines.
    assert max(map(_span, good)) - calm < _DEADLINE
    outcomes = {
        row["outlet_id"]: row["outcome"] for row in crawl.rows("SELECT outlet_id, outcome FROM sources")
    }
    for trouble in TROUBLES:
        assert outcomes[trouble.__name__] in ("timeout", "too-large", "unreachable", "unreadable"), outcomes


def _troubled(
    press: Press, trouble: Callable[[BaseHTTPRequestHandler], None], ended: dict[str, float]
) -> Press:
    def write(handler: BaseHTTPRequestHandler) -> None:
        started = time.monotonic()
        try:
            trouble(handler)
        finally:
            ended[trouble.__name__] = time.monotonic() - started

    press.answers["/rss.xml"] = Answer(write=write)
    return press


def _span(press: Press) -> float:
    return press.asked[-1].at - press.asked[0].at
