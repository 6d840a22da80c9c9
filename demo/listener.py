"""One outlet's HTTP server: conditional GET, gzip, slow answers and faults on order."""

from __future__ import annotations

import gzip
import socket
import socketserver
import sys
import threading
from collections import Counter
from datetime import UTC
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from demo.site import Answer, without_marks

_DRIP_SECONDS = 60  # long enough for any deadline, short enough for a forgotten server


class Newsstand(ThreadingHTTPServer):
    """Serves `site`, answers by path and query, at `base`. `stopping` ends its slow answers."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 64
    timeout = 0

    def __init__(self, host: str, port: int, stopping: threading.Event) -> None:
        self.site: dict[str, Answer] = {}
        self.host = host
        self.stopping = stopping
        self._lock = threading.Lock()
        self._counted: Counter[str] = Counter()
        self._faults: dict[str | None, int] = {}
        super().__init__((host, port), _Seller)
        self.base = f"http://{host}:{self.server_port}"

    def server_bind(self) -> None:
        # HTTPServer asks the name service who it is, which takes seconds where there is no network.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A crawler that hangs up in the middle of a slow page does what it should.
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def counted(self) -> Counter[str]:
        with self._lock:
            return Counter(self._counted)

    def fail(self, status: int, path: str | None) -> None:
        with self._lock:
            self._faults[path] = status

    def recover(self) -> None:
        with self._lock:
            self._faults.clear()

    def answer(self, address: str) -> Answer:
        """What stands at this path and query; counts the question."""
        path = without_marks(address)
        with self._lock:
            self._counted[address] += 1
            fault = self._faults.get(path, self._faults.get(None))
        if fault is not None:
            return Answer(status=fault, body=b"fault on order")
        return self.site.get(path, Answer(status=404, body="Страница не найдена".encode()))


class InnerListener(Newsstand):
    """An address that no crawler may ask; it answers, so that a hole in the guard would be seen."""

    def __init__(self, stopping: threading.Event) -> None:
        super().__init__("127.0.0.1", 0, stopping)
        self.site["/"] = Answer(body="Внутренняя страница".encode())


class _Seller(BaseHTTPRequestHandler):
    timeout = 10
    server_version = "SamplePress"

    def do_GET(self) -> None:
        self._give(with_body=True)

    def do_HEAD(self) -> None:
        self._give(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:
        """The count of requests is the log."""

    def _give(self, *, with_body: bool) -> None:
        answer = cast("Newsstand", self.server).answer(self.path)
        if answer.status == 200 and self._is_known(answer):
            self.send_response(304)
            self._send_validators(answer)
            self.end_headers()
            return
        body = answer.body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status == 200:
            self._send_validators(answer)
        if body and not answer.drip and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self._send_body(body, drip=answer.drip)

    def _is_known(self, answer: Answer) -> bool:
        if etags := self.headers.get("If-None-Match"):
            return answer.etag in [etag.strip().removeprefix("W/") for etag in etags.split(",")]
        since = self.headers.get("If-Modified-Since")
        return bool(since) and answer.modified is not None and since == _http_date(answer)

    def _send_validators(self, answer: Answer) -> None:
        self.send_header("ETag", answer.etag)
        self.send_header("Vary", "Accept-Encoding")
        if answer.modified is not None:
            self.send_header("Last-Modified", _http_date(answer))

    def _send_body(self, body: bytes, *, drip: bool) -> None:
        if not drip:
            self.wfile.write(body)
            return
        stopping = cast("Newsstand", self.server).stopping
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for place in range(min(len(body), _DRIP_SECONDS)):
            self.wfile.write(body[place : place + 1])
            if stopping.wait(1):
                return


def _http_date(answer: Answer) -> str:
    return "" if answer.modified is None else format_datetime(answer.modified.astimezone(UTC), usegmt=True)
