"""A copy of an SQLite archive as it is at one moment, made while others write."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection

from records.errors import StorageError, UsageError
from texts import _


def copy_archive(connection: Connection, file: Path) -> None:
    """Writes the whole snapshot that `connection` reads into a new file. Raises UsageError for PostgreSQL, which has
    its own means, and StorageError where the copy cannot be written or is not whole."""
    if connection.dialect.name != "sqlite":
        raise UsageError(
            _(
                "Архив в PostgreSQL копируют его средствами: pg_dump -Fc и pg_restore. Остальное скопируйте файлами."
            )
        )
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)
    copy = sqlite3.connect(file)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    except sqlite3.Error as error:
        raise StorageError(
            _(
                "Копия архива {file} не записана ({reason}). Проверьте, есть ли место на диске.",
                file=file,
                reason=error,
            )
        ) from error
    finally:
        copy.close()
    check_copy(file)


def check_copy(file: Path) -> None:
    """Raises StorageError for a file that is no whole archive."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        said = str(error)
    finally:
        connection.close()
    if said != "ok":
        raise StorageError(_("Копия архива повреждена ({said}): возьмите другую.", said=said))
