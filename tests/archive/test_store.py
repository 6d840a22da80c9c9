"""Opening: a new archive, an old one, a damaged one, one that cannot be written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from archive.schema import metadata
from archive.store import open_archive, sqlite_url
from records.errors import StorageError

OLD_SOURCE = (
    "INSERT INTO sources (id, outlet_id, url, failures, outcome, detail) VALUES ('s', 'o', '', 0, '', '')"
)
OLD_ARTICLE = """
    INSERT INTO articles VALUES ('x', 'kept', '', '', 'o', 's', '', '', '', '', 'ru', '[]',
    '2026-11-01', '2026-11-01', NULL, FALSE, NULL, 0, '2026-11-01', NULL, '[]', NULL, FALSE, 0, 0)
"""


def test_the_migrations_end_at_the_schema(archive_url: str) -> None:
    open_archive(archive_url).close()
    engine = create_engine(archive_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_opening_again_changes_nothing(archive_url: str) -> None:
    open_archive(archive_url).close()
    open_archive(archive_url).close()


def test_writes_survive_a_power_cut(tmp_path: Path) -> None:
    """The ledger's promise needs synchronous FULL, and readers beside a writer need WAL."""
    archive = open_archive(sqlite_url(tmp_path / "archive.db"))
    with archive.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    archive.close()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    file.write_bytes(b"this is no database, " * 100)
    with pytest.raises(StorageError, match=r"archive\.db"):
        open_archive(sqlite_url(file))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nowhere"):
        open_archive(sqlite_url(tmp_path / "nowhere" / "archive.db"))


def test_an_archive_of_a_newer_otklik_is_refused(archive_url: str) -> None:
    archive = open_archive(archive_url)
    with archive.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    archive.close()
    with pytest.raises(StorageError, match="обновите"):
        open_archive(archive_url)


@pytest.mark.parametrize(
    "url", ["nonsense", "oracle9://db/x", "postgresql+nodriver://db/x", "postgresql+psycopg://h:p/x"]
)
def test_an_address_that_no_database_has_is_one_sentence(url: str) -> None:
    with pytest.raises(StorageError, match="Адрес архива"):
        open_archive(url)


def test_the_newest_migration_is_told_by_the_names_of_the_files(tmp_path: Path) -> None:
    """So that a command need not load Alembic to know that its archive is up to date."""
    versions = Path("archive/migrations/versions")
    for file in versions.glob("[0-9]*.py"):
        assert re.search(rf"(?m)^revision = ['\"]{file.name[:4]}['\"]$", file.read_text("utf-8"))
    url = sqlite_url(tmp_path / "archive.db")
    told = [
        subprocess.run([sys.executable, "-c", _OPEN, url], capture_output=True, text=True, check=True).stdout
        for _time in range(2)
    ]
    assert told == ["True\n", "False\n"]


_OPEN = """
import sys
from archive.store import open_archive
open_archive(sys.argv[1]).close()
print("alembic" in sys.modules)
"""
