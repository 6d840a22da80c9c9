"""Texts that a spreadsheet would calculate, in the files of every page."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.desk.attacks.vectors import TEXTS, hostile_articles, hostile_registry, put_hostile_words
from tests.desk.guards_fixtures import Place, open_place
from tests.digests.press import article_id
from tests.figures import Report

# A cell that a spreadsheet takes for a formula begins so, if it is no number.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path, hostile_articles(), hostile_registry()) as place:
        put_hostile_words(place)
        yield place


def test_no_cell_of_a_file_is_calculated(hostile: Place, report: Report) -> None:
    visitor = hostile.client()
    pages = ["/?week=2026-W47&union=stf", "/search?union=stf", "/corrections", "/saved"]
    pages += [
        "/outlets",
        "/people",
        "/sources",
        "/absences",
        "/releases",
        "/topics",
        "/outlet/luka?since=2026-11-01",
    ]
    pages += [f"/person?name={quote(text)}" for text in TEXTS]
    pages += [f"/story/{article_id(one)}" for one in hostile_articles()]
    pages += [f"/article/{article_id(one)}?union=stf" for one in hostile_articles()]
    files, cells = 0, 0
    wrong: list[str] = []
    for page in pages:
        for read, form in ((_csv_cells, "csv"), (_xlsx_cells, "xlsx")):
            answer = visitor.get(f"{page}{'&' if '?' in page else '?'}format={form}")
            if answer.status_code != 200:  # nobody of that name
                assert page.startswith("/person") and answer.status_code == 404, page
                continue
            number, calculated = read(answer.content)
            files, cells, wrong = files + 1, cells + number, [*wrong, *calculated]
    report(
        "formulas in Excel and CSV files",
        f"{len(TEXTS)} texts, {files} files, {cells} cells: {len(wrong)} formulas",
    )
    assert wrong == []
    assert files > 150 and cells > 5000


def _csv_cells(body: bytes) -> tuple[int, list[str]]:
    """How many there are, and those that would be calculated."""
    cells = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";") for cell in row]
    return len(cells), [cell for cell in cells if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)]


def _xlsx_cells(body: bytes) -> tuple[int, list[str]]:
    workbook = zipfile.ZipFile(io.BytesIO(body))
    sheets = [workbook.read(name) for name in workbook.namelist() if name.startswith("xl/worksheets/sheet")]
    formulas = [found.decode() for sheet in sheets for found in re.findall(rb"<f[ >].{0,60}", sheet)]
    return sum(sheet.count(b"<c ") for sheet in sheets), formulas
