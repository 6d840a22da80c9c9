"""How a transaction begins, so that SQLite and PostgreSQL promise the archive the same: one writer, whole snapshots."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event

READING = "otklik_reading"  # the execution option of a connection that only reads

PATIENCE = 30.0  # seconds that a writer waits for its turn
_TURN = int.from_bytes(b"otklik")  # PostgreSQL knows a lock of ours by a number alone


def prepare(engine: Engine, patience: float) -> None:
    """Readers see one snapshot and keep nobody waiting. Writers take turns from their first statement to the commit:
    every function of the archive may look first and write then."""
    if engine.dialect.name == "postgresql":
        _prepare_postgresql(engine, patience)
    else:
        _prepare_sqlite(engine, patience)


def _prepare_sqlite(engine: Engine, patience: float) -> None:
    """Own BEGIN statements, because the driver's would start a transaction too late to see one snapshot.

    A writer takes its lock at once (IMMEDIATE): a lock taken half-way would fail instead of waiting. FULL, because
    the ledger promises that «sending» is on disk before the mail server hears of it.
    """

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        pragmas = (
            f"busy_timeout={patience * 1000:.0f}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if _is_reading(connection) else "BEGIN IMMEDIATE")


def _prepare_postgresql(engine: Engine, patience: float) -> None:
    """Says all that matters at each BEGIN, because the server's and the role's own defaults may differ.

    READ COMMITTED for a writer: what the one before it committed while it waited must be seen. `synchronous_commit`
    is raised for the ledger's promise and never lowered: a server with a replica may ask for more than «on».
    """

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if _is_reading(connection):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{patience * 1000:.0f}ms'")
        connection.exec_driver_sql(
            "SELECT set_config('synchronous_commit', 'on', true) "
            "WHERE current_setting('synchronous_commit') = 'off'"
        )
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def _is_reading(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(READING, False))
