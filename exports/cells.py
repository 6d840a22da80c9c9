"""What a cell of a table may hold, and how Excel is given each kind so that nothing in it is ever run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from records.annotation import Tone
from texts.typography import clean, tone_words, web_address

# Excel's limits for a cell, for an address, and for the 65,530 links of a sheet, which has two in a row.
_MOST_CHARACTERS = 32_767
_MOST_IN_ADDRESS = 2_000
_MOST_LINKED_ROWS = 32_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """A text that leads to an address of the web; it stays mere text where the address is of another kind."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Toned:
    """A tone: the word, in its colour."""

    tone: Tone


# None is an empty cell.
Cell = str | int | float | date | Linked | Toned | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """A chart of Excel's own beside a table: its first column names the columns, the next ones are stacked on each
    other, each in its colour."""

    title: str
    colours: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """`columns` are (heading, width in characters); with `is_filtered` the headings get buttons to filter by."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]
    is_filtered: bool = True
    chart: Columns | None = None


def plain(cell: Cell) -> str:
    """What a reader sees of a cell where it is mere text; days as they are written in Russia."""
    match cell:
        case None:
            return ""
        case Toned(tone=tone):
            return tone_words(tone)
        case Linked(text=text) | (str() as text):
            return clean(text)
        case datetime():
            return f"{cell:%d.%m.%Y %H:%M}"
        case date():
            return f"{cell:%d.%m.%Y}"
        case _:
            return f"{cell:g}" if isinstance(cell, float) else str(cell)


@dataclass(frozen=True, kw_only=True, slots=True)
class Styles:
    heading: Format
    text: Format
    link: Format
    moment: Format
    day: Format
    tones: dict[Tone, Format]


def add_styles(book: xlsxwriter.Workbook) -> Styles:
    body = {"text_wrap": True, "valign": "top"}
    dated = {"valign": "top", "align": "left"}
    return Styles(
        heading=book.add_format({**body, "bold": True, "bg_color": "#E3E9EF", "bottom": 1}),
        text=book.add_format(body),
        link=book.add_format({**body, "font_color": "#14568F", "underline": 1}),
        moment=book.add_format({**dated, "num_format": "dd.mm.yyyy hh:mm"}),
        day=book.add_format({**dated, "num_format": "dd.mm.yyyy"}),
        tones={
            -1: book.add_format({**body, "font_color": "#A3161D", "bold": True}),
            0: book.add_format({**body, "font_color": "#4A5663"}),
            1: book.add_format({**body, "font_color": "#17692F"}),
        },
    )


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, styles: Styles) -> None:
    """Text is written as text whatever it begins with; a link is a link of the sheet, not a formula."""
    style = styles.text if row else styles.heading
    match cell:
        case None | "":
            sheet.write_blank(row, column, None, style)
        case Toned(tone=tone):
            sheet.write_string(row, column, tone_words(tone), styles.tones[tone])
        case Linked(text=text, url=url):
            _write_link(sheet, row, column, _shown(text), web_address(url), styles)
        case datetime():
            sheet.write_datetime(row, column, cell, styles.moment)
        case date():
            sheet.write_datetime(row, column, cell, styles.day)
        case str():
            sheet.write_string(row, column, _shown(cell), style)
        case _:
            sheet.write_number(row, column, cell, style)


def _write_link(sheet: Worksheet, row: int, column: int, text: str, address: str, styles: Styles) -> None:
    if not address or not text or len(address) > _MOST_IN_ADDRESS or row > _MOST_LINKED_ROWS:
        sheet.write_string(row, column, text, styles.text)
        return
    sheet.write_url(row, column, address, styles.link, text)


def _shown(text: str) -> str:
    return clean(text)[:_MOST_CHARACTERS]
