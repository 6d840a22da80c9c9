"""What one batch of articles needs on its way into an index: documents out of the archive, and the crossing off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from archive import outbox
from archive.annotations import find_annotations
from archive.articles import find_articles, find_placements
from archive.store import Archive
from records.registry import Registry
from records.search import Refusal
from search.documents import ArticleDocuments, build_documents

BATCH = 200  # articles


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """How many articles the index took, and how many it refused (tried again or quarantined)."""

    taken: int
    refused: int


def read_documents(
    archive: Archive, registry: Registry, batch: Sequence[tuple[str, int]]
) -> list[ArticleDocuments]:
    """The search documents of (article id, revision) rows, built from the archive alone.

    One that has lost its annotation or its place meanwhile is absent: it was edited, or left out.
    """
    ids = [article_id for article_id, _ in batch]
    with archive.reading() as connection:
        articles = find_articles(connection, ids)
        annotations = find_annotations(connection, ids)
        placements = find_placements(connection, ids)
    return [
        build_documents(articles[id_], annotations[id_], placements[id_], registry, revision)
        for id_, revision in batch
        if id_ in annotations and id_ in placements
    ]


def all_documents(archive: Archive, registry: Registry) -> Iterator[list[ArticleDocuments]]:
    """The documents of everything that the index must hold, in batches, by article id."""
    with archive.reading() as connection:
        rows = list(outbox.placed_revisions(connection))
    for start in range(0, len(rows), BATCH):
        yield read_documents(archive, registry, rows[start : start + BATCH])


def settle(
    archive: Archive,
    delivered: Sequence[tuple[str, int]],
    refusals: Mapping[str, Refusal],
    removed: Sequence[tuple[str, int]] = (),
) -> None:
    """Crosses off the (article id, revision) rows that an index has; of those it refused the reason is kept."""
    now = datetime.now(UTC)
    with archive.writing() as connection:
        outbox.settle_removed(connection, removed)
        outbox.settle_indexed(connection, [row for row in delivered if row[0] not in refusals])
        for article_id, revision in delivered:
            refusal = refusals.get(article_id)
            if refusal is not None:
                quarantined = now if refusal.permanent else None
                outbox.settle_refused(
                    connection, article_id, revision, refusal.reason, quarantined=quarantined
                )
