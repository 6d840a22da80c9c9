"""Tables as a Word file, wide, to be put before somebody; and what all Word files of ours are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from exports.blocks import Grid
from exports.cells import Cell, Linked, Sheet, plain
from exports.fixed_zip import fix_moments
from texts import current_language
from texts.typography import clean, web_address

# The same tables are the same file, whenever it is written.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTH = 26.0  # centimetres between the margins of a wide A4
_LINK = RGBColor(0x14, 0x56, 0x8F)
_LOCALES = {"ru": "ru-RU", "en": "en-US"}
_MOST_ROWS = 1000  # beyond which nobody reads a Word table: the Excel file has them all


def write_docx(sheets: Iterable[Sheet], title: str, remarks: Sequence[str] = ()) -> bytes:
    document = new_document(title)
    _turn_wide(document)
    document.add_heading(clean(title), level=1)
    for remark in remarks:
        document.add_paragraph(clean(remark))
    for sheet in sheets:
        document.add_heading(clean(sheet.name), level=2)
        columns = [(heading, float(width)) for heading, width in sheet.columns]
        add_table(document, Grid(columns=columns, rows=list(islice(sheet.rows, _MOST_ROWS))), _WIDTH)
    return saved(document)


def new_document(title: str) -> Document:
    document = docx.Document()
    document.core_properties.title = clean(title)[:255]
    document.core_properties.author = "Otklik"
    document.core_properties.created = document.core_properties.modified = _CREATED
    document.styles["Normal"].element.get_or_add_rPr().append(
        element("w:lang", **{"w:val": _LOCALES[current_language()]})
    )
    return document


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return fix_moments(file.getvalue())


def _turn_wide(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.85)
    document.styles["Normal"].font.size = Pt(9)


def element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def add_table(document: Document, grid: Grid, width: float, style: str = "Light Grid Accent 1") -> None:
    """`width` is the table's, in centimetres."""
    table = document.add_table(rows=1, cols=len(grid.columns), style=style)
    table.autofit = False
    for cell, (heading, _width) in zip(table.rows[0].cells, grid.columns, strict=True):
        cell.text = clean(heading)
    _mark_row(table.rows[0], "w:tblHeader")
    for row in grid.rows:
        added = table.add_row()
        _mark_row(added, "w:cantSplit")
        for place, value in zip(added.cells, row, strict=True):
            _write(place, value)
    whole = sum(part for _heading, part in grid.columns)
    for number, (column, (_heading, part)) in enumerate(zip(table.columns, grid.columns, strict=True)):
        column.width = Cm(width * part / whole)  # read by Word's neighbours, and the cells' by Word
        for cell in column.cells:
            cell.width = Cm(width * part / whole)
            if number in grid.right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark_row(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(element(name, **{"w:val": "true"}))


def _write(place: _Cell, cell: Cell) -> None:
    paragraph = place.paragraphs[0]
    address = web_address(cell.url) if isinstance(cell, Linked) else ""
    if address:
        add_link(paragraph, plain(cell), address)
    else:
        paragraph.add_run(plain(cell))


def add_link(paragraph: WordParagraph, text: str, address: str) -> None:
    """python-docx reads links and writes none."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = _LINK
    link.append(run._r)
    paragraph._p.append(link)
