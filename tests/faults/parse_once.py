"""Parses one hostile body after another in a process of its own, and says what each cost and what it opened.

python -m tests.faults.parse_once FOLDER    # FOLDER/<kind>/<attack>.xml in, JSON lines out
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

from crawler.feeds import parse_feed
from crawler.opml import parse_opml
from crawler.sitemaps import parse_sitemap
from records.errors import OtklikError
from records.registry import Source

_WATCHED = ("open", "socket.connect", "socket.getaddrinfo", "urllib.Request")
_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_ZONE = ZoneInfo("Asia/Yekaterinburg")
_TEMPORARY = tempfile.gettempdir()  # found out here: the hook below would wait for itself
_opened: list[str] = []


def source(kind: str) -> Source:
    return Source(id="a/0", outlet_id="a", kind=kind, url="https://a.example/")  # type: ignore[arg-type]


def feed(body: bytes) -> object:
    return parse_feed(
        body, source=source("feed"), url="https://a.example/", content_type="text/xml", zone=_ZONE, asked=_NOW
    )


def sitemap(body: bytes) -> object:
    since = _NOW - timedelta(days=7)
    most = 20 * 1024 * 1024
    return parse_sitemap(
        body, source=source("sitemap"), url="https://a.example/", zone=_ZONE, since=since, most_bytes=most
    )


def opml(body: bytes) -> object:
    try:
        return parse_opml(body)
    except OtklikError as refusal:
        return f"refused: {refusal}"


READERS: dict[str, Callable[[bytes], object]] = {"feed": feed, "sitemap": sitemap, "opml": opml}


def peak_mib() -> float:
    return int(Path("/proc/self/status").read_text("ascii").split("VmHWM:")[1].split()[0]) / 1024


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    # Python opens its modules when they are first needed, feedparser keeps a body in a nameless temporary file.
    if event in _WATCHED and "/lib/python" not in str(arguments) and arguments[0] != _TEMPORARY:
        _opened.append(f"{event} {arguments}"[:200])


def main(folder: Path) -> None:
    bodies = {file: file.read_bytes() for file in sorted(folder.glob("*/*.xml"))}
    for read in READERS.values():
        read(b"<x/>")  # loads what is loaded late
    sys.addaudithook(_listen)
    for file, body in bodies.items():
        forget_peak()
        before, started = peak_mib(), process_time()
        _opened.clear()
        answer = str(READERS[file.parent.name](body))
        opened = list(_opened)
        print(
            json.dumps(
                {
                    "kind": file.parent.name,
                    "attack": file.stem,
                    "seconds": process_time() - started,
                    "mib": peak_mib() - before,
                    "opened": opened,
                    "answer": answer[:20_000],
                },
                ensure_ascii=False,
            )
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
