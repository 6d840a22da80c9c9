"""kept → annotated: the language pipeline reads what the crawl kept, a batch and a transaction at a time."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from archive.annotation_faults import articles_to_annotate, record_fault
from archive.annotations import record_annotation
from archive.store import Archive
from records.annotation import Annotation, Task
from records.article import Article
from records.errors import OtklikError
from records.registry import Outlet

Annotate = Callable[[Iterable[Task]], Iterator[Annotation]]

_BATCH = 32
# Faults of the machine or the installation, not of a text: setting texts aside would not mend them.
_NOT_THE_TEXT = (MemoryError, OSError, ImportError, OtklikError)


def annotate_kept(
    archive: Archive,
    outlets: Mapping[str, Outlet],
    annotate: Annotate,
    model: str,
    advance: Callable[[int], None] = lambda _count: None,
) -> int:
    """Annotates every kept article, oldest first; returns how many. `advance` hears the size of each batch.

    An article on whose text `annotate` raises is set aside as one that `model` cannot read, and stays kept.
    """
    done = 0
    while True:
        with archive.reading() as connection:
            batch = articles_to_annotate(connection, model, _BATCH)
        if not batch:
            return done
        outcomes = annotate_batch(annotate, [task_of(article, outlets) for article in batch])
        with archive.writing() as connection:
            for article, outcome in zip(batch, outcomes, strict=True):
                if isinstance(outcome, Annotation):
                    record_annotation(connection, article.id, outcome)
                else:
                    record_fault(connection, article.id, model, datetime.now(UTC), outcome)
        done += sum(isinstance(outcome, Annotation) for outcome in outcomes)
        advance(len(batch))


def annotate_batch(annotate: Annotate, tasks: list[Task]) -> list[Annotation | str]:
    """An annotation, or why there is none, for each task. A batch that fails is read again one by one."""
    try:
        return [*annotate(tasks)]
    except _NOT_THE_TEXT:
        raise
    except Exception:
        return [_annotate_one(annotate, task) for task in tasks]


def _annotate_one(annotate: Annotate, task: Task) -> Annotation | str:
    try:
        [annotation] = annotate([task])
    except _NOT_THE_TEXT:
        raise
    except Exception as error:
        return _where(error)
    return annotation


def _where(error: Exception) -> str:
    """`ValueError: what it said (file.py:12)`, for whoever mends it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return f"{said} ({Path(place.filename).name}:{place.lineno})"


def task_of(article: Article, outlets: Mapping[str, Outlet]) -> Task:
    outlet = outlets.get(article.outlet_id)  # absent where the register has lost it since
    return Task(
        id=article.id,
        text=article.text,
        title=article.title,
        url=article.url,
        outlet=article.outlet_id,
        region=outlet.region if outlet else "",
        published=article.published,
    )
