"""Many placed articles in few transactions, and a crawl that goes on beside whatever is tested."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.annotations import record_annotation
from archive.articles import keep_article
from archive.frontier import record_poll, register_sources, start_run
from archive.store import Archive, open_archive
from archive.stories import record_placements
from pipelines.indexing import index_outbox
from records.article import Poll
from records.errors import OtklikError
from records.search import Query
from records.story import Placement
from search.engine import Engine
from tests.archive.conftest import NOW, SOURCE, a_link, an_annotation, an_article
from tests.search.press import REGISTRY


def place(archive: Archive, numbers: Iterable[int]) -> None:
    """Articles of one mention each, kept, annotated and placed, and waiting for the index."""
    numbers = list(numbers)
    with archive.writing() as connection:
        run_id = start_run(connection, NOW)
        register_sources(connection, [SOURCE])
        poll = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW, outcome="ok", found=len(numbers))
        record_poll(connection, run_id, poll, [a_link(number) for number in numbers])
        for number in numbers:
            article = an_article(number)
            keep_article(connection, run_id, article, NOW)
            record_annotation(connection, article.id, an_annotation())
            place_ = Placement(
                article_id=article.id,
                story_id=article.id,
                text_id=article.id,
                taken_from=article.id,
                similarity=1.0,
            )
            record_placements(connection, [place_])


def annotate_again(archive: Archive, numbers: Iterable[int], tone: int) -> None:
    with archive.writing() as connection:
        for number in numbers:
            record_annotation(connection, an_article(number).id, an_annotation(tone))


@dataclass
class Crawling(threading.Thread):
    """Places new articles, annotates old ones anew and sends both to the index, round by round, until it is told to
    stop; `numbers` is what there is at the end. What it met is in `faults`."""

    url: str
    engine: Engine
    first: int
    faults: list[str] = field(default_factory=list)
    taken: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self._enough = threading.Event()
        self.next = self.first

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        archive = open_archive(self.url)
        try:
            while not self._enough.is_set():
                place(archive, range(self.next, self.next + 3))
                annotate_again(archive, [self.next % self.first], -1)
                self.next += 3
                try:
                    self.taken += index_outbox(archive, self.engine, REGISTRY).taken
                except OtklikError as error:
                    self.faults.append(str(error))
        finally:
            archive.close()

    def stop(self) -> None:
        self._enough.set()
        self.join()


@dataclass
class Reading(threading.Thread):
    """Asks again and again; `least` is the smallest number that was found."""

    engine: Engine
    faults: list[str] = field(default_factory=list)
    answers: int = 0
    least: int = 1_000_000

    def __post_init__(self) -> None:
        super().__init__()
        self._enough = threading.Event()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        while not self._enough.is_set():
            try:
                results = self.engine.search(Query(unions=("fp-kurgan",), limit=5))
            except OtklikError as error:
                self.faults.append(str(error))
                continue
            self.answers += 1
            self.least = min(self.least, results.total)
            if len(results.hits) != 5 or any(len(hit.evidence) != 1 for hit in results.hits):
                self.faults.append(f"not five hits with one mention each: {results.hits}")

    def stop(self) -> None:
        self._enough.set()
        self.join()
