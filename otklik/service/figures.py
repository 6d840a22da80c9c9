"""The archive, the sources and the disk in figures, as they stand after a run."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from archive.annotation_faults import find_faults
from archive.health import source_health
from archive.outbox import count_waiting, quarantined
from archive.state_counts import archive_bytes, count_articles, count_deliveries
from otklik.workplace import Workplace, pages_folder
from records.registry import Registry
from records.runs import SourceHealth
from records.service import ServiceFigures


def measure(workplace: Workplace) -> ServiceFigures:
    data = workplace.config.data
    with workplace.archive() as archive, archive.reading() as connection:
        known = {source.id for outlet in workplace.registry.outlets.values() for source in outlet.sources}
        health = [source for source in source_health(connection) if source.source_id in known]
        disk = shutil.disk_usage(data)
        return ServiceFigures(
            sources=Counter(source.verdict.condition or "healthy" for source in health),
            outlets_unread=_count_unread(workplace.registry, health),
            articles=count_articles(connection),
            set_aside=len(find_faults(connection)),
            outbox_waiting=count_waiting(connection),
            outbox_quarantined=len(quarantined(connection)),
            deliveries=count_deliveries(connection),
            archive_bytes=archive_bytes(connection),
            pages_bytes=_size(pages_folder(workplace.config)),
            index_bytes=_size(data / "index"),
            disk_free_bytes=disk.free,
            disk_total_bytes=disk.total,
        )


def _count_unread(registry: Registry, health: list[SourceHealth]) -> int:
    """Outlets of which no source can be read now, of those that are to be read."""
    failing = {source.source_id for source in health if source.failing_since is not None}
    read = [outlet for outlet in registry.outlets.values() if outlet.paused is None and outlet.sources]
    return sum(all(source.id in failing for source in outlet.sources) for outlet in read)


def _size(folder: Path) -> int:
    """In bytes; files that vanish meanwhile count nothing."""
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except FileNotFoundError:
            continue
    return total
