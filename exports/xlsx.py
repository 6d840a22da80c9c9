"""Tables as an Excel file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

import xlsxwriter

from exports.cells import Sheet, Styles, add_styles, write_cell
from texts.typography import clean

# The same tables are the same file, whenever it is written.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no zones
_A4 = 9


def write_xlsx(sheets: Iterable[Sheet], title: str) -> bytes:
    """Text is never taken for a formula, a link or a number: `=cmd` in a title stays a title."""
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": clean(title), "created": _CREATED})
    styles = add_styles(book)
    for sheet in sheets:
        _write_sheet(book, sheet, styles)
    book.close()
    return file.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, styles: Styles) -> None:
    page = book.add_worksheet(sheet.name)
    for column, (heading, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        write_cell(page, 0, column, heading, styles)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            write_cell(page, last, column, cell, styles)
    page.freeze_panes(1, 0)
    if sheet.is_filtered:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
