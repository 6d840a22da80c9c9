"""The one door to the database: opens it, brings it up to date, and lends transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from records.errors import StorageError
from texts import _

# What `writing` and `reading` lend, by the name under which other packages may pass it on.
Transaction = Connection

_MIGRATIONS = Path(__file__).parent / "migrations"


class Archive:
    """A database that is up to date. `writing` and `reading` lend one transaction each."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits at its end, and not at all when an error leaves it."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise _storage_error(self._engine, error) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot that sees no later write and keeps no writer waiting."""
        try:
            with self._engine.connect().execution_options(otklik_reading=True) as connection:
                yield connection
        except OperationalError as error:
            raise _storage_error(self._engine, error) from error

    def close(self) -> None:
        self._engine.dispose()


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def open_archive(url: str) -> Archive:
    """The archive at an SQLAlchemy URL, made if absent, migrated if older.

    Raises StorageError when it cannot be opened, is damaged, or comes from a newer Otklik.
    """
    engine = _create_engine(url)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    try:
        with engine.begin() as connection:
            command.upgrade(_migration_config(connection), "head")
    except CommandError as error:
        engine.dispose()
        raise StorageError(
            _("Архив {url} создан более новой версией Отклика: обновите программу.", url=_shown(engine))
        ) from error
    except DatabaseError as error:
        engine.dispose()
        raise _storage_error(engine, error) from error
    return Archive(engine)


def _create_engine(url: str) -> Engine:
    try:
        return create_engine(url)
    except (ArgumentError, ImportError) as error:
        raise StorageError(
            _(
                "Адрес архива не подходит ({reason}). Нужен путь к файлу SQLite (sqlite:////папка/archive.db) или "
                "postgresql+psycopg://…; для PostgreSQL поставьте и пакет psycopg.",
                reason=str(error).splitlines()[0],
            )
        ) from error


def _migration_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _prepare_sqlite(engine: Engine) -> None:
    """Own BEGIN statements, because the driver's would start a transaction too late to see one snapshot.

    A writer takes its lock at once (IMMEDIATE): a lock taken half-way would fail instead of waiting. FULL, because
    the ledger promises that «sending» is on disk before the mail server hears of it.
    """

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("otklik_reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _storage_error(engine: Engine, error: DatabaseError) -> StorageError:
    return StorageError(
        _(
            "Архив {url} не открывается или не пишется ({reason}). "
            "Проверьте, что папка существует, доступна для записи и что на диске есть место.",
            url=_shown(engine),
            reason=str(error.orig),
        )
    )


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True).removeprefix("sqlite:///")
