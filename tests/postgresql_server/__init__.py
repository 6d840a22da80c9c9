"""A real PostgreSQL server for tests, from the binaries that the system's package installs."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import OperationalError

# The order of letters is Russian, as at home: nothing may lean on the order of their codes.
LETTERS = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=ru-RU")
# Only the machine itself may lose power here, and then the data are of no use anyway.
SETTINGS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")


def why_unavailable() -> str:
    """Why no server can be had on this machine; empty where one can."""
    if os.environ.get("OTKLIK_TEST_POSTGRESQL"):
        return ""
    if not find_binaries():
        return "no PostgreSQL 15 or later"
    if os.geteuid() == 0 and not account():
        return "PostgreSQL does not run as root, and there is no other account"
    return ""


def find_binaries() -> Path | None:
    """The folder of `initdb`: Debian keeps it off the path, one folder a version."""
    if initdb := shutil.which("initdb"):
        return Path(initdb).parent
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max((path for path in debian if version(path) >= 15), key=version, default=None)


def version(binaries: Path) -> int:
    return int(binaries.parent.name)


def account() -> str:
    """Whose server it is when root runs the tests."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), "")


def as_whom() -> dict[str, Any]:
    """The arguments of `subprocess` that put root's rights down."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(account())
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def running_server() -> Iterator[str]:
    """The URL of a server, by `OTKLIK_TEST_POSTGRESQL` or one of one's own, in a folder that goes with it."""
    if url := os.environ.get("OTKLIK_TEST_POSTGRESQL"):
        yield url
        return
    # Not pytest's folder: the server's account may not enter it.
    with tempfile.TemporaryDirectory(prefix="otklik-postgresql-") as folder, own_server(Path(folder)) as url:
        yield url


@contextmanager
def own_server(folder: Path) -> Iterator[str]:
    binaries = find_binaries()
    assert binaries, why_unavailable()
    whom = as_whom()
    if whom:
        os.chown(folder, whom["user"], whom["group"])
    data, port = folder / "data", free_port()
    owner = ("--username=otklik", "--auth=trust")
    make = [f"{binaries}/initdb", f"--pgdata={data}", "--no-sync", *owner, *LETTERS]
    run = [f"{binaries}/postgres", "-D", f"{data}", f"--port={port}", *(f"--{each}" for each in SETTINGS)]
    subprocess.run(make, check=True, cwd=folder, stdout=subprocess.DEVNULL, **whom)
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(run, cwd=folder, stdout=log, stderr=log, **whom)
    url = f"postgresql+psycopg://otklik@127.0.0.1:{port}/postgres"
    try:
        wait_until_ready(url, child, folder / "log")
        yield url
    finally:
        child.send_signal(signal.SIGINT)  # a fast shutdown: it ends the sessions that are left
        child.wait(timeout=30)


def wait_until_ready(url: str, child: subprocess.Popen[Any], log: Path) -> None:
    deadline = time.monotonic() + 60
    engine = create_engine(url)
    try:
        while True:
            try:
                engine.connect().close()
                return
            except OperationalError as error:
                if time.monotonic() > deadline or child.poll() is not None:
                    said = log.read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"PostgreSQL did not start: {said}") from error
            time.sleep(0.1)
    finally:
        engine.dispose()


@contextmanager
def fresh_database(server_url: str, options: str = "ENCODING 'UTF8'") -> Iterator[str]:
    """The URL of an empty database, dropped in the end."""
    name = f"otklik_test_{uuid.uuid4().hex[:12]}"
    server = create_engine(server_url, isolation_level="AUTOCOMMIT")
    try:
        execute(server, f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        try:
            yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
        finally:
            execute(server, f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        server.dispose()


def execute(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
