"""The index held against the archive: what it lacks, has too old, or has too much."""

from __future__ import annotations

from dataclasses import dataclass

from archive import outbox
from archive.store import Archive
from search.engine import Engine


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexStatus:
    """Ids by what is wrong with them; `waiting` of the missing and stale ones are still in the outbox."""

    articles: int
    missing: list[str]
    stale: list[str]
    surplus: list[str]
    waiting: int
    quarantined: list[tuple[str, str]]

    @property
    def sound(self) -> bool:
        return not (self.missing or self.stale or self.surplus or self.quarantined)


def compare_index(archive: Archive, engine: Engine) -> IndexStatus:
    """Holds the index against the archive, article by article and revision by revision."""
    with archive.reading() as connection:
        wanted = dict(outbox.placed_revisions(connection))
        waiting = outbox.count_waiting(connection)
        quarantined = outbox.quarantined(connection)
    held = dict(engine.versions())
    return IndexStatus(
        articles=len(wanted),
        missing=sorted(wanted.keys() - held.keys()),
        stale=sorted(id_ for id_, revision in held.items() if id_ in wanted and revision < wanted[id_]),
        surplus=sorted(held.keys() - wanted.keys()),
        waiting=waiting,
        quarantined=quarantined,
    )
