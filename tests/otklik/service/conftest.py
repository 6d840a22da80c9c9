"""A workplace without outlets, in which `otklik run` and runs with staged steps are started; and who hears of it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.otklik.conftest import clean_environment
from tests.warm import run_warm

ROOT = Path(__file__).resolve().parents[3]
Staged = Callable[..., "subprocess.CompletedProcess[bytes]"]


@dataclass
class CheckInServer:
    """A healthchecks.io of our own: (path, text) of each ping. `answer` may hold it up or answer otherwise."""

    pings: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200
    drips: bool = False
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/0b5c-check-secret"

    @property
    def paths(self) -> list[str]:
        return [path.removeprefix("/0b5c-check-secret") for path, _text in self.pings]


@pytest.fixture
def checks() -> Iterator[CheckInServer]:
    told = CheckInServer()
    released = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            told.pings.append((self.path, self.rfile.read(length).decode()))
            if told.drips:  # a byte now and then is no silence for a socket's timeout
                while not released.wait(1):
                    try:
                        self.wfile.write(b"H")
                    except OSError:
                        return
                return
            self.send_response(told.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield told
        released.set()
        server.shutdown()
        thread.join()


def configure(folder: Path, run: str = "", more: str = "") -> None:
    (folder / "own").mkdir(exist_ok=True)
    (folder / "otklik.toml").write_text(
        f'[registry]\nfolder = "own"\nonly_own = true\n[crawl]\ncontact = "press@example.org"\n[run]\n{run}\n{more}',
        "utf-8",
    )


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    """`staged("hangs", "well")` in `tmp_path`, which has an otklik.toml by then."""

    def run(*fates: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return run_warm(
            "tests.otklik.service.staged:main",
            fates,
            folder=tmp_path,
            environment=clean_environment() | environment,
        )

    return run


def start_staged(folder: Path, *fates: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.otklik.service.staged", *fates],
        cwd=folder,
        env=clean_environment() | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def journal(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "data" / "run.log").read_text("utf-8").splitlines()]
