"""What a database refuses, as one sentence that names the archive and the mend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError

from records.errors import BusyError, StorageError
from texts import _

_BUSY_SQLITE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED_SQLITE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY_POSTGRESQL = "55P03"  # lock_not_available: the wait for the turn was cut off


@contextmanager
def faults_named(engine: Engine) -> Iterator[None]:
    """What the database refuses is the operator's to mend; what does not fit its tables is a fault of ours.

    Raises BusyError when another writer keeps its turn for too long, StorageError otherwise.
    """
    try:
        yield
    except (IntegrityError, DataError):
        raise
    except DatabaseError as error:
        if _is_busy(error.orig):
            raise BusyError(
                _(
                    "Архив {url} занят: в него слишком долго пишет другой запуск Отклика. "
                    "Дождитесь его конца и повторите команду.",
                    url=shown(engine),
                )
            ) from error
        raise StorageError(
            _(
                "Архив {url} не открывается или не пишется ({reason}). {mend}",
                url=shown(engine),
                reason=" ".join(str(error.orig).split()),
                mend=_mend(engine, error.orig),
            )
        ) from error


def shown(engine: Engine) -> str:
    """The address of the archive, without its password."""
    url = engine.url.difference_update_query(["password", "sslpassword", "oauth_client_secret"])
    return url.render_as_string(hide_password=True).removeprefix("sqlite:///")


def _is_busy(refusal: BaseException | None) -> bool:
    extended = getattr(refusal, "sqlite_errorcode", 0)
    return (
        extended & 0xFF in _BUSY_SQLITE  # the low byte; above it stands the kind
        or getattr(refusal, "sqlstate", None) == _BUSY_POSTGRESQL
    )


def _mend(engine: Engine, refusal: BaseException | None) -> str:
    if engine.dialect.name == "postgresql":
        return _("Проверьте, что сервер работает, база создана и пользователь базы может в неё писать.")
    if getattr(refusal, "sqlite_errorcode", 0) & 0xFF in _DAMAGED_SQLITE:
        return _("Файл повреждён: остановите cron и восстановите последнюю копию: otklik restore ФАЙЛ.")
    return _("Проверьте, что папка существует, доступна для записи и что на диске есть место.")
