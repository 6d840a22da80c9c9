"""Tables as a Word file, wide, to be put before somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from exports.cells import Cell, Linked, Sheet, plain
from texts.typography import clean, web_address

# The same tables are the same file, whenever it is written.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTH = 26.0  # centimetres between the margins of a wide A4
_MOST_ROWS = 1000  # beyond which nobody reads a Word table: the Excel file has them all


def write_docx(sheets: Iterable[Sheet], title: str, remarks: Sequence[str] = ()) -> bytes:
    document = docx.Document()
    _turn_wide(document)
    document.core_properties.title = clean(title)[:255]
    document.core_properties.author = "Otklik"
    document.core_properties.created = document.core_properties.modified = _CREATED
    document.add_heading(clean(title), level=1)
    for remark in remarks:
        document.add_paragraph(clean(remark))
    for sheet in sheets:
        document.add_heading(clean(sheet.name), level=2)
        _add_table(document, sheet)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _turn_wide(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.85)
    document.styles["Normal"].font.size = Pt(9)


def _add_table(document: Document, sheet: Sheet) -> None:
    table = document.add_table(rows=1, cols=len(sheet.columns), style="Light Grid Accent 1")
    table.autofit = False
    for cell, (heading, _width) in zip(table.rows[0].cells, sheet.columns, strict=True):
        cell.text = clean(heading)
    _repeat_heading(table)
    for number, row in enumerate(sheet.rows):
        if number == _MOST_ROWS:
            break
        for place, value in zip(table.add_row().cells, row, strict=True):
            _write(place, value)
    whole = sum(width for _heading, width in sheet.columns)
    for column, (_heading, width) in zip(table.columns, sheet.columns, strict=True):
        for cell in column.cells:
            cell.width = Cm(_WIDTH * width / whole)


def _repeat_heading(table: Table) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _write(place: _Cell, cell: Cell) -> None:
    paragraph = place.paragraphs[0]
    address = web_address(cell.url) if isinstance(cell, Linked) else ""
    if address:
        _add_link(paragraph, plain(cell), address)
    else:
        paragraph.add_run(plain(cell))


def _add_link(paragraph: Paragraph, text: str, address: str) -> None:
    """python-docx reads links and writes none."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
