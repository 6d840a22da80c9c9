"""The index gets what it lacks."""

from __future__ import annotations

from archive import outbox
from archive.store import Archive
from otklik.progress import CrawlProgress
from otklik.workplace import Workplace
from pipelines.indexing import Indexed, index_outbox


def fill_index(workplace: Workplace, archive: Archive, progress: CrawlProgress) -> Indexed:
    """Gives the index what it lacks. Raises OtklikError when the engine cannot be used."""
    with archive.reading() as connection:
        progress.indexing(outbox.count_waiting(connection))
    with workplace.engine() as engine:
        return index_outbox(archive, engine, workplace.registry, progress.indexed)
