"""annotated → placed: articles on one event become one story, named by the first of them."""

from __future__ import annotations

from collections.abc import Callable, Collection

from archive.joined_stories import settle_joins
from archive.pickups import record_pickups
from archive.store import Archive
from archive.stories import articles_to_place, record_placements
from archive.story_keys import KeyedText, forget_texts, outlived_texts, register_texts
from nlp.stories import WINDOW
from pipelines.arrangement import Arrangement
from pipelines.comparison import Comparison
from pipelines.pickups import find_taken
from records.story import Member

_BATCH = 200
_MEMORY = 2 * WINDOW  # how long a text can still be found as a copy or an original


def place_annotated(
    archive: Archive, own: Collection[str] = (), advance: Callable[[int], None] = lambda _count: None
) -> int:
    """Places every annotated article that has no place yet, the earliest first; returns how many.

    `own` are the outlets in which unions speak of themselves.
    """
    comparison = Comparison(own)
    done = 0
    while placed := _place_batch(archive, comparison):
        comparison.forget()
        done += placed
        advance(placed)
    if done:
        _forget_outlived(archive)
    return done


def place_these(archive: Archive, ids: Collection[str], own: Collection[str] = ()) -> None:
    """Places those of these annotated articles that have no place: what a person's word has moved."""
    comparison = Comparison(own)
    while _place_batch(archive, comparison, ids):
        comparison.forget()


def _place_batch(archive: Archive, comparison: Comparison, among: Collection[str] | None = None) -> int:
    """Reads and cuts the texts as a reader, so that no writer waits for that; only what is compared waits its turn.

    The batch is asked for again then: another process may have placed something meanwhile.
    """
    with archive.reading() as connection:
        batch = articles_to_place(connection, _BATCH, among)
        comparison.read(connection, batch)
    if not batch:
        return 0
    texts = {member: _keyed(member, comparison) for member in batch}
    with archive.writing() as connection:
        batch = articles_to_place(connection, _BATCH, among)
        comparison.read(connection, batch)
        register_texts(connection, [texts.get(member) or _keyed(member, comparison) for member in batch])
        arrangement = Arrangement(connection, comparison)
        record_placements(connection, arrangement.place(batch))
        settle_joins(connection)
        record_pickups(
            connection,
            [each.article_id for each in batch],
            find_taken(connection, batch, arrangement, comparison),
        )
    return len(batch)


def _keyed(member: Member, comparison: Comparison) -> KeyedText:
    until = max(member.timestamp, member.fetched) + _MEMORY
    return KeyedText(article=member, keys=comparison.keys(member), until=until)


def _forget_outlived(archive: Archive) -> None:
    while True:
        with archive.reading() as connection:
            outlived = outlived_texts(connection, _BATCH)
        if not outlived:
            return
        with archive.writing() as connection:
            forget_texts(connection, outlived)
