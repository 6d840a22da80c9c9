"""Room on the disk, and whether what is to be written can be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from otklik.config import Config
from otklik.doctor.findings import Finding, trouble
from texts import _

_MIB = 1024 * 1024


def disk_findings(config: Config) -> Iterator[Finding]:
    places = {"data": config.data, "run.metrics_file": config.run.metrics_file and config.run.metrics_file.parent,
              "run.log_file": config.run.log_file and config.run.log_file.parent}  # fmt: skip
    for key, folder in places.items():
        if folder is not None and not _is_writable(folder):
            yield trouble(
                "writable",
                _("В папку {folder} ({key}) нельзя писать", folder=folder, key=key),
                _(
                    "дайте на неё права пользователю, от имени которого работает Отклик, или исправьте {key}",
                    key=key,
                ),
            )
    if not config.data.exists():
        return
    free = shutil.disk_usage(config.data).free // _MIB
    if free < config.run.disk_mib:
        yield trouble(
            "disk",
            _("На диске с папкой {data} осталось {free} МиБ", data=config.data, free=free),
            _(
                "освободите место или уменьшите crawl.keep_pages_months (порог этой проверки — run.disk_mib, "
                "сейчас {limit:.0f} МиБ)",
                limit=config.run.disk_mib,
            ),
        )


def _is_writable(folder: Path) -> bool:
    """One that is not there yet is made in the nearest that is."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
