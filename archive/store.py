"""The one door to the database: opens it, brings it up to date, and lends transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import ArgumentError

from archive.faults import faults_named, shown
from archive.transactions import PATIENCE, READING, prepare
from records.errors import OtklikError, StorageError
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
        with faults_named(self._engine), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot that sees no later write and keeps no writer waiting."""
        options = {READING: True}
        with faults_named(self._engine), self._engine.connect().execution_options(**options) as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def open_archive(url: str, patience: float = PATIENCE) -> Archive:
    """The archive at an SQLAlchemy URL, made if absent, migrated if older. `patience` is in seconds, for each turn.

    Raises StorageError when it cannot be opened, is damaged, or comes from a newer Otklik, and BusyError when it must
    be migrated while another writes.
    """
    engine = _create_engine(url)
    prepare(engine, patience)
    archive = Archive(engine)
    try:
        with archive.reading() as connection:
            _need_unicode(connection)
            is_current = _is_current(connection)
        if not is_current:  # only then a turn as a writer is worth waiting for
            with archive.writing() as connection:
                command.upgrade(migration_config(connection), "head")
    except CommandError as error:
        archive.close()
        raise StorageError(
            _("Архив {url} создан более новой версией Отклика: обновите программу.", url=shown(engine))
        ) from error
    except OtklikError:
        archive.close()
        raise
    return archive


def _is_current(connection: Connection) -> bool:
    known = ScriptDirectory.from_config(migration_config(connection)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(known)


def _create_engine(url: str) -> Engine:
    try:
        return create_engine(url)
    except (ArgumentError, ImportError, ValueError) as error:
        raise StorageError(
            _(
                "Адрес архива не подходит ({reason}). Нужен путь к файлу SQLite (sqlite:////папка/archive.db) или "
                "postgresql+psycopg://…; для PostgreSQL поставьте и пакет psycopg.",
                reason=str(error).splitlines()[0],
            )
        ) from error


def migration_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _need_unicode(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise StorageError(
            _(
                "База архива {url} создана в кодировке {encoding}, а нужна UTF8: создайте новую командой "
                "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
                url=shown(connection.engine),
                encoding=encoding,
            )
        )
