"""Tables as an Excel file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from exports.cells import Columns, Sheet, Styles, add_styles, write_cell
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
    if sheet.chart and last:
        _draw_chart(book, page, sheet.chart, last, len(sheet.columns))
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _draw_chart(book: xlsxwriter.Workbook, page: Worksheet, chart: Columns, last: int, width: int) -> None:
    drawing = book.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour in enumerate(chart.colours, start=1):
        drawing.add_series(
            {
                "name": [page.name, 0, column],
                "categories": [page.name, 1, 0, last, 0],
                "values": [page.name, 1, column, last, column],
                "fill": {"color": colour},
            }
        )
    drawing.set_title({"name": clean(chart.title)})
    drawing.set_legend({"position": "bottom"})
    page.insert_chart(1, width + 1, drawing, {"description": clean(chart.title)})
