"""The report as Word, PDF and Excel, read back: the same content, described pictures, and no text that is run."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO

import docx
import openpyxl
import pytest

from exports.blocks import Block, Grid, Heading, Paragraph, Picture
from exports.paper import write_paper
from exports.pdf import picture_pages, write_pdf
from exports.xlsx import write_xlsx
from reports.compose import compose_report
from reports.layout import lay_out, readable
from reports.parts import Report
from reports.scope import Scope
from reports.words import change_words, value_words
from reports.workbook import list_sheets
from tests.reports.press import HOSTILE, opened_scope
from texts import speaking

DESK = "https://desk.example"


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scope]:
    with opened_scope(tmp_path_factory.mktemp("press")) as scope:
        yield scope


@pytest.fixture(scope="module")
def report(scope: Scope) -> Report:
    return compose_report(scope)


@pytest.fixture(scope="module")
def blocks(report: Report) -> list[Block]:
    return list(lay_out(report, DESK))


def test_every_number_has_a_mark_whose_query_stands_at_the_end(blocks: list[Block]) -> None:
    *tables, appendix = [block for block in blocks if isinstance(block, Grid)]
    numbered = [grid for grid in tables if grid.columns[-1][0] == "№"]
    marks = {int(row[-1].text) for grid in numbered for row in grid.rows}  # type: ignore[union-attr]
    listed = [row[0] for row in appendix.rows]
    assert listed == list(range(1, len(listed) + 1))
    assert marks <= set(listed)
    assert len(numbered) > 10
    assert all(row[2].url.startswith(f"{DESK}/") for row in appendix.rows)  # type: ignore[union-attr]


def test_word_has_headings_tables_that_repeat_them_pictures_with_words_and_page_numbers(
    blocks: list[Block],
) -> None:
    written = docx.Document(BytesIO(write_paper(blocks, "Отчёт")))
    levels = {paragraph.style.name for paragraph in written.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 2", "Heading 3"} <= levels
    assert len(written.tables) == sum(isinstance(block, Grid) for block in blocks)
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in written.tables)
    described = [shape._inline.docPr.get("descr") for shape in written.inline_shapes]
    assert described == [block.described for block in blocks if isinstance(block, Picture)]
    assert len(described) == 2
    assert all(described)
    footer = written.sections[0].footer._element.xml
    assert re.findall(r'w:instr="(\w+)"', footer) == ["PAGE", "NUMPAGES"]
    assert HOSTILE in [link.text[-len(HOSTILE) :] for each in written.paragraphs for link in each.hyperlinks]


def test_the_columns_of_word_fit_between_the_margins(blocks: list[Block]) -> None:
    written = docx.Document(BytesIO(write_paper(blocks, "Отчёт")))
    section = written.sections[0]
    edges = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (int(edge or 0) for edge in edges)
    for table in written.tables:
        assert [column.width for column in table.columns] == [cell.width for cell in table.rows[0].cells]
        assert sum(cell.width for cell in table.rows[0].cells) <= width - left - right + 635 * len(
            table.columns
        )  # a twip each


def test_pdf_is_tagged_described_and_the_same_whenever_it_is_written(blocks: list[Block]) -> None:
    first, second = write_pdf(blocks, "Отчёт"), write_pdf(blocks, "Отчёт")
    assert first == second
    assert first.startswith(b"%PDF-")
    inside = first + b"".join(_streams(first))
    assert b"/StructTreeRoot" in inside
    assert inside.count(b"/Figure") >= 2
    assert b"/Alt" in inside
    assert b"Libertinus" in inside
    assert b"/Outlines" in inside


def _streams(pdf: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue


def test_no_word_of_a_text_is_markup_of_the_pdf() -> None:
    quiet: list[Block] = [Heading(text="Отчёт", level=1), Paragraph(text="а" * 30)]
    markup = "#set page(width: 1cm, height: 1cm) #panic() $ ] } \\ // * _ @x <y>"
    rows = [("#while true {}",), ("*]",)]
    loud: list[Block] = [
        *quiet,
        Paragraph(text=markup, kind="remark"),
        Grid(columns=[("#pagebreak()", 1.0)], rows=rows),
    ]
    (page,) = picture_pages(loud, "#panic()")
    (small,) = picture_pages(quiet, "Отчёт")
    assert _size(page) == _size(small)


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_excel_has_a_sheet_a_table_with_the_addresses_of_all_three_spans(report: Report) -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(list_sheets(report, DESK), report.title)))
    sheet = book["Сколько о нас услышали"]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][:4] == [
        "Что",
        "IV квартал 2026*",
        "III квартал 2026",
        "IV квартал 2025",
    ]
    assert [cell.value for cell in rows[2]][:4] == ["публикаций", 11, 5, 2]
    assert [cell.hyperlink.target for cell in rows[2][4:]] == [
        f"{DESK}/search?union=steklo&since={since}&until={until}"
        for since, until in (
            ("2026-10-01", "2026-12-31"),
            ("2026-07-01", "2026-09-30"),
            ("2025-10-01", "2025-12-31"),
        )
    ]
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames) > 15
    assert len(book["Упоминания по месяцам"]._charts) == 1
    formulas = [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []


def test_without_a_desk_the_queries_are_text(report: Report) -> None:
    appendix = [block for block in lay_out(report) if isinstance(block, Grid)][-1]
    assert {row[2].url for row in appendix.rows} == {""}  # type: ignore[union-attr]


def test_cyrillic_in_an_address_is_shown_as_letters_and_nothing_else_is_changed() -> None:
    written = "/search?person=%D0%9F%D1%91%D1%82%D1%80+%26%3D%25&since=2026-10-01"
    assert readable(written) == "/search?person=Пётр+%26%3D%25&since=2026-10-01"


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert value_words(None) == "нет данных"
    assert value_words(12345) == "12\u00a0345"
    assert value_words(42.1) == "42,1"
    assert value_words(0.846, is_share=True) == "84,6\u00a0%"
    assert [change_words(3, 5), change_words(5, 3), change_words(3, 3), change_words(3, None)] == [
        "−2",
        "+2",
        "0",
        "—",
    ]
    assert change_words(0.25, 0.5, is_share=True) == "−25\u00a0п.\u00a0п."
    with speaking("en"):
        assert (value_words(12345), value_words(0.846, is_share=True)) == ("12,345", "84.6\u00a0%")


def test_an_english_reader_gets_english_names_of_months_and_regions(scope: Scope) -> None:
    with speaking("en"):
        report = compose_report(scope)
        months = next(part for part in report.sections[1].parts if len(getattr(part, "rows", ())) == 11)
        assert months.rows[0].label == "January 2026"  # type: ignore[union-attr]
        regions = report.sections[2].parts[0]
        assert regions.rows[0].label == "Kurgan Oblast"  # type: ignore[union-attr]
        assert write_pdf(lay_out(report), report.title).startswith(b"%PDF-")


def test_an_empty_archive_and_a_union_without_mentions_are_papers_too(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with opened_scope(tmp_path_factory.mktemp("empty"), (), begun=None) as scope:
        report = compose_report(scope)
    blocks = list(lay_out(report))
    assert docx.Document(BytesIO(write_paper(blocks, report.title))).tables
    assert write_pdf(blocks, report.title).startswith(b"%PDF-")
    book = openpyxl.load_workbook(BytesIO(write_xlsx(list_sheets(report), report.title)))
    assert [cell.value for cell in book["Сколько о нас услышали"][2]][1:4] == ["нет данных"] * 3
