"""outbox → index: what changed in the archive is written to the search engine, and crossed off when it has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from archive import outbox
from archive.store import Archive
from pipelines.documents import BATCH, Indexed, read_documents, settle
from pipelines.rebuilding import rebuild_index
from records.registry import Registry
from records.search import Refusal
from search.engine import Engine


def index_outbox(
    archive: Archive,
    engine: Engine,
    registry: Registry,
    advance: Callable[[int], None] = lambda _count: None,
    rebuilding: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Indexed:
    """Empties the outbox as far as the engine takes it. Raises UnavailableError when the engine does not answer.

    An index that is not there, or was built with other fields, is built of all that is archived, within `rebuilding`:
    it keeps others from doing the same, and may say what takes so long.
    """
    made = _make_current(archive, engine, registry, rebuilding, advance)
    taken, refused = made.taken, made.refused
    last = ""
    while True:
        with archive.reading() as connection:
            batch = outbox.waiting(connection, BATCH, after=last)
        if not batch:
            return Indexed(taken=taken, refused=refused)
        last = batch[-1][0]
        written = write_rows(archive, engine, registry, batch)
        refusals = {refusal.id: refusal for refusal in written.refusals}
        settle(archive, written.rows, refusals, written.removed)
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


def _make_current(
    archive: Archive,
    engine: Engine,
    registry: Registry,
    rebuilding: Callable[[], AbstractContextManager[None]],
    advance: Callable[[int], None],
) -> Indexed:
    """Looked at twice, for somebody else may just have rebuilt it."""
    if not engine.is_current():
        with rebuilding():
            if not engine.is_current():
                return rebuild_index(archive, engine, registry, advance)
    return Indexed(taken=0, refused=0)
