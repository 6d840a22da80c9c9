"""annotated → placed: articles that repeat one another's text become one story, named by the first of them."""

from __future__ import annotations

from collections.abc import Callable

from archive.store import Archive, Transaction
from archive.stories import (
    articles_to_place,
    articles_with_old_bands,
    record_bands,
    record_placements,
)
from nlp.stories import WINDOW
from pipelines.arrangement import Arrangement
from pipelines.comparison import Comparison
from records.story import Member, Placement

_BATCH = 100
_MEMORY = 2 * WINDOW  # how long a text can still be found as a copy or an original


def place_annotated(archive: Archive, advance: Callable[[int], None] = lambda _count: None) -> int:
    """Places every annotated article that has no story yet, the earliest first; returns how many."""
    done = 0
    while placed := _place_batch(archive):
        done += placed
        advance(placed)
    if done:
        _forget_old_bands(archive)
    return done


def _place_batch(archive: Archive) -> int:
    """Arranges twice: as a reader, so that no writer waits for the comparing, and then with all of it remembered.

    The second time is the one that counts: another process may have placed something meanwhile.
    """
    comparison = Comparison()
    with archive.reading() as connection:
        batch, _placements = _arrange(connection, comparison)
    if not batch:
        return 0
    with archive.writing() as connection:
        batch, placements = _arrange(connection, comparison)
        record_bands(connection, {member.article_id: comparison.bands(member.article_id) for member in batch})
        record_placements(connection, placements)
    return len(batch)


def _arrange(connection: Transaction, comparison: Comparison) -> tuple[list[Member], list[Placement]]:
    batch = articles_to_place(connection, _BATCH)
    return batch, Arrangement(connection, comparison).place(batch)


def _forget_old_bands(archive: Archive) -> None:
    with archive.reading() as connection:
        old = articles_with_old_bands(connection, _MEMORY)
    for start in range(0, len(old), _BATCH):
        with archive.writing() as connection:
            record_bands(connection, dict.fromkeys(old[start : start + _BATCH], ()))
