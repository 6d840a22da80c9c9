"""Progress bars of a crawl on a terminal; on anything else, silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from crawler.settings_record import Progress as CrawlCounts
from texts import _


class CrawlProgress:
    """One bar a step: sources, pages, language, index."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self.clock_behind: float | None = None

    def crawled(self, counts: CrawlCounts) -> None:
        self.clock_behind = counts.clock_behind
        self._show(_("Источники"), counts.asked, counts.sources)
        self._show(_("Страницы"), counts.fetched, counts.links)

    def annotating(self, total: int) -> None:
        self._show(_("Разбор текстов"), 0, total)

    def annotated(self, count: int) -> None:
        self._bars.advance(self._tasks[_("Разбор текстов")], count)

    def indexing(self, total: int) -> None:
        self._show(_("Указатель"), 0, total)

    def indexed(self, count: int) -> None:
        self._bars.advance(self._tasks[_("Указатель")], count)

    def _show(self, name: str, done: int, total: int) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, total=total)
        self._bars.update(self._tasks[name], completed=done, total=total)


@contextmanager
def counting_progress(name: str, total: int) -> Iterator[Callable[[], None]]:
    """One bar, and what moves it on by one."""
    with _open_bars() as bars:
        task = bars.add_task(name, total=total)
        yield lambda: bars.advance(task)


@contextmanager
def crawl_progress() -> Iterator[CrawlProgress]:
    with _open_bars() as bars:
        yield CrawlProgress(bars)


def _open_bars() -> Progress:
    """Draws on standard error, so that standard output stays for the answer."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
