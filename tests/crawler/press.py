"""A press of our own invention on loopback: each outlet is a real HTTP server on a port of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.warm import run_warm

ROOT = Path(__file__).parents[2]
PARAGRAPH = (
    "Профсоюз работников вымышленного завода «Зарница» договорился с дирекцией о новом порядке индексации. "
    "Соглашение подписали в понедельник, сообщила председатель профкома Ирина Выдумова. "
)


@dataclass
class Answer:
    """What a path says: a whole answer, or a function that writes to the socket itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str | None = "text/html; charset=utf-8"
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    at: float


class Press:
    """One outlet. `answers` by path; `asked` holds the requests in their order."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {"/robots.txt": Answer(status=404)}
        self.asked: list[Request] = []
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                press.asked.append(
                    Request(
                        self.path,
                        {name.lower(): value for name, value in self.headers.items()},
                        time.monotonic(),
                    )
                )
                answer = press.answers.get(self.path, Answer(status=404))
                if answer.write is not None:
                    self.close_connection = True
                    try:
                        answer.write(self)
                    except OSError:
                        return
                    return
                self.send_response_only(answer.status)
                if answer.content_type:
                    self.send_header("Content-Type", answer.content_type)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
            self._server.handle_error = lambda _request, _address: None  # type: ignore[method-assign]
        self.port = self._server.server_address[1]
        self.place = f"127.0.0.1:{self.port}"
        self.url = f"{'https' if tls else 'http'}://{self.place}"
        threading.Thread(
            target=self._server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}
        ).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def outlet(self, name: str = "zarnica", source: str = "/rss.xml", **more: Any) -> dict[str, Any]:
        return {"id": name, "url": self.url + "/", "sources": [{"url": self.url + source}], **more}

    def publish(self, *paths: str, feed: str = "/rss.xml", **page_options: Any) -> None:
        """A feed with these pages, all of them relevant."""
        self.answers[feed] = Answer(
            rss([self.url + path for path in paths]), content_type="application/rss+xml"
        )
        for path in paths:
            self.answers[path] = Answer(page(title=f"Новость {path}", **page_options))


def rss(urls: list[str], date: str = "") -> bytes:
    published = f"<pubDate>{date}</pubDate>" if date else ""
    items = "".join(f"<item><title>Новость</title><link>{url}</link>{published}</item>" for url in urls)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Заря</title>'
        f"{items}</channel></rss>"
    ).encode()


def page(title: str = "Договор подписан", text: str = PARAGRAPH, head: str = "", times: int = 4) -> bytes:
    body = "".join(f"<p>{text} Часть {number}.</p>" for number in range(times))
    return (
        f'<html lang="ru"><head><meta charset="utf-8"><title>{title} — Заря</title>{head}</head>'
        f"<body><nav><a href='/'>Главная</a></nav><article><h1>{title}</h1>{body}</article>"
        "<footer>Выходные данные вымышленной газеты</footer></body></html>"
    ).encode()


@dataclass
class Crawl:
    """The crawling process and what the archive says after it."""

    code: int
    said: dict[str, Any]
    complaints: str
    archive: Path

    def rows(self, query: str) -> list[dict[str, Any]]:
        return read_rows(self.archive, query)

    def reasons(self) -> dict[str, str | None]:
        """Reason by path; None for a kept link; «waiting» for one not decided."""
        rows = self.rows("SELECT url, reason, decided FROM links")
        return {_path(row["url"]): row["reason"] if row["decided"] else "waiting" for row in rows}

    def outcomes(self) -> list[str]:
        return [row["outcome"] for row in self.rows("SELECT outcome FROM polls ORDER BY id")]

    def details(self) -> list[str]:
        return [row["detail"] for row in self.rows("SELECT detail FROM polls ORDER BY id")]


def _path(url: str) -> str:
    return "/" + url.split("://", 1)[1].partition("/")[2]


def read_rows(archive: Path, query: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(archive)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(query)]
    finally:
        connection.close()


def let_days_pass(archive: Path, days: int) -> None:
    """All that the archive knows of its links happened so many days earlier."""
    connection = sqlite3.connect(archive)
    for column in ("seen", "failing_since", "not_before"):
        connection.execute(
            f"UPDATE links SET {column} = strftime('%Y-%m-%d %H:%M:%f000', {column}, '-{days} days')"
        )
    connection.commit()
    connection.close()


def order(archive: Path, outlets: list[dict[str, Any]], presses: list[Press], **settings: Any) -> bytes:
    base = {
        "contact": "press@example.org",
        "delay": 0.0,
        "concurrency_per_host": 4,
        "deadline": 5.0,
        "allow_addresses": [press.place for press in presses],
    }
    return json.dumps({"archive": str(archive), "outlets": outlets, "settings": base | settings}).encode()


def start_crawl() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "crawl_once.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def run_crawl(archive: Path, outlets: list[dict[str, Any]], presses: list[Press], **settings: Any) -> Crawl:
    done = run_warm(
        "tests.crawler.crawl_once:main",
        (),
        folder=ROOT,
        environment=os.environ,
        stdin=order(archive, outlets, presses, **settings),
    )
    return _crawl(archive, done.returncode, done.stdout, done.stderr)


def run_new_crawl(
    archive: Path, outlets: list[dict[str, Any]], presses: list[Press], **settings: Any
) -> Crawl:
    """In a process that starts from nothing, whose memory is its own."""
    with start_crawl() as started:
        out, err = started.communicate(order(archive, outlets, presses, **settings), timeout=120)
    return _crawl(archive, started.returncode, out, err)


def _crawl(archive: Path, code: int, out: bytes, err: bytes) -> Crawl:
    said = json.loads(out) if out.strip() else {}
    return Crawl(code=code, said=said, complaints=err.decode(), archive=archive)
