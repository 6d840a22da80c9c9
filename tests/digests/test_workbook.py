from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import lxml.etree
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from archive.store import Archive
from digests.compose import compose_digest
from digests.sheets import write_workbook
from records.digest import Digest, Totals, UnreadOutlet
from records.period import Week
from tests.digests.hostile import FORMULAS, hostile_articles
from tests.digests.press import SUBSCRIPTION, put_articles, registry
from tests.digests.sample_week import put_sample_weeks


def compose(archive: Archive, zone: str = "Europe/Moscow") -> Digest:
    return compose_digest(archive, registry(), SUBSCRIPTION, Week(year=2026, number=47), ZoneInfo(zone))


def sheets(content: bytes) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: sheet for sheet in book.worksheets}


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """Each row by its headings."""
    heading, *found = list(sheet.iter_rows(values_only=True))
    return [dict(zip(map(str, heading), row, strict=True)) for row in found]


def test_every_publication_is_in_the_table(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive)
    found = sheets(write_workbook(digest))
    assert list(found) == ["Публикации", "Сюжеты", "Итоги", "Не прочитаны", "Пояснения"]
    assert len(rows(found["Публикации"])) == digest.totals.articles
    assert len(rows(found["Сюжеты"])) == digest.totals.stories
    assert len(rows(found["Не прочитаны"])) == len(digest.unread)
    assert rows(found["Публикации"])[0] == {
        "Опубликовано (время: Москва)": datetime(2026, 11, 17, 9, 40),  # noqa: DTZ001 - a cell has no zone
        "Издание": "Заводская сторона",
        "Регион": "Челябинская область",
        "Заголовок": "На стекольном заводе «Прозрачный» третий день не выходят в ночную смену",
        "Тон": "негативный",
        "О ком": "Росстеклопрофсоюз",
        "Фраза-основание": "«Росстеклопрофсоюз просто отсиделся в кабинете, пока люди падали у печей», — говорит "
        "выдувальщик Егор Тальников.",
        "Чьи слова": "это цитата, не слова издания",
        "Перепечатка": "нет",
        "Сюжет №": 1,
        "Адрес": digest.stories[0].first.url,
    }


def test_the_table_shows_the_clock_of_the_reader(archive: Archive) -> None:
    put_sample_weeks(archive)
    first = rows(sheets(write_workbook(compose(archive, "Asia/Tomsk")))["Публикации"])[0]
    assert first["Опубликовано (время: Томск)"] == datetime(2026, 11, 17, 13, 40)  # noqa: DTZ001 - a cell has no zone


def test_lists_can_be_filtered_and_keep_their_headings_in_sight(archive: Archive) -> None:
    put_sample_weeks(archive)
    found = sheets(write_workbook(compose(archive)))
    for sheet in found.values():
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
    for name in ("Публикации", "Сюжеты", "Итоги", "Не прочитаны"):
        assert found[name].auto_filter.ref == found[name].dimensions
    texts = [cell for row in found["Публикации"].iter_rows() for cell in row if cell.data_type == "s"]
    assert all(cell.alignment.wrap_text for cell in texts)


def test_a_title_and_an_address_lead_to_the_article(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive)
    found = sheets(write_workbook(digest))
    for cell in (found["Публикации"]["D2"], found["Публикации"]["K2"], found["Сюжеты"]["B2"]):
        assert cell.hyperlink is not None
        assert cell.hyperlink.target == digest.stories[0].first.url


def test_a_sentence_cut_out_of_a_speech_is_whole_in_the_table(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive)
    first = digest.stories[0].first
    mention = replace(first.mentions[0], sentence="«СТФ нас бросил.", highlights=((1, 4),))
    story = replace(digest.stories[0], first=replace(first, mentions=(mention,)), reprints=())
    found = sheets(write_workbook(replace(digest, stories=(story,))))
    assert rows(found["Публикации"])[0]["Фраза-основание"] == "«СТФ нас бросил.»"
    assert rows(found["Сюжеты"])[0]["Фраза-основание"] == "«СТФ нас бросил.»"


def test_who_is_not_written_about_any_more_stands_there_with_a_zero(archive: Archive) -> None:
    totals = Totals(articles=2, stories=2, outlets=1, by_tone={0: 2}, by_region={}, by_union={"stf": 2})
    digest = replace(compose(archive), before=totals)
    found = rows(sheets(write_workbook(digest))["Итоги"])
    assert found[0] == {
        "Что": "Публикаций",
        "Кто или где": None,
        "Эта неделя": 0,
        "Прошлая": 2,
        "Разница": -2,
    }
    assert [row for row in found if row["Что"] == "О ком"] == [
        {"Что": "О ком", "Кто или где": "СТФ", "Эта неделя": 0, "Прошлая": 2, "Разница": -2}
    ]


def test_an_unread_outlet_has_the_day_since_when(archive: Archive) -> None:
    outlets = [
        UnreadOutlet(
            id="kedr",
            outlet="Кедр",
            url="https://kedr.example/",
            since=datetime(2026, 11, 18, 22, tzinfo=UTC),
            reason="сайт недоступен",
        ),
        UnreadOutlet(id="lug", outlet="Луг", url="", since=None, reason="не опрашивалось", partly=True),
    ]
    found = rows(sheets(write_workbook(replace(compose(archive), unread=tuple(outlets))))["Не прочитаны"])
    assert found[0]["Не читается с"] == datetime(2026, 11, 19)  # noqa: DTZ001 - a cell has no zone
    assert (found[1]["Не читается с"], found[1]["Прочитано частично"]) == (None, "да")


def test_a_forwarded_table_says_that_it_is_a_sample(archive: Archive) -> None:
    digest = compose(archive)
    assert "Это пример" not in str(rows(sheets(write_workbook(digest))["Пояснения"]))
    assert "Это пример" in str(rows(sheets(write_workbook(replace(digest, sample=True)))["Пояснения"]))


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


def test_no_sheet_holds_a_formula_and_links_lead_to_the_web_alone(archive: Archive) -> None:
    put_articles(archive, hostile_articles())
    with ZipFile(BytesIO(write_workbook(compose(archive)))) as file:
        parts = [file.read(name) for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
        relations = [file.read(name) for name in file.namelist() if name.startswith("xl/worksheets/_rels")]
    assert len(parts) == 5
    assert not any(b"<f>" in part or b"<f " in part for part in parts)
    targets = [target for part in relations for target in lxml.etree.fromstring(part).xpath("//@Target")]
    assert targets
    assert all(target.startswith("https://") for target in targets)


def test_an_address_too_long_for_excel_stays_text(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive)
    url = "https://luka.example/" + "a" * 3000
    story = replace(digest.stories[0], first=replace(digest.stories[0].first, url=url), reprints=())
    cell = sheets(write_workbook(replace(digest, stories=(story,))))["Публикации"]["K2"]
    assert (cell.value, cell.hyperlink) == (url, None)


def test_an_empty_week_is_a_table_without_rows(archive: Archive) -> None:
    digest = compose(archive)
    found = sheets(write_workbook(digest))
    assert found["Публикации"].max_row == 1
    assert len(rows(found["Не прочитаны"])) == len(digest.unread) > 0
