"""`otklik report` and `otklik selection` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from archive.store import open_archive, sqlite_url
from otklik.registry import read_registry
from pipelines.indexing import rebuild_index
from search.open import open_engine
from tests.otklik.conftest import Run, otklik

__all__ = ["otklik"]  # a fixture


@pytest.fixture
def workplace(otklik: Run, tmp_path: Path) -> Run:
    """An archive of which nothing is read yet, with its index."""
    otklik("init")
    (tmp_path / "data").mkdir(exist_ok=True)
    archive = open_archive(sqlite_url(tmp_path / "data" / "archive.db"))
    engine = open_engine(folder=tmp_path / "data" / "index")
    rebuild_index(archive, engine, read_registry())
    engine.close()
    archive.close()
    return otklik


def test_the_file_is_named_by_union_and_period_and_its_kind_by_its_name(
    workplace: Run, tmp_path: Path
) -> None:
    done = workplace("report", "--quarter", "2026-Q3", "--union", "fnpr")
    assert (done.returncode, done.stdout, done.stderr) == (0, "report-fnpr-2026-Q3.docx\n", "")
    written = docx.Document(str(tmp_path / "report-fnpr-2026-Q3.docx"))
    assert written.paragraphs[0].text == "ФНПР: отчёт о работе с прессой"
    done = workplace("report", "--month", "2026-10", "--union", "fnpr", "--out", "october.pdf")
    assert (done.returncode, done.stdout) == (0, "october.pdf\n")
    assert (tmp_path / "october.pdf").read_bytes().startswith(b"%PDF-")


def test_a_selection_is_a_file_or_json(workplace: Run, tmp_path: Path) -> None:
    done = workplace("selection", "--since", "01.10.2026", "--until", "2026-10-31", "--format", "xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    book = openpyxl.load_workbook(tmp_path / done.stdout.strip())
    assert book.sheetnames == ["Отбор"]
    done = workplace("selection", "--month", "2026-10", "--union", "fnpr", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report"], "--quarter 2026-Q4"),
        (["report", "--quarter", "2026-Q7"], "2026-Q7"),
        (["report", "--quarter", "2026-Q3", "--month", "2026-10"], "один период"),
        (["report", "--quarter", "2026-Q3", "--union", "nobody"], "nobody"),
        (["report", "--quarter", "2026-Q3", "--format", "odt"], "odt"),
        (["report", "--quarter", "2026-Q3", "--out", "data"], "это папка"),
        (["report", "--quarter", "2090-Q1"], "ещё не начался"),
        (["selection", "--since", "2026-10-01"], "нужны оба"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(workplace: Run, arguments: list[str], words: str) -> None:
    done = workplace(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_there_is_not_is_named(workplace: Run) -> None:
    done = workplace("report", "--quarter", "2026-Q3", "--union", "fnpr", "--out", "nowhere/r.xlsx")
    assert done.returncode != 0
    assert "nowhere/r.xlsx" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_an_index_the_command_says_how_to_get_one(otklik: Run) -> None:
    otklik("init")
    done = otklik("report", "--quarter", "2026-Q3", "--union", "fnpr")
    assert done.returncode != 0
    assert "otklik index rebuild" in done.stderr
