"""From kept to placed: what was collected is annotated, and finds its place among the stories."""

from __future__ import annotations

from archive.annotation_faults import find_faults
from archive.articles import count_in_state
from archive.store import Archive
from otklik.progress import CrawlProgress
from pipelines.annotation import annotate_kept
from pipelines.stories import place_annotated
from records.registry import Registry


def understand(archive: Archive, registry: Registry, progress: CrawlProgress, tone_folder: str = "") -> int:
    """Annotates and places what was kept; returns how many."""
    annotated = annotate(archive, registry, progress, tone_folder)
    place_annotated(archive, registry.own_outlets)
    return annotated


def annotate(archive: Archive, registry: Registry, progress: CrawlProgress, tone_folder: str = "") -> int:
    """Annotates what was kept; returns how many. The models load only when there is something to read."""
    with archive.reading() as connection:
        kept = count_in_state(connection, "kept")
        faults = find_faults(connection)
    progress.annotating(kept)
    annotated = 0
    if kept > len(faults) or any(fault.model != current_model(registry, tone_folder) for fault in faults):
        from nlp.annotation import Annotator  # noqa: PLC0415 - see above

        annotator = Annotator(registry, tone_folder)
        model = current_model(registry, tone_folder)
        annotated = annotate_kept(archive, registry.outlets, annotator.annotate, model, progress.annotated)
    return annotated


def current_model(registry: Registry, tone_folder: str = "") -> str:
    from nlp.annotation import annotation_model  # noqa: PLC0415 - it loads the libraries of the models

    return annotation_model(registry, tone_folder)
