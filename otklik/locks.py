"""One process at a time for one kind of work on one data folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from records.errors import BusyError, StorageError
from texts import _
from texts.system_faults import explain_system_fault


@contextmanager
def locked(data: Path, work: str, refusal: str) -> Iterator[None]:
    """Holds `data/<work>.lock`. The kernel lets go of it however the process ends.

    Raises BusyError with `refusal` when another process holds it, StorageError when the folder cannot be written.
    """
    file = data / f"{work}.lock"
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = file.open("a")
    except OSError as error:
        raise StorageError(
            _(
                "Папка данных {data} недоступна для записи: {reason}.",
                data=data,
                reason=explain_system_fault(error),
            )
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(refusal) from None
        yield


def crawl_lock(data: Path) -> AbstractContextManager[None]:
    """Held by everything that writes articles, but for corrections."""
    return locked(data, "crawl", _("Другой обход уже идёт в папке {data}; этот не нужен.", data=data))


def rebuild_lock(data: Path) -> AbstractContextManager[None]:
    """Held by everything that makes a new index: what was written into one of two at once would be lost."""
    return locked(
        data, "rebuild", _("Указатель в папке {data} уже собирает заново другой запуск.", data=data)
    )


def send_lock(data: Path) -> AbstractContextManager[None]:
    """Held by everything that sends mail: so that a row left in «sending» is known to be cut off."""
    return locked(data, "send", _("Рассылка из папки {data} уже идёт; эта не нужна.", data=data))
