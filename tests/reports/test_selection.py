"""Members' news chosen by the rule of docs/selection.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from archive.member_news import NewsFacts
from archive.page_copies import record_copy
from archive.page_files import PageFiles
from archive.store import Archive
from exports.blocks import Paragraph
from exports.xlsx import write_xlsx
from records.article import Page
from reports.illustration import find_image, own_images
from reports.selection import lay_out_selection, select_news, selection_sheet
from reports.selection_rule import Chosen, MemberNews, choose_news, weigh_news
from tests.docs.pages import rows
from tests.reports.press import PRESS, Put, opened_scope, told

LABOUR = ("safety", "pay", "wages")
NOTHING = NewsFacts(
    article_id="",
    url="https://a.example/",
    length=0,
    topics=(),
    campaigns=(),
    officials=0,
    quotes=0,
    is_copy=True,
    is_told=True,
)


def news(
    id_: str, *, region: str = "RU-KGN", taken: int = 0, picture: bool | None = None, **facts: Any
) -> MemberNews:
    return MemberNews(
        facts=replace(NOTHING, article_id=id_, **facts),
        title=id_,
        union="steklo",
        outlet_id="steklo-site",
        region=region,
        published=datetime(2026, 11, 1, tzinfo=UTC),
        taken_by=taken,
        has_picture=picture,
    )


def points(one: MemberNews) -> float:
    return sum(points for _what, points in weigh_news(one, LABOUR, ["teplo"]))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (news("a"), 0),
        (news("a", topics=("safety", "youth")), 10),
        (news("a", topics=LABOUR), 20),
        (news("a", campaigns=("teplo", "other")), 10),
        (news("a", campaigns=("other",)), 0),
        (news("a", taken=3), 6),
        (news("a", taken=30), 10),
        (news("a", is_copy=False), 10),
        (news("a", is_copy=False, is_told=False), 20),
        (news("a", length=799), 0),
        (news("a", length=800), 5),
        (news("a", officials=2), 5),
        (news("a", quotes=1), 5),
        (news("a", picture=True), 10),
        (news("a", picture=False), 0),
        (news("a", topics=LABOUR, campaigns=("teplo",), taken=9, is_copy=False, is_told=False, length=900,
              officials=1, quotes=1, picture=True), 85),
    ],
)  # fmt: skip
def test_each_part_of_the_rule_gives_its_points(one: MemberNews, expected: float) -> None:
    assert points(one) == expected


def choose(*some: MemberNews, limit: int = 20) -> list[Chosen]:
    return choose_news({one: weigh_news(one, LABOUR, ["teplo"]) for one in some}, limit)


def test_no_region_fills_the_list() -> None:
    many = [news(f"k{number}", topics=("pay",), quotes=1) for number in range(6)]
    chosen = choose(*many, news("t", region="RU-TOM", topics=("pay",)), limit=3)
    assert [each.news.region for each in chosen] == ["RU-KGN", "RU-TOM", "RU-KGN"]
    assert [each.points for each in chosen] == [30, 25, 22.5]
    assert chosen[2].reasons[-1] == ("баланс регионов: 2-я отсюда", 7.5)


def test_the_points_shown_are_the_points_that_count() -> None:
    for each in choose(*[news(str(number), topics=LABOUR[: number % 3]) for number in range(9)]):
        assert each.points == pytest.approx(sum(points for _what, points in each.reasons), abs=0.06)


def test_the_best_possible_news_has_a_hundred_points() -> None:
    best = news("a", topics=LABOUR, campaigns=("teplo",), taken=5, is_copy=False, is_told=False, length=900,
                officials=1, quotes=1, picture=True)  # fmt: skip
    assert [each.points for each in choose(best)] == [100]


def test_the_page_has_the_points_of_the_rule_in_its_order() -> None:
    one = news("a", topics=LABOUR, campaigns=("teplo",), taken=5, is_copy=False, is_told=False, length=900,
               officials=1, quotes=1, picture=True)  # fmt: skip
    known = news("a", is_copy=False)
    said = [re.findall(r"\d+", words) for _part, words in rows("docs/selection.md", "what")]
    assert said == [
        ["10", "20"],
        ["10"],
        ["2", "10"],
        ["20"],
        ["10"],
        ["5", "800"],
        ["5"],
        ["5"],
        ["10"],
        ["15"],
    ]
    counted = [given for _what, given in choose(one)[0].reasons]
    stated = [
        float(words[-1] if place in (0, 2) else words[0]) for place, words in enumerate(said) if place != 4
    ]
    assert counted == stated
    assert points(known) == float(said[4][0])
    assert points(news("a", topics=("pay",))) == float(said[0][0])
    assert points(news("a", taken=1)) == float(said[2][0])
    assert points(news("a", length=int(said[5][1]))) - points(news("a", length=int(said[5][1]) - 1)) == 5


@pytest.mark.parametrize(
    ("page", "image"),
    [
        (b'<meta property="og:image" content="https://a.example/1.jpg">', "https://a.example/1.jpg"),
        (b"<META content='/2.png' property='og:image'/>", "/2.png"),
        (b'<meta name="og:image:url" content="/3.png">', "/3.png"),
        (b'<meta property="og:image:width" content="600">', ""),
        (b'<meta property="og:image" content="">', ""),
        (b"<p>og:image</p>", ""),
        (b"\xff\xfe\x00", ""),
    ],
)
def test_a_page_names_its_image_or_none(page: bytes, image: str) -> None:
    assert find_image(page) == image


def test_a_logo_is_no_illustration() -> None:
    images = {"a": ("x", "logo"), "b": ("x", "logo"), "c": ("x", "photo"), "d": ("y", "logo"), "e": ("y", "")}
    assert own_images(images) == {"c", "d"}


PIES = Put(
    outlet="hleb-site",
    day=date(2026, 11, 9),
    title="Пекари за прибавку",
    text=f"Пекари просят прибавки. {told('pay', 1)} {told('pay', 2)} {told('pay', 3)}",
    topics=("pay",),
)


def test_members_news_of_an_archive_are_chosen_with_their_reasons(tmp_path: Path) -> None:
    pages = PageFiles(tmp_path / "pages")
    with opened_scope(tmp_path, (*PRESS, PIES), union="stf") as scope:
        _keep_page(scope.archive, pages, PIES, b'<meta property="og:image" content="/pies.jpg">')
        chosen = select_news(scope, pages)
        blocks = lay_out_selection(scope, chosen)
        sheet = selection_sheet(scope, chosen)
    found = {each.news.title: dict(each.reasons) for each in chosen}
    assert set(found) == {"Пекари за прибавку", "Сорок мастерских", "Хор", "Пироги"}
    assert chosen[0].news.title == "Пекари за прибавку"
    assert found["Пекари за прибавку"]["иллюстрация: своя"] == 10
    assert found["Хор"]["иллюстрация: копии страницы нет, неизвестно"] == 0
    assert found["Сорок мастерских"]["значимость: изданий взяло — 1"] == 2
    assert found["Сорок мастерских"]["новизна: рассказано впервые"] == 20
    assert {each.news.region for each in chosen} == {"RU-KGN", "RU-TOM"}
    titles = [block.text for block in blocks if isinstance(block, Paragraph) and block.kind == "title"]
    assert titles == [f"{place}. {each.news.title}" for place, each in enumerate(chosen, 1)]
    book = openpyxl.load_workbook(BytesIO(write_xlsx([sheet], "Отбор")))
    assert book.worksheets[0].max_row == 5


def _keep_page(archive: Archive, pages: PageFiles, put: Put, body: bytes) -> None:
    page = Page(url=put.url, status=200, headers=(), body=body)
    moment = datetime(2026, 11, 9, 10, tzinfo=UTC)
    place = pages.append(page, moment)
    with archive.writing() as connection:
        record_copy(connection, put.url, page, moment, place)


def test_the_federations_own_pages_are_no_members_news(tmp_path: Path) -> None:
    with opened_scope(tmp_path, union="steklo") as scope:
        assert select_news(scope, PageFiles(tmp_path / "pages")) == []
        words = [block.text for block in lay_out_selection(scope, []) if isinstance(block, Paragraph)]
    assert "новостей организаций в архиве нет" in words[-1]


def test_equal_news_stand_newest_first_and_always_alike() -> None:
    some: Sequence[MemberNews] = [news(letter) for letter in "cab"]
    assert [each.news.title for each in choose(*some)] == [each.news.title for each in choose(*some[::-1])]
