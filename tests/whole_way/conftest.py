"""The whole program against the sample press: real servers, real processes, a workplace in a temporary folder."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.page_copies import find_copies
from archive.page_files import PageFiles
from archive.store import open_archive, sqlite_url
from demo.server import SamplePress
from otklik.sample import sample_press
from records.search import Query
from search.open import open_engine
from tests.warm import run_warm

# Reprints of each other, windows-1251, a dead feed; and few enough articles for many crawls.
SOME = ("pritobolye", "zauralskiy-chas", "samarskaya-smena", "stepnoy-golos")

_TABLES = {
    "links": "id, url, reason, article_id",
    "articles": "id, state, url, "
    " canonical_url, outlet_id, title, text, authors, published, story_id, is_reprint, similarity",
    "mentions": "*",
    "people": "*",
    "entities": "*",
    "outbox": "article_id",
    "page_copies": "article_id, revision, url",
}


@dataclass
class Workplace:
    """A folder with an otklik.toml that reads (some of) the sample press, and the command run in it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "otklik", *arguments],
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, code: int = 0) -> str:
        """Standard output of a command that must end with this code, in silence or one sentence, never a traceback."""
        done = run_warm(
            "otklik.cli:main", arguments, folder=self.folder, environment=self._environment(), timeout=300
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert done.returncode == code, err + out
        assert "Traceback" not in err, err
        assert len(err.strip().splitlines()) == (1 if code else 0), err
        return out if not code else err

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OTKLIK_")}
        return kept | {"COLUMNS": "120"} | self.environment

    def crawl(self, code: int = 0) -> Any:
        out = self.run("crawl", "--all", "--json", code=code)
        return json.loads(out) if not code else out

    def archived(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that must not depend on how a crawl went: no times of ours, no counters."""
        connection = sqlite3.connect(self.folder / "data" / "archive.db")
        try:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return {
                table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
                for table, columns in _TABLES.items()
            }
        finally:
            connection.close()

    def saved(self) -> dict[str, bytes]:
        """The saved pages by their articles' addresses; one that cannot be read is a failure."""
        archive, files = (
            open_archive(sqlite_url(self.folder / "data" / "archive.db")),
            PageFiles(self.folder / "data" / "pages"),
        )
        with archive.reading() as connection:
            copies = [copy for row in self.archived()["articles"] for copy in find_copies(connection, row[0])]
        archive.close()
        return {copy.url: files.read(copy.place, copy.url).body for copy in copies}

    def indexed(self) -> list[Any]:
        """Every article that the embedded index finds, as it shows it."""
        engine = open_engine(folder=self.folder / "data" / "index")
        try:
            return sorted(
                (hit.id, hit.title, hit.url, hit.is_reprint, sorted(hit.tones.items()), hit.evidence)
                for hit in engine.search(Query(limit=1000)).hits
            )
        finally:
            engine.close()


@pytest.fixture(scope="session")
def press() -> Iterator[SamplePress]:
    with sample_press(datetime.now(UTC)) as press:
        yield press


def make_workplace(
    folder: Path, press: SamplePress, outlets: tuple[str, ...] = SOME, more: str = ""
) -> Workplace:
    folder.mkdir(parents=True, exist_ok=True)
    press.write_register(folder / "registry")
    for file in (folder / "registry" / "outlets").glob("*/*.toml"):
        if outlets and file.stem not in outlets:
            file.unlink()
    hosts = ", ".join(f'"{host}/32"' for host in press.hosts)
    (folder / "otklik.toml").write_text(
        f"""
[registry]
folder = "registry"
only_own = true
[crawl]
contact = "https://otklik.example/"
delay = 0
per_site = 4
deadline = 20
allow_addresses = [{hosts}]
{more}""",
        "utf-8",
    )
    return Workplace(folder)
