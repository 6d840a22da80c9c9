"""The index held against the archive: what it lacks, has too old, or has too much, and what mends that."""

from __future__ import annotations

from dataclasses import dataclass

from archive import outbox
from archive.store import Archive
from search.engine import Engine
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexStatus:
    """Ids by what is wrong with them; `waiting` of the missing and stale ones are still in the outbox. `troubles` are
    sentences about the machines that hold the index."""

    exists: bool
    articles: int
    missing: list[str]
    stale: list[str]
    surplus: list[str]
    waiting: int
    quarantined: list[tuple[str, str]]
    troubles: list[str]

    @property
    def sound(self) -> bool:
        return not (self.missing or self.stale or self.surplus or self.quarantined or self.troubles)

    @property
    def lacking(self) -> int:
        """Articles that the index should show and does not, or not as they are now; refused ones not counted."""
        return len({*self.missing, *self.stale} - {article_id for article_id, _reason in self.quarantined})


def compare_index(archive: Archive, engine: Engine) -> IndexStatus:
    """Holds the index against the archive, article by article and revision by revision.

    Raises StorageError where the index was built with other fields.
    """
    with archive.reading() as connection:
        wanted = dict(outbox.placed_revisions(connection))
        waiting = outbox.count_waiting(connection)
        quarantined = outbox.quarantined(connection)
    exists = engine.exists()
    if exists:
        engine.check()
    held = dict(engine.versions()) if exists else {}
    return IndexStatus(
        exists=exists,
        articles=len(wanted),
        missing=sorted(wanted.keys() - held.keys()),
        stale=sorted(id_ for id_, revision in held.items() if id_ in wanted and revision < wanted[id_]),
        surplus=sorted(held.keys() - wanted.keys()),
        waiting=waiting,
        quarantined=quarantined,
        troubles=list(engine.troubles()) if exists else [],
    )


def advise(status: IndexStatus) -> str:
    """One sentence: is anything to be done, and what."""
    if not status.exists and status.articles:
        return _("Указателя нет: соберите его из архива командой otklik index rebuild или дождитесь обхода.")
    if not status.exists:
        return _("Указателя ещё нет: его создаст первый обход, otklik crawl.")
    if status.surplus or status.lacking > status.waiting:
        return _("Обход этого не исправит: соберите указатель заново командой otklik index rebuild")
    if status.lacking:
        return _("Ожидающее отправит следующий обход: otklik crawl")
    if status.quarantined:
        return _(
            "Непринятые статьи указатель возьмёт, когда они изменятся; если причина устранена: otklik index retry"
        )
    return _("Указатель совпадает с архивом.")
