"""The desk behind a real socket, served as `otklik desk` serves it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desk.app import build_app
from desk.server import make_server
from records.registry import Registry
from tests.desk.guards_fixtures import ARTICLES, Place, open_place
from tests.digests.press import Written


@dataclass(frozen=True)
class Served:
    place: Place
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(self, raw: bytes, patience: float = 30) -> bytes:
        """The answer to these very bytes: no client mends them before. Empty where there is none within `patience`."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=patience) as connection:
            answer = b""
            try:
                connection.sendall(raw)
                while part := connection.recv(65536):
                    answer += part
            except (ConnectionError, TimeoutError):
                pass  # it hung up while we were still sending, or waits for the rest of what is no request
            return answer


@contextmanager
def serve_place(
    folder: Path,
    articles: Sequence[Written] = ARTICLES,
    known: Registry | None = None,
    *,
    users: bool = False,
) -> Iterator[Served]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        hosts = (f"127.0.0.1:{port}", "desk.example:8321")
        with open_place(folder, articles, known, users=users, hosts=hosts) as place:
            server = make_server(build_app(place.desk))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()
            try:
                while not server.started:
                    time.sleep(0.01)
                yield Served(place=place, port=port)
            finally:
                server.should_exit = True
                thread.join(20)
