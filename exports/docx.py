"""Tables as a wide Word file, and papers as an upright one, to be put before somebody."""

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
from docx.text.run import Run

from exports.blocks import Block, Grid, Heading, Paragraph, Picture
from exports.cells import Cell, Linked, Sheet, plain
from texts import current_language
from texts.typography import clean, web_address

# The same tables are the same file, whenever it is written.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTH, _UPRIGHT = 26.0, 17.0  # centimetres between the margins of a wide A4 and of an upright one
_LINK, _GREY = RGBColor(0x14, 0x56, 0x8F), RGBColor(0x4A, 0x56, 0x63)
_LOCALES = {"ru": "ru-RU", "en": "en-US"}
_MOST_ROWS = 1000  # beyond which nobody reads a Word table: the Excel file has them all


def write_docx(sheets: Iterable[Sheet], title: str, remarks: Sequence[str] = ()) -> bytes:
    document = _new_document(title)
    _turn_wide(document)
    document.add_heading(clean(title), level=1)
    for remark in remarks:
        document.add_paragraph(clean(remark))
    for sheet in sheets:
        document.add_heading(clean(sheet.name), level=2)
        columns = [(heading, float(width)) for heading, width in sheet.columns]
        _add_table(document, Grid(columns=columns, rows=list(islice(sheet.rows, _MOST_ROWS))), _WIDTH)
    return _saved(document)


def write_paper(blocks: Iterable[Block], title: str) -> bytes:
    """A4, upright, with page numbers; a picture says what it shows to who cannot see it."""
    document = _new_document(title)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.0)
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Footer"].font.size = Pt(8.5)
    _number_pages(section.footer.paragraphs[0], title)
    for block in blocks:
        match block:
            case Heading():
                document.add_heading(clean(block.text), level=block.level)
            case Paragraph():
                _add_paragraph(document, block)
            case Picture():
                _add_picture(document, block)
            case Grid():
                _add_table(document, block, _UPRIGHT, "Light Shading")
    _lighten(document)
    return _saved(document)


def _new_document(title: str) -> Document:
    document = docx.Document()
    document.core_properties.title = clean(title)[:255]
    document.core_properties.author = "Otklik"
    document.core_properties.created = document.core_properties.modified = _CREATED
    document.styles["Normal"].element.get_or_add_rPr().append(
        _element("w:lang", **{"w:val": _LOCALES[current_language()]})
    )
    return document


def _saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _turn_wide(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.85)
    document.styles["Normal"].font.size = Pt(9)


def _number_pages(footer: WordParagraph, title: str) -> None:
    """Word counts the pages itself when it opens the file."""
    footer.text = f"{clean(title)} · "
    for instruction in ("PAGE", "NUMPAGES"):
        footer._p.append(_element("w:fldSimple", **{"w:instr": instruction}))
        footer._p[-1].append(footer.add_run("1")._r)
        if instruction == "PAGE":
            footer.add_run(" / ")


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def _add_paragraph(document: Document, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    address = web_address(block.url)
    if address:
        _add_link(paragraph, clean(block.text), address)
    else:
        paragraph.add_run(clean(block.text))
    if block.kind == "quotation":
        paragraph.paragraph_format.left_indent = Cm(0.8)
    paragraph.paragraph_format.keep_with_next = block.kind in ("title", "text")
    paragraph.paragraph_format.space_before = Pt(4 if block.kind == "remark" else 0)
    paragraph.paragraph_format.space_after = Pt(8 if block.kind in ("text", "quotation") else 3)
    for run in _runs(paragraph):
        run.bold = block.kind == "title"
        run.italic = block.kind == "quotation"
        run.font.size = Pt(9) if block.kind == "remark" else None
        if block.kind == "remark":
            run.font.color.rgb = _GREY


def _runs(paragraph: WordParagraph) -> list[Run]:
    """Those of its links as well."""
    return [*paragraph.runs, *(run for link in paragraph.hyperlinks for run in link.runs)]


def _add_picture(document: Document, block: Picture) -> None:
    shape = document.add_picture(BytesIO(block.png), width=Cm(block.width))
    shape._inline.docPr.set("descr", clean(block.described))


def _add_table(document: Document, grid: Grid, width: float, style: str = "Light Grid Accent 1") -> None:
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


def _lighten(document: Document) -> None:
    """Small letters, names no fatter than numbers, thin grey lines instead of bands."""
    for table in document.tables:
        properties = table._tbl.tblPr
        for look in properties.findall(qn("w:tblLook")):
            for name, value in _PLAIN.items():
                look.set(qn(name), value)
        line = _element("w:insideH", **{"w:val": "single", "w:sz": "4", "w:color": "B9C7D6"})
        borders = _element("w:tblBorders")
        borders.append(line)
        properties.find(qn("w:tblLayout")).addprevious(borders)
        for cell in table._cells:
            for run in _runs(cell.paragraphs[0]):
                run.font.size = Pt(9)


# What a table's look says, in words and as the number that stands for them: a heading, no first column, no bands.
_PLAIN = {"w:val": "0620", "w:firstColumn": "0", "w:noHBand": "1"}


def _mark_row(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(_element(name, **{"w:val": "true"}))


def _write(place: _Cell, cell: Cell) -> None:
    paragraph = place.paragraphs[0]
    address = web_address(cell.url) if isinstance(cell, Linked) else ""
    if address:
        _add_link(paragraph, plain(cell), address)
    else:
        paragraph.add_run(plain(cell))


def _add_link(paragraph: WordParagraph, text: str, address: str) -> None:
    """python-docx reads links and writes none."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = _LINK
    link.append(run._r)
    paragraph._p.append(link)
