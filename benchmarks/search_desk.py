"""How long the desk's pages take with several readers at once, and how much of it is the engine's."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpx2
import uvicorn

from archive.store import Archive
from benchmarks.search_press import GeneratedPress
from benchmarks.search_requests import percentile
from desk.app import build_app
from desk.place import Desk
from search.engine import Engine
from tests.elasticsearch_node import free_port

_spent: ContextVar[list[float] | None] = ContextVar("spent", default=None)


class TimedEngine:
    """Passes everything on, and notes how long it took for the request that asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.seconds: list[tuple[str, float]] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._engine, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return found(*arguments, **named)
            finally:
                self.seconds.append((threading.current_thread().name, time.perf_counter() - began))

        return timed


@dataclass(frozen=True, kw_only=True)
class DeskFigures:
    """Milliseconds a page; `added` is the mean that is not the engine's."""

    readers: int
    p50: float
    p95: float
    mean: float
    engine: float

    @property
    def added(self) -> float:
        return self.mean - self.engine


PAGES = (
    "/",
    "/?union={union}",
    "/?union={union}&since=2026-03-02&until=2026-03-31",
    "/search?q=%D0%B7%D0%B0%D1%80%D0%BF%D0%BB%D0%B0%D1%82%D0%B0",
    "/search?union={union}&tone=-1",
    "/search?region=RU-CHE&first=1",
)


def measure_desk(
    engine: Engine, archive: Archive, press: GeneratedPress, readers: Sequence[int], rounds: int
) -> Iterator[DeskFigures]:
    timed = TimedEngine(engine)
    with _serving(timed, archive, press) as url:
        pages = [page.format(union=union) for page in PAGES for union in press.unions[:4]]
        for count in readers:
            _read(url, pages, 1)  # drawings are made once
            timed.seconds.clear()
            samples = _read_all(url, pages, count, rounds)
            spent = sum(second for _thread, second in timed.seconds)
            yield DeskFigures(
                readers=count,
                p50=percentile(samples, 0.5),
                p95=percentile(samples, 0.95),
                mean=1000 * sum(samples) / len(samples),
                engine=1000 * spent / len(samples),
            )


def _read_all(url: str, pages: Sequence[str], readers: int, rounds: int) -> list[float]:
    samples: list[float] = []
    turned = [pages[number % len(pages) :] + pages[: number % len(pages)] for number in range(readers)]
    threads = [
        threading.Thread(target=lambda own=own: samples.extend(_read(url, own, rounds))) for own in turned
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return samples


def _read(url: str, pages: Sequence[str], rounds: int) -> list[float]:
    samples = []
    with httpx2.Client(base_url=url, timeout=120) as client:
        for _round in range(rounds):
            for page in pages:
                began = time.perf_counter()
                answer = client.get(page)
                samples.append(time.perf_counter() - began)
                assert answer.status_code == 200, (page, answer.status_code, answer.text[:500])
    return samples


@contextmanager
def _serving(engine: TimedEngine, archive: Archive, press: GeneratedPress) -> Iterator[str]:
    port = free_port()
    desk = Desk(
        registry=press.registry,
        archive=archive,
        engine=engine,  # type: ignore[arg-type]
        timezone="Europe/Moscow",
        language="ru",
        watched=("fnpr",),
        pages=None,  # type: ignore[arg-type] - no saved copy is asked for
        hosts=frozenset({f"127.0.0.1:{port}"}),
    )
    settings: Mapping[str, Any] = {
        "host": "127.0.0.1",
        "port": port,
        "log_level": "warning",
        "lifespan": "off",
    }
    server = uvicorn.Server(uvicorn.Config(build_app(desk), **settings))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
