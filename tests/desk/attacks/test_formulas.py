"""Texts that a spreadsheet would calculate, in the files of every page."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

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
    pages += [f"/article/{article_id(one)}?union=stf" for one in hostile_articles()]
    cells, wrong = 0, []
    for page in pages:
        join = "&" if "?" in page else "?"
        lines = visitor.get(f"{page}{join}format=csv").content.decode("utf-8-sig")
        for cell in (cell for row in csv.reader(io.StringIO(lines), delimiter=";") for cell in row):
            cells += 1
            if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
                wrong.append(cell)
        workbook = zipfile.ZipFile(io.BytesIO(visitor.get(f"{page}{join}format=xlsx").content))
        for name in workbook.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = workbook.read(name)
                cells += sheet.count(b"<c ")
                wrong += re.findall(rb"<f[ >].{0,60}", sheet)
    report("formulas in Excel and CSV files", f"{len(TEXTS)} texts in {cells} cells: {len(wrong)} formulas")
    assert wrong == []
    assert cells > 1000
