"""What must not be lost, in one file: the archive as it is at one moment, the saved pages that it names, the settings.

The index is not in it: it holds nothing that the archive does not, and the first run makes it anew.
"""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive.backup import check_copy, copy_archive
from archive.integrity import page_file_names
from archive.store import open_archive, sqlite_url
from otklik.config import Config
from otklik.locks import crawl_lock, send_lock
from otklik.service.last_run import write_whole
from otklik.service.restored import mark_restored
from otklik.workplace import Workplace, pages_folder
from records.errors import InputError, StorageError, UsageError
from texts import _
from texts.system_faults import explain_system_fault

_ARCHIVE, _FACTS, _PAGES, _SETTINGS = "archive.db", "backup.json", "pages", "otklik.toml"
_ENTRIES = (_ARCHIVE, _FACTS, _SETTINGS)


def write_backup(workplace: Workplace, file: Path, settings: Path | None) -> int:
    """Its size in bytes. Needs no lock: a crawl may go on, and what it keeps meanwhile is not in the copy.

    Pages come after the archive and only grow, so every page that the copy names is in it whole.
    """
    if file.exists():
        raise UsageError(
            _("Файл {file} уже есть: копия ничего не перезаписывает, назовите её иначе.", file=file)
        )
    config = workplace.config
    half = file.with_name(f".{file.name}.{os.getpid()}")
    with _named(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with TemporaryDirectory(dir=file.parent, prefix=".otklik-") as folder:
                names = _copy(workplace, Path(folder))
                _pack(half, Path(folder), config, names, settings)
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)
        return file.stat().st_size


def _copy(workplace: Workplace, folder: Path) -> list[str]:
    """The files of the saved pages that the copy names."""
    taken = datetime.now(UTC)  # before the copy: what was sent after this moment may be missing in it
    with workplace.archive() as archive, archive.reading() as connection:
        names = page_file_names(connection)  # begins the snapshot that is copied
        copy_archive(connection, folder / _ARCHIVE)
    write_whole(folder / _FACTS, json.dumps({"taken": taken.isoformat(), "pages": names}, indent=1))
    return names


def _pack(file: Path, folder: Path, config: Config, names: Sequence[str], settings: Path | None) -> None:
    with file.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)  # names and addresses of people are in it
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as packed:
            packed.add(folder / _FACTS, _FACTS)
            packed.add(folder / _ARCHIVE, _ARCHIVE)
            if settings is not None:
                packed.add(settings, _SETTINGS)
            for name in names:
                page_file = pages_folder(config) / name
                if page_file.is_file():
                    _add_as_it_is(packed, page_file, f"{_PAGES}/{name}")
        out.flush()
        os.fsync(out.fileno())


def _add_as_it_is(packed: tarfile.TarFile, file: Path, name: str) -> None:
    """A page file may grow while it is read: as many bytes as it has now."""
    with file.open("rb") as data:
        entry = packed.gettarinfo(arcname=name, fileobj=data)
        packed.addfile(entry, data)


def restore_backup(config: Config, file: Path, *, now: datetime | None = None) -> dict[str, Any]:
    """Puts the copy in the place of the archive; what was there is kept beside it. The facts of the backup.

    Raises InputError for what is no backup, BusyError while a crawl or a sending is at work, and UsageError for
    PostgreSQL. Digests of periods that are over by now do not go out by themselves any more: nobody knows whether
    they went after the copy was taken.
    """
    if config.archive.url:
        raise UsageError(_("Архив в PostgreSQL восстанавливают его средствами: pg_restore."))
    with crawl_lock(config.data), send_lock(config.data), _named(config.data):
        return _restore(config, file, now or datetime.now(UTC))


def _restore(config: Config, file: Path, now: datetime) -> dict[str, Any]:
    with TemporaryDirectory(dir=config.data, prefix=".restore-") as name:
        folder = Path(name)
        facts = _unpack(file, folder)
        check_copy(folder / _ARCHIVE)
        open_archive(sqlite_url(folder / _ARCHIVE)).close()  # of this version or older, and migrated
        mark_restored(config.data, now)  # first: whatever is cut off after this, nothing goes out twice
        _set_aside(config.data, now)
        (folder / _ARCHIVE).replace(config.data / _ARCHIVE)
        _bring_pages(folder / _PAGES, pages_folder(config))
    return facts


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(file, "r:gz") as packed:
            wanted = [entry for entry in packed if entry.name in _ENTRIES or _is_page(entry.name)]
            packed.extractall(folder, wanted, filter="data")
        facts: dict[str, Any] = json.loads((folder / _FACTS).read_text("utf-8"))
        datetime.fromisoformat(facts["taken"])
        if not (folder / _ARCHIVE).is_file():
            raise KeyError(_ARCHIVE)
    except FileNotFoundError as error:
        raise InputError(_("Файла {file} нет, или это не копия Отклика.", file=file)) from error
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            _(
                "Файл {file} — не копия Отклика или повреждён ({error}): возьмите другую.",
                file=file,
                error=error,
            )
        ) from error
    return facts


def _is_page(name: str) -> bool:
    folder, _slash, page = name.partition("/")
    return folder == _PAGES and page.endswith(".warc.gz") and "/" not in page


def _set_aside(data: Path, now: datetime) -> None:
    """The archive that was there, its log beside it, and the index made from it."""
    aside = data / f"before-restore-{now:%Y%m%d-%H%M%S}"
    for name in (_ARCHIVE, f"{_ARCHIVE}-wal", f"{_ARCHIVE}-shm", "index"):
        if (data / name).exists():
            aside.mkdir(exist_ok=True)
            (data / name).replace(aside / name)


def _bring_pages(restored: Path, pages: Path) -> None:
    """A file that is there and longer has more than the copy knew, and all of that: it stays."""
    for file in sorted(restored.glob("*")) if restored.exists() else ():
        there = pages / file.name
        pages.mkdir(parents=True, exist_ok=True)
        if not there.exists() or there.stat().st_size < file.stat().st_size:
            shutil.move(file, there)


@contextmanager
def _named(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            _(
                "{place}: {reason}. Проверьте права и место на диске.",
                place=place,
                reason=explain_system_fault(error),
            )
        ) from error
