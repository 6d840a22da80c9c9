"""annotated → annotated anew: what other models or another register made is made again, a batch a transaction.

An article keeps what is known of it until the new annotation is there, so that search and digests never miss one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from archive.annotations import outdated_ids, record_annotation
from archive.articles import find_articles
from archive.store import Archive
from pipelines.annotation import Annotate, annotate_batch, task_of
from records.annotation import Annotation
from records.registry import Outlet
from records.runs import AgainReport

_BATCH = 32


def annotate_outdated(
    archive: Archive,
    outlets: Mapping[str, Outlet],
    annotate: Annotate,
    model: str,
    advance: Callable[[int], None] = lambda _count: None,
) -> AgainReport:
    """Annotates every article that another model than `model` annotated, by id. Killed, the next call goes on."""
    done, after = 0, ""
    failed: list[str] = []
    while True:
        with archive.reading() as connection:
            ids = outdated_ids(connection, model, after, _BATCH)
            found = find_articles(connection, ids)
        if not ids:
            return AgainReport(annotated=done, failed=tuple(failed))
        outcomes = annotate_batch(annotate, [task_of(found[id_], outlets) for id_ in ids])
        with archive.writing() as connection:
            for id_, outcome in zip(ids, outcomes, strict=True):
                if isinstance(outcome, Annotation):
                    record_annotation(connection, id_, outcome)
                    done += 1
                else:
                    failed.append(f"{found[id_].canonical_url}: {outcome}")
        after = ids[-1]
        advance(len(ids))
