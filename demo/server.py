"""The sample press on the air: every outlet is a real HTTP server on a loopback address of its own."""

from __future__ import annotations

import selectors
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

from demo.articles import write_articles
from demo.listener import InnerListener, Newsstand
from demo.register import write_outlets
from demo.sample import SampleArticle, SampleOutlet
from demo.site import build_site
from demo.stories import load_outlets
from records.errors import UnavailableError
from texts import _


class SamplePress:
    """The whole sample press around the week that begins on `monday`; a context manager.

    `addresses` has each outlet's URL without the last slash; `hosts` are all that a crawler must be allowed to ask.
    With `port` every outlet listens on it, so that the addresses stay the same from run to run.
    """

    def __init__(self, monday: date, *, today: date | None = None, port: int = 0) -> None:
        self.monday = monday
        self.today = today or monday + timedelta(days=7)
        self.outlets: Mapping[str, SampleOutlet] = load_outlets()
        self.articles: list[SampleArticle] = write_articles(monday, self.today)
        self.addresses: dict[str, str] = {}
        self._port = port
        self._stopping = threading.Event()
        self._newsstands: dict[str, Newsstand] = {}

    def __enter__(self) -> SamplePress:
        try:
            self._open()
        except BaseException:
            self._close()
            raise
        self._thread = threading.Thread(target=self._serve, name="sample-press")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join()
        self._close()

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(sorted({newsstand.host for newsstand in self._newsstands.values()}))

    @property
    def requests(self) -> Counter[tuple[str, str]]:
        """How often each (outlet id, path with query) was asked for, by GET or HEAD."""
        return Counter(
            {
                (outlet_id, path): times
                for outlet_id, newsstand in self._newsstands.items()
                for path, times in newsstand.counted().items()
            }
        )

    @property
    def inner_hits(self) -> int:
        """How often the forbidden inner address was asked: anything but 0 is a hole in the guard."""
        return sum(self._inner.counted().values())

    @property
    def expected(self) -> dict[str, SampleArticle]:
        """Every article with its truth, by its canonical URL."""
        return {self.addresses[article.outlet.id] + article.path: article for article in self.articles}

    def fail(self, outlet_id: str, *, status: int = 500, path: str | None = None) -> None:
        """From now on the outlet (or one path of it) answers with `status`, until `recover`."""
        self._newsstands[outlet_id].fail(status, path)

    def recover(self, outlet_id: str) -> None:
        self._newsstands[outlet_id].recover()

    def write_register(self, folder: Path) -> list[Path]:
        """Writes outlets/<region>/<id>.toml files that point at the running servers; returns them."""
        return write_outlets(folder, self.outlets.values(), self.addresses)

    def _open(self) -> None:
        self._inner = InnerListener(self._stopping)
        for number, outlet in enumerate(self.outlets.values(), start=1):
            newsstand = _listen(f"127.0.1.{number}", self._port, self._stopping)
            self._newsstands[outlet.id] = newsstand
            self.addresses[outlet.id] = newsstand.base
        for outlet in self.outlets.values():
            newsstand = self._newsstands[outlet.id]
            newsstand.site = build_site(outlet, self.articles, newsstand.base, self._inner.base, self.today)

    def _serve(self) -> None:
        # One thread waits for all: twenty serve_forever loops would take seconds to stop one after another.
        with selectors.DefaultSelector() as selector:
            for server in self._servers():
                selector.register(server, selectors.EVENT_READ, server)
            while not self._stopping.is_set():
                for key, _events in selector.select(timeout=0.1):
                    key.data.handle_request()

    def _servers(self) -> list[ThreadingHTTPServer]:
        inner = [self._inner] if hasattr(self, "_inner") else []
        return [*self._newsstands.values(), *inner]

    def _close(self) -> None:
        for server in self._servers():
            server.server_close()


def _listen(host: str, port: int, stopping: threading.Event) -> Newsstand:
    try:
        return Newsstand(host, port, stopping)
    except OSError as error:
        if port:
            message = _(
                "Адрес {host}:{port} занят: остановите программу, которая его заняла.", host=host, port=port
            )
            raise UnavailableError(message) from error
        # Not every system answers on all of 127.0.0.0/8 unasked: there a port of its own sets an outlet apart.
        return Newsstand("127.0.0.1", 0, stopping)


def main() -> None:
    """Serves the sample press of last week until Ctrl-C, to be looked at by hand."""
    today = date.today()  # noqa: DTZ011 - the reader's own day
    with SamplePress(today - timedelta(days=today.weekday() + 7), today=today) as press:
        for outlet_id, address in press.addresses.items():
            sys.stdout.write(f"{address}/  {press.outlets[outlet_id].name}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
