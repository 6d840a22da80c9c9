"""A body that is the name of a file or an address: feedparser, given bytes, would open it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.feeds import parse_feed
from crawler.listings import parse_listing
from crawler.pages import read_page
from crawler.robots import read_rules
from records.registry import Source
from tests.crawler.press import rss
from tests.faults.conftest import Report

SOURCE = Source(id="a/0", outlet_id="a", kind="feed", url="https://a.example/", links=("a",))
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Yekaterinburg")
_WATCHED = ("open", "socket.connect", "socket.getaddrinfo", "urllib.Request", "subprocess.Popen", "os.system")
_TEMPORARY = tempfile.gettempdir()  # found out here: the hook would wait for itself
_heard: list[str] | None = None


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if _heard is not None and event in _WATCHED and not _is_our_own(arguments):
        _heard.append(f"{event} {arguments}"[:200])


def _is_our_own(arguments: tuple[object, ...]) -> bool:
    """Python opens its modules when they are first needed, and feedparser keeps a body in a nameless temporary file."""
    return "/lib/python" in str(arguments) or arguments[0] == _TEMPORARY


sys.addaudithook(_listen)  # it cannot be taken away again; `_heard` switches it


@contextmanager
def watching() -> Iterator[list[str]]:
    global _heard  # noqa: PLW0603 - the hook is one for the whole process
    _heard = []
    try:
        yield _heard
    finally:
        _heard = None


def read_all(body: bytes) -> None:
    parse_feed(body, source=SOURCE, url=SOURCE.url, content_type="text/xml", zone=ZONE, asked=NOW)
    parse_listing(body, source=SOURCE, url=SOURCE.url, content_type="text/html")
    read_page(body, url=SOURCE.url, content_type="text/html", fetched=NOW, home=SOURCE.url, zone=ZONE)
    read_rules(200, body)


def test_no_parser_opens_what_a_body_names(tmp_path: Path, report: Report) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss(["https://inner.example/secret"]))
    bodies = [
        str(secret), f"file://{secret}", "/etc/passwd", "/dev/zero", "/dev/stdin", "http://127.0.0.1:1/rss.xml",
        "ftp://127.0.0.1/x", "feed:http://127.0.0.1:1/rss.xml", "..\\..\\secret.xml", "-", "",
    ]  # fmt: skip
    read_all(rss(["https://a.example/1"]))  # loads what is loaded late
    with watching() as opened:
        for body in bodies:
            read_all(body.encode())
    report(
        "a body that is a path or an address", f"{len(opened)} opens and connections, {len(bodies)} bodies"
    )
    assert opened == []
    with watching() as opened:  # the watch itself works
        secret.read_bytes()
    assert opened != []
