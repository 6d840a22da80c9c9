"""The index gets what it lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from archive import outbox
from archive.store import Archive
from otklik.locks import rebuild_lock
from otklik.progress import CrawlProgress
from otklik.workplace import Workplace
from pipelines.documents import Indexed
from pipelines.indexing import index_outbox
from search.engine import Engine
from texts import _


def fill_index(workplace: Workplace, archive: Archive, progress: CrawlProgress) -> Indexed:
    """Gives the index what it lacks. Raises OtklikError when the engine cannot be used."""
    with archive.reading() as connection:
        progress.indexing(outbox.count_waiting(connection))
    with workplace.engine() as engine:
        rebuilding = partial(_rebuilding, workplace, archive, engine, progress)
        return index_outbox(archive, engine, workplace.registry, progress.indexed, rebuilding)


@contextmanager
def _rebuilding(
    workplace: Workplace, archive: Archive, engine: Engine, progress: CrawlProgress
) -> Iterator[None]:
    """The first index is made without a word; of one that is made anew people are told why search stands still."""
    with rebuild_lock(workplace.config.data):
        if engine.exists():
            said = _("указатель собран прежней версией Отклика; собираю его заново из архива.")
            print(f"otklik: {said}", file=sys.stderr)
        with archive.reading() as connection:
            progress.indexing(sum(1 for _row in outbox.placed_revisions(connection)))
        yield
