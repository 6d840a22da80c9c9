"""A table as CSV that Excel and LibreOffice open as they open a Russian file: semicolons, UTF-8 with a mark."""

from __future__ import annotations

import csv
from io import StringIO

from exports.cells import Cell, Linked, Sheet, plain
from texts.typography import clean

# What a spreadsheet takes for the beginning of a formula, also behind blanks and in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_csv(sheet: Sheet) -> bytes:
    """A text that a spreadsheet would run begins with an apostrophe, as OWASP advises; a number stays a number."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(heading) for heading, _width in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_written(cell) for cell in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def _written(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.6g}".replace(".", ",")
    shown = plain(cell)
    return _text(shown) if isinstance(cell, str | Linked) else shown


def _text(text: str) -> str:
    shown = clean(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
