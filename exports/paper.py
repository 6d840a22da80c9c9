"""Papers as a Word file, upright: headings, paragraphs, tables and described pictures."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from exports.blocks import Block, Grid, Heading, Paragraph, Picture
from exports.docx import add_link, add_table, element, new_document, saved
from texts.typography import clean, web_address

_WIDTH = 17.0  # centimetres between the margins
_GREY = RGBColor(0x4A, 0x56, 0x63)


def write_paper(blocks: Iterable[Block], title: str) -> bytes:
    """A4, upright, with page numbers; a picture says what it shows to who cannot see it."""
    document = new_document(title)
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
                add_table(document, block, _WIDTH, "Light Shading")
    _lighten(document)
    return saved(document)


def _number_pages(footer: WordParagraph, title: str) -> None:
    """Word counts the pages itself when it opens the file."""
    footer.text = f"{clean(title)} · "
    for instruction in ("PAGE", "NUMPAGES"):
        footer._p.append(element("w:fldSimple", **{"w:instr": instruction}))
        footer._p[-1].append(footer.add_run("1")._r)
        if instruction == "PAGE":
            footer.add_run(" / ")


def _add_paragraph(document: Document, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    address = web_address(block.url)
    if address:
        add_link(paragraph, clean(block.text), address)
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


def _lighten(document: Document) -> None:
    """Small letters, names no fatter than numbers, thin grey lines instead of bands."""
    for table in document.tables:
        properties = table._tbl.tblPr
        for look in properties.findall(qn("w:tblLook")):
            for name, value in _PLAIN.items():
                look.set(qn(name), value)
        line = element("w:insideH", **{"w:val": "single", "w:sz": "4", "w:color": "B9C7D6"})
        borders = element("w:tblBorders")
        borders.append(line)
        properties.find(qn("w:tblLayout")).addprevious(borders)
        for cell in table._cells:
            for run in _runs(cell.paragraphs[0]):
                run.font.size = Pt(9)


# What a table's look says, in words and as the number that stands for them: a heading, no first column, no bands.
_PLAIN = {"w:val": "0620", "w:firstColumn": "0", "w:noHBand": "1"}
