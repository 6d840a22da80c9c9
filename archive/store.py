"""The one door to the database: opens it, brings it up to date, and lends transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, inspect, text
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
                _migrate(connection)
    except OtklikError:
        archive.close()
        raise
    return archive


def _is_current(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars()) == {_newest()}


def _newest() -> str:
    """The newest migration's revision, which its file's name begins with (a test holds that)."""
    return max(file.name[:4] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - costs every command a tenth of a second, and few migrate
    from alembic.util import CommandError  # noqa: PLC0415 - as above

    from archive.migration import migration_config  # noqa: PLC0415 - as above

    try:
        command.upgrade(migration_config(connection), "head")
    except CommandError as error:
        raise StorageError(
            _(
                "Архив {url} создан более новой версией Отклика: обновите программу.",
                url=shown(connection.engine),
            )
        ) from error


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
