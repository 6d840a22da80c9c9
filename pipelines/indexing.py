"""outbox → index: what changed in the archive is written to the search engine, and crossed off when it has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from archive import outbox
from archive.annotations import find_annotations
from archive.articles import find_articles, find_placements
from archive.store import Archive
from records.registry import Registry
from records.search import Refusal
from search.documents import ArticleDocuments, build_documents
from search.engine import Engine

_BATCH = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """How many articles the index took, and how many it refused (tried again or quarantined)."""

    taken: int
    refused: int


def index_outbox(
    archive: Archive, engine: Engine, registry: Registry, advance: Callable[[int], None] = lambda _count: None
) -> Indexed:
    """Empties the outbox as far as the engine takes it. Raises UnavailableError when the engine does not answer.

    An index that is not there is made and filled with all that is archived.
    """
    _ensure_index(archive, engine)
    taken = refused = 0
    last = ""
    while True:
        with archive.reading() as connection:
            batch = outbox.waiting(connection, _BATCH, after=last)
        if not batch:
            return Indexed(taken=taken, refused=refused)
        last = batch[-1][0]
        written = write_rows(archive, engine, registry, batch)
        refusals = {refusal.id: refusal for refusal in written.refusals}
        _settle(archive, written.rows, refusals, written.removed)
        taken += len(written.rows) + len(written.removed) - len(refusals)
        refused += len(refusals)
        advance(len(batch))


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """(article id, revision) of what an engine was given, and of what was taken out of it.

    Of what changed while it was read nothing was done: it has another revision, and comes again.
    """

    rows: Sequence[tuple[str, int]]
    removed: Sequence[tuple[str, int]]
    refusals: Sequence[Refusal]


def write_rows(
    archive: Archive, engine: Engine, registry: Registry, batch: Sequence[tuple[str, int]]
) -> Written:
    """Writes these articles as the archive has them; those that people left out are removed."""
    with archive.reading() as connection:
        out = outbox.left_out(connection, [article_id for article_id, _ in batch])
    removed = [row for row in batch if row[0] in out]
    if removed:
        engine.remove([article_id for article_id, _ in removed])
    documents = read_documents(archive, registry, [row for row in batch if row[0] not in out])
    refusals = engine.write(documents) if documents else []
    rows = [(each.article_id, each.revision) for each in documents]
    return Written(rows=rows, removed=removed, refusals=refusals)


def _ensure_index(archive: Archive, engine: Engine) -> None:
    if not engine.exists():
        # Queued before it is made: killed in between, the next run finds no index and queues again.
        with archive.writing() as connection:
            outbox.enqueue_placed(connection)
    engine.ensure()


def _settle(
    archive: Archive,
    batch: Sequence[tuple[str, int]],
    refusals: Mapping[str, Refusal],
    removed: Sequence[tuple[str, int]] = (),
) -> None:
    now = datetime.now(UTC)
    with archive.writing() as connection:
        outbox.settle_removed(connection, removed)
        outbox.settle_indexed(connection, [row for row in batch if row[0] not in refusals])
        for article_id, revision in batch:
            refusal = refusals.get(article_id)
            if refusal is not None:
                quarantined = now if refusal.permanent else None
                outbox.settle_refused(
                    connection, article_id, revision, refusal.reason, quarantined=quarantined
                )


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
    for start in range(0, len(rows), _BATCH):
        yield read_documents(archive, registry, rows[start : start + _BATCH])


def rebuild_index(archive: Archive, engine: Engine, registry: Registry) -> Indexed:
    """Writes the whole archive into a new index, which replaces the old one when it is complete.

    The caller holds the crawl lock, so nothing changes meanwhile and the outbox is settled by it too.
    """
    written: list[tuple[str, int]] = []
    refusals: dict[str, Refusal] = {}
    with engine.rebuild() as fresh:
        for documents in all_documents(archive, registry):
            written += [(each.article_id, each.revision) for each in documents]
            refusals |= {refusal.id: refusal for refusal in fresh.write(documents)}
    # Only now, for the old index stays when the new one does not come to its end.
    _settle(archive, written, refusals)
    return Indexed(taken=len(written) - len(refusals), refused=len(refusals))
