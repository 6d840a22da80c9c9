"""A page that states a day without a time: its article is told in that day's week, and no time is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from archive.store import Archive
from crawler.pages import read_page
from digests.compose import compose_digest
from digests.sheets import write_workbook
from digests.wording import published_words
from records.digest import Digest
from records.period import Week
from tests.digests.press import SUBSCRIPTION, Said, Written, put_articles, registry

WEEK = Week(year=2026, number=47)
MONDAY = "16 ноября 2026"
FETCHED = datetime(2026, 11, 17, 3, tzinfo=UTC)
PAGE = f"""<html><body><h1>Заметка о собрании</h1><p class="date">{MONDAY}</p>
<p>{"В посёлке обсудили будущее завода и условия труда на нём. " * 5}</p></body></html>"""


def put_page(archive: Archive, zone: str) -> None:
    facts = read_page(
        PAGE.encode(),
        url="https://luka.example/1",
        content_type="",
        fetched=FETCHED,
        home="",
        zone=ZoneInfo(zone),
    )
    assert facts is not None
    assert facts.published is not None
    note = Written(
        outlet="luka",
        title="Заметка о собрании",
        sentences=("Вчера в городе выступил СТФ.",),
        said=[Said(union="stf", name="СТФ")],
        published=facts.published.when,
        has_time=facts.published.has_time,
    )
    put_articles(archive, [note], seen=FETCHED)


def compose(archive: Archive, readers: str) -> Digest:
    return compose_digest(archive, registry(), SUBSCRIPTION, WEEK, ZoneInfo(readers))


@pytest.mark.parametrize("outlets", ["Asia/Vladivostok", "Asia/Kamchatka", "Europe/Kaliningrad"])
@pytest.mark.parametrize("readers", ["Europe/Moscow", "Europe/Kaliningrad", "Asia/Vladivostok"])
def test_a_mondays_article_is_told_in_the_week_that_this_monday_begins(
    archive: Archive, outlets: str, readers: str
) -> None:
    put_page(archive, outlets)
    digest = compose(archive, readers)
    assert (digest.totals.articles, digest.before.articles) == (1, 0)
    assert published_words(digest.stories[0].first, ZoneInfo(readers)) == "16\N{NO-BREAK SPACE}ноября"


def test_the_table_shows_the_day_and_no_time(archive: Archive) -> None:
    put_page(archive, "Asia/Vladivostok")
    book = openpyxl.load_workbook(BytesIO(write_workbook(compose(archive, "Europe/Moscow"))))
    for cell in (book["Публикации"]["A2"], book["Сюжеты"]["E2"]):
        assert cell.value.date() == date(2026, 11, 16)
        assert (cell.value.hour, cell.number_format) == (0, "dd.mm.yyyy")


def test_the_table_says_that_a_date_is_not_known(archive: Archive) -> None:
    undated = Written(
        outlet="luka",
        title="Без даты",
        sentences=("В городе выступил СТФ.",),
        said=[Said(union="stf", name="СТФ")],
        published=None,
    )
    put_articles(archive, [undated], seen=FETCHED)
    book = openpyxl.load_workbook(BytesIO(write_workbook(compose(archive, "Europe/Moscow"))))
    assert book["Публикации"]["A2"].value == "дата не указана, найдено 17 ноября"
