"""Whether the archive is whole, and the saved pages where it says they are."""

from __future__ import annotations

from collections.abc import Iterator

from archive.integrity import find_damage, page_file_names
from archive.store import Archive
from otklik.config import Config
from otklik.doctor.findings import Finding, trouble
from otklik.workplace import pages_folder
from texts import _


def archive_findings(archive: Archive) -> Iterator[Finding]:
    with archive.reading() as connection:
        damage = find_damage(connection)
    if damage:
        yield trouble(
            "archive",
            _("Архив повреждён ({damage})", damage=damage),
            _("остановите cron и восстановите последнюю копию: otklik restore ФАЙЛ"),
        )


def page_findings(archive: Archive, config: Config) -> Iterator[Finding]:
    folder = pages_folder(config)
    with archive.reading() as connection:
        lost = [name for name in page_file_names(connection) if not (folder / name).is_file()]
    if lost:
        yield trouble(
            "pages",
            _(
                "Нет файлов с копиями страниц: {number} ({first} …) в {folder}",
                number=len(lost),
                first=lost[0],
                folder=folder,
            ),
            _("верните их в папку из копии; без них статьи остаются, а страниц, какими они были, нет"),
        )
