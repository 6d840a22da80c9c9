"""kept → annotated: the language pipeline reads what the crawl kept, a batch and a transaction at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from archive.annotations import record_annotation
from archive.articles import articles_in_state
from archive.store import Archive
from records.annotation import Annotation, Task
from records.article import Article
from records.registry import Outlet

_BATCH = 32


def annotate_kept(
    archive: Archive,
    outlets: Mapping[str, Outlet],
    annotate: Callable[[Iterable[Task]], Iterator[Annotation]],
    advance: Callable[[int], None] = lambda _count: None,
) -> int:
    """Annotates every kept article, oldest first; returns how many. `advance` hears the size of each batch."""
    done = 0
    while True:
        with archive.reading() as connection:
            batch = articles_in_state(connection, "kept", _BATCH)
        if not batch:
            return done
        annotations = list(annotate(_task(article, outlets) for article in batch))
        with archive.writing() as connection:
            for article, annotation in zip(batch, annotations, strict=True):
                record_annotation(connection, article.id, annotation)
        done += len(batch)
        advance(len(batch))


def _task(article: Article, outlets: Mapping[str, Outlet]) -> Task:
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
