"""Tables as files, read back by other programs."""

from __future__ import annotations

import csv
import json
import time
from datetime import date, datetime
from io import BytesIO, StringIO

import docx
import openpyxl
import pytest

from exports.cells import Linked, Sheet, Toned
from exports.csv import write_csv
from exports.docx import write_docx
from exports.json import write_json
from exports.xlsx import write_xlsx

FORMULAS = [
    "=1+1",
    "+7 900",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    " =cmd|' /C calc'!A0",
    "＝1+1",
    '=HYPERLINK("http://x")',
]
ROWS = [
    (Linked(text="Заголовок", url="https://a.example/1"), Toned(tone=-1), date(2026, 11, 25), 3, 0.5, None),
    (Linked(text="Плохой", url="javascript:alert(1)"), Toned(tone=1), datetime(2026, 11, 25, 9, 30), 0, 2.25, "да"),  # noqa: DTZ001 - Excel knows no zones
]  # fmt: skip
SHEET = Sheet(name="Публикации", columns=[(name, 10) for name in "абвгде"], rows=ROWS)


def _hostile(formula: str) -> Sheet:
    return Sheet(
        name="Лист", columns=[(formula, 10), ("б", 10)], rows=[(formula, Linked(text=formula, url="x"))]
    )


def test_csv_opens_as_a_russian_spreadsheet_expects() -> None:
    written = write_csv(SHEET)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Заголовок", "негативный", "25.11.2026", "3", "0,5", ""]
    assert rows[2] == ["Плохой", "положительный", "25.11.2026 09:30", "0", "2,25", "да"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_becomes_a_formula(formula: str) -> None:
    rows = list(csv.reader(StringIO(write_csv(_hostile(formula)).decode("utf-8-sig")), delimiter=";"))
    assert all(cell.startswith("'") for row in rows for cell in row if cell != "б")
    book = openpyxl.load_workbook(BytesIO(write_xlsx([_hostile(formula)], "Проба")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}


def test_word_shows_the_tables_and_links_only_the_web() -> None:
    document = docx.Document(BytesIO(write_docx([SHEET], "Обзор", ["Учебные данные"])))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[1].cells][1:4] == ["негативный", "25.11.2026", "3"]
    assert [paragraph.text for paragraph in document.paragraphs][:3] == [
        "Обзор",
        "Учебные данные",
        "Публикации",
    ]
    links = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert links == ["https://a.example/1"]


def test_json_keeps_kinds_of_values() -> None:
    table = json.loads(write_json([SHEET], "Обзор"))["tables"][0]
    assert table["rows"][0] == [
        {"text": "Заголовок", "url": "https://a.example/1"},
        -1,
        "2026-11-25",
        3,
        0.5,
        None,
    ]


def test_the_same_tables_are_the_same_files() -> None:
    written = [write([SHEET], "Обзор") for write in (write_xlsx, write_docx)]
    time.sleep(2.1)  # a packed file knows its moment to two seconds
    assert [write([SHEET], "Обзор") for write in (write_xlsx, write_docx)] == written
