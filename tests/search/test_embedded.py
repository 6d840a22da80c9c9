"""The embedded index in a folder that others also use, or that is broken."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from records.errors import BusyError, StorageError
from records.search import Query
from search.embedded import EmbeddedEngine
from tests.search.press import PRESS

HOLDER = """
import sys, time
from pathlib import Path
from search.embedded_index import IndexWriter, open_index
writer = IndexWriter(open_index(Path(sys.argv[1]) / "000001"), Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = EmbeddedEngine(tmp_path / "index")
    engine.ensure()
    engine.write(PRESS)
    return tmp_path / "index"


def hold_lock(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    return holder


def let_go(holder: subprocess.Popen[str]) -> None:
    holder.communicate("")
    assert holder.returncode == 0


def test_a_reader_sees_what_another_writes_and_rebuilds(folder: Path) -> None:
    reader, writer = EmbeddedEngine(folder), EmbeddedEngine(folder)
    assert reader.search(Query()).total == len(PRESS)
    writer.remove([PRESS[0].article_id])
    assert reader.search(Query()).total == len(PRESS) - 1
    with writer.rebuild() as rebuilt:
        rebuilt.write(PRESS[:2])
        assert reader.search(Query()).total == len(PRESS) - 1
    assert reader.search(Query()).total == 2
    assert sorted(path.name for path in folder.iterdir()) == ["000002", "CURRENT"]


def test_reading_goes_on_while_another_writes_and_a_second_writer_waits(folder: Path) -> None:
    holder = hold_lock(folder)
    assert EmbeddedEngine(folder).search(Query()).total == len(PRESS)
    release = threading.Timer(0.3, let_go, [holder])
    release.start()
    assert EmbeddedEngine(folder).write(PRESS) == []
    assert holder.poll() == 0
    release.join()


def test_a_writer_that_waits_in_vain_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.embedded_index._PATIENCE", 0.1)
    holder = hold_lock(folder)
    try:
        with pytest.raises(BusyError, match="другой запуск"):
            EmbeddedEngine(folder).write(PRESS)
    finally:
        let_go(holder)


def test_a_writer_that_was_killed_leaves_what_was_committed_and_no_lock(folder: Path) -> None:
    holder = hold_lock(folder)
    holder.kill()
    holder.communicate()
    engine = EmbeddedEngine(folder)
    engine.write(PRESS)
    assert len(list(engine.versions())) == len(PRESS)


def test_a_writer_that_is_killed_in_the_middle_leaves_whole_batches(tmp_path: Path) -> None:
    """Each article comes with its mentions or not at all, wherever the writer was."""
    script = """
import sys
from pathlib import Path
from search.embedded import EmbeddedEngine
from tests.search.press import Named, make_documents
engine = EmbeddedEngine(Path(sys.argv[1]))
engine.ensure()
named = [Named(union="fnpr", words="ФНПР")]
for number in range(10_000):
    engine.write([make_documents(f"{number}-{part}", text="ФНПР собралась.", named=named) for part in range(10)])
    print(number, flush=True)
"""
    for rounds, pause in enumerate((0.0, 0.013, 0.031)):
        folder = tmp_path / str(rounds)
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout
        for _ in range(5):
            child.stdout.readline()
        time.sleep(pause)
        child.kill()
        child.communicate()
        engine = EmbeddedEngine(folder)
        found = engine.search(Query(limit=10_000))
        assert found.total >= 50
        assert found.total % 10 == 0
        assert found.total == len(dict(engine.versions())) == engine.search(Query(unions=("fnpr",))).total
        assert all(len(hit.evidence) == 1 for hit in found.hits)


def test_without_an_index_the_mend_is_named(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "nothing")
    for ask in (lambda: engine.search(Query()), lambda: engine.write(PRESS), lambda: [*engine.versions()]):
        with pytest.raises(StorageError, match="otklik index rebuild"):
            ask()
    assert not (tmp_path / "nothing").exists()


def test_a_broken_index_is_named_and_a_rebuild_mends_it(folder: Path) -> None:
    for file in (folder / "000001").iterdir():
        file.write_bytes(b"")
    engine = EmbeddedEngine(folder)
    with pytest.raises(StorageError, match="otklik index rebuild"):
        engine.search(Query())
    with engine.rebuild() as writer:
        writer.write(PRESS)
    assert engine.search(Query()).total == len(PRESS)


@pytest.mark.parametrize("content", ["", "000001", "999999 abc", "\x00\xff"])
def test_a_broken_pointer_is_named_and_a_rebuild_mends_it(folder: Path, content: str) -> None:
    (folder / "CURRENT").write_text(content, encoding="latin-1")
    engine = EmbeddedEngine(folder)
    for ask in (engine.ensure, lambda: engine.search(Query()), lambda: engine.write(PRESS)):
        with pytest.raises(StorageError, match="otklik index rebuild"):
            ask()
    with engine.rebuild() as writer:
        writer.write(PRESS)
    engine.ensure()
    assert engine.search(Query()).total == len(PRESS)


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(StorageError, match="index"):
        EmbeddedEngine(tmp_path / "index").ensure()
