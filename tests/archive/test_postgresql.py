"""What a PostgreSQL server may be like: absent, read-only, careless about power cuts, in another alphabet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url

from archive.frontier import start_run
from archive.store import open_archive
from archive.waiting import count_waiting
from records.errors import StorageError
from tests.archive.conftest import NOW
from tests.postgresql_server import execute, free_port, fresh_database


def run(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    for statement in statements:
        execute(engine, statement)
    engine.dispose()


def name(url: str) -> str:
    return make_url(url).database or ""


@pytest.fixture
def reader_url(postgresql_url: str) -> Iterator[str]:
    """A role that may look at everything and change nothing."""
    open_archive(postgresql_url).close()
    role = f"reader_of_{name(postgresql_url)}"
    run(
        postgresql_url,
        f"CREATE ROLE {role} LOGIN PASSWORD 'x'",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
    )
    yield make_url(postgresql_url).set(username=role, password="x").render_as_string(hide_password=False)
    run(postgresql_url, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def test_a_server_that_is_away_is_one_sentence_without_the_password() -> None:
    port = free_port()
    for url in (f"otklik:sesam@127.0.0.1:{port}/x", f"otklik@127.0.0.1:{port}/x?password=sesam"):
        with pytest.raises(StorageError, match="сервер работает") as caught:
            open_archive(f"postgresql+psycopg://{url}")
        assert str(port) in str(caught.value)
        assert "sesam" not in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_database_that_is_not_there_is_named(postgresql_server_url: str) -> None:
    url = make_url(postgresql_server_url).set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(StorageError, match="nowhere"):
        open_archive(url)


def test_a_database_in_another_alphabet_is_refused_at_once(postgresql_server_url: str) -> None:
    options = "ENCODING 'KOI8R' LOCALE 'C' LOCALE_PROVIDER libc"
    with fresh_database(postgresql_server_url, options) as url, pytest.raises(StorageError, match="KOI8R"):
        open_archive(url)


def test_a_role_that_may_only_read_reads_and_is_refused_in_one_sentence(reader_url: str) -> None:
    archive = open_archive(reader_url)
    with archive.reading() as connection:
        assert count_waiting(connection) == 0
    with pytest.raises(StorageError, match="может в неё писать"), archive.writing() as connection:
        start_run(connection, NOW)
    archive.close()


def test_a_writer_waits_for_the_disk_even_where_the_server_does_not(postgresql_url: str) -> None:
    """«sending» must be on disk before the mail server hears of it."""
    run(postgresql_url, f"ALTER DATABASE {name(postgresql_url)} SET synchronous_commit = off")
    archive = open_archive(postgresql_url)
    with archive.writing() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    archive.close()


def test_a_server_that_asks_for_more_than_the_disk_gets_it(postgresql_url: str) -> None:
    run(postgresql_url, f"ALTER DATABASE {name(postgresql_url)} SET synchronous_commit = remote_apply")
    archive = open_archive(postgresql_url)
    with archive.writing() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "remote_apply"
    archive.close()


def test_a_read_only_default_and_another_isolation_change_nothing(postgresql_url: str) -> None:
    run(
        postgresql_url,
        f"ALTER DATABASE {name(postgresql_url)} SET default_transaction_read_only = on",
        f"ALTER DATABASE {name(postgresql_url)} SET default_transaction_isolation = 'serializable'",
    )
    archive = open_archive(postgresql_url)
    with archive.writing() as connection:
        start_run(connection, NOW)
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "read committed"
    with archive.reading() as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
    archive.close()


def test_a_server_that_goes_away_in_the_middle_is_one_sentence(postgresql_url: str) -> None:
    archive = open_archive(postgresql_url)
    with pytest.raises(StorageError, match="сервер работает"), archive.writing() as connection:
        [own] = connection.exec_driver_sql("SELECT pg_backend_pid()").one()
        run(postgresql_url, f"SELECT pg_terminate_backend({own}, 5000)")
        start_run(connection, NOW)
    archive.close()
