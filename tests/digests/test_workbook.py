from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from archive.store import Archive
from digests.compose import compose_digest
from digests.workbook import write_workbook
from records.digest import Digest, Week
from tests.digests.hostile import FORMULAS, hostile_articles
from tests.digests.press import SUBSCRIPTION, put_articles, registry
from tests.digests.sample_week import put_sample_weeks


def compose(archive: Archive) -> Digest:
    return compose_digest(
        archive, registry(), SUBSCRIPTION, Week(year=2026, number=47), ZoneInfo("Europe/Moscow")
    )


def sheets(content: bytes) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: sheet for sheet in book.worksheets}


def test_every_publication_is_in_the_table(archive: Archive) -> None:
    put_sample_weeks(archive)
    found = sheets(write_workbook(compose(archive)))
    assert list(found) == ["Публикации", "Сюжеты", "Итоги", "Не прочитаны"]
    assert (found["Публикации"].max_row, found["Сюжеты"].max_row) == (15, 10)
    first = [cell.value for cell in found["Публикации"][2]]
    assert first[0] == datetime(2026, 11, 17, 9, 40)  # noqa: DTZ001 - a cell has no zone; it is Moscow's
    assert first[1:5] == [
        "Заводская сторона",
        "Челябинская область",
        "На стекольном заводе «Прозрачный» третий день не выходят в ночную смену",
        "негативный",
    ]
    assert [cell.value for cell in found["Итоги"][2]] == ["Публикаций", 14, 3, 11]
    assert found["Не прочитаны"].max_row == 3


def test_the_same_digest_is_the_same_file(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive)
    assert write_workbook(digest) == write_workbook(digest)


def test_a_formula_in_a_title_stays_text(archive: Archive) -> None:
    put_articles(archive, hostile_articles())
    content = write_workbook(compose(archive))
    cells = [cell for sheet in sheets(content).values() for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    titles = {cell.value for cell in cells if isinstance(cell.value, str)}
    for formula in FORMULAS:
        assert any(title.startswith(formula.strip()) for title in map(str.strip, titles))


def test_no_sheet_holds_a_formula_or_a_link(archive: Archive) -> None:
    put_articles(archive, hostile_articles())
    with ZipFile(BytesIO(write_workbook(compose(archive)))) as file:
        parts = [file.read(name) for name in file.namelist() if "worksheets" in name]
    assert len(parts) == 4
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts)


def test_an_empty_week_is_a_table_without_rows(archive: Archive) -> None:
    found = sheets(write_workbook(compose(archive)))
    assert found["Публикации"].max_row == 1
    assert found["Не прочитаны"].max_row == 9
