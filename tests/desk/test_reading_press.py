"""Stories, outlets and people, asked of a real archive and a real index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from desk.app import build_app
from desk.place import Desk
from tests.desk.asking import read, sheets
from tests.desk.reading_press import COPY, LEFT_OUT, MAIN, REGISTRY, SPEAKER, opened_desk

ALL = "since=2026-11-01&until=2026-11-25"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with opened_desk(tmp_path_factory.mktemp("reading")) as desk:
        yield desk


@pytest.fixture(scope="module")
def client(desk: Desk) -> TestClient:
    return TestClient(build_app(desk))


def test_a_story_tells_who_was_first_who_copied_and_who_told_it_anew(client: TestClient) -> None:
    first, copy, version = sheets(client, f"/story/{MAIN.id}")["Сюжет"]
    assert (first["Издание"], first["Что это"], first["После первой"]) == (
        "Голос Тобола", "первая публикация", "",
    )  # fmt: skip
    assert (copy["Что это"], copy["Дословно"]) == ("перепечатка", 0.9)
    assert copy["После первой"].replace("\xa0", " ") == "спустя 3 ч 20 мин"
    assert (version["Что это"], version["Дословно"]) == ("своими словами", 0.2)
    assert version["После первой"].replace("\xa0", " ") == "спустя 1 д"  # its hour is not known


def test_a_storys_page_has_its_parts_in_order_and_the_tone_of_each_union(client: TestClient) -> None:
    page = read(client, f"/story/{MAIN.id}").replace("\xa0", " ")
    assert "Сюжет: 3 публикации · 3 издания · 1 перепечатка · 1 другая версия" in page
    parts = [page.index(part) for part in ("Первая публикация", "Перепечатки по порядку", "О том же событии")]
    assert parts == sorted(parts)
    assert page.partition("Тон к каждому профсоюзу")[2].split("ФПК")[1].split()[:4] == [
        "3",
        "2",
        "1",
        "положительный",
    ]


def test_an_article_of_a_story_leads_to_the_story(client: TestClient) -> None:
    response = client.get(f"/story/{COPY.id}", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, f"/story/{MAIN.id}")
    assert client.get(f"/story/{LEFT_OUT.id}").status_code == 404


def test_outlets_are_listed_with_tone_and_last_mention_and_can_be_narrowed(client: TestClient) -> None:
    rows = {row["Издание"]: row for row in sheets(client, f"/outlets?{ALL}")["Издания"]}
    assert {name: (row["Упоминаний"], row["Хороших"], row["Плохих"]) for name, row in rows.items()} == {
        "Голос Тобола": (3, 2, 0),
        "Уральский вестник": (3, 2, 0),
        "Томь вечерняя": (3, 0, 1),
    }
    assert rows["Голос Тобола"]["Последнее"] == "2026-11-17"
    assert rows["Томь вечерняя"]["До этого"] == 0
    for narrowed in ("region=RU-TOM", "name=томь"):
        assert [row["Издание"] for row in sheets(client, f"/outlets?{ALL}&{narrowed}")["Издания"]] == [
            "Томь вечерняя"
        ]
    assert "Таких изданий за это время нет" in read(client, f"/outlets?{ALL}&name=нету")


def test_an_outlet_is_told_by_quarters(client: TestClient) -> None:
    quarters = sheets(client, "/outlet/tobol")["По кварталам"]
    assert [row["Квартал"] for row in quarters][::7] == ["I кв. 2025", "IV кв. 2026"]
    now = quarters[-1]
    assert (now["Публикаций"], now["Упоминаний"], now["Хороших"], now["Нейтральных"], now["Взято релизов"]) == (
        1, 3, 2, 1, 1,
    )  # fmt: skip


def test_an_outlet_as_a_source_shows_its_figures_and_how_they_are_counted(client: TestClient) -> None:
    quality = {row["Что"]: row["Сколько"] for row in sheets(client, f"/outlet/ural?{ALL}")["Как источник"]}
    assert quality["Сюжетов, о которых писали и другие"] == 1
    assert quality["Из них издание было первым"] == 0
    assert round(quality["Отстаёт от первого, часов (медиана)"], 2) == 3.33
    assert quality["Перепечаток чужого текста"] == quality["Публикаций в архиве"] == 1
    page = read(client, f"/outlet/ural?{ALL}").replace("\xa0", " ")
    assert "3,3 ч отстаёт от первого" in page
    assert "делённые на все его сюжеты, о которых писал и кто-то ещё: 0 из 1" in page


def test_an_outlets_page_has_our_quotes_the_releases_taken_and_its_sources(client: TestClient) -> None:
    page = read(client, f"/outlet/tobol?{ALL}").replace("\xa0", " ")
    assert "Федерация Кургана помогла нам согреться Пётр Ольхин" in page
    assert "из релиза Печь будет отремонтирована : 70 % релиза; спустя 2 ч" in page
    assert "https://tobol.example/rss читается" in page
    assert "не читается с 25.11.2026: сайт отказывает программе в доступе (403)" in read(
        client, "/outlet/tom"
    )


def test_an_outlet_that_is_silent_or_gone_says_so(desk: Desk, client: TestClient) -> None:
    assert "О профсоюзе СТФ издание не писало ни разу" in read(client, "/outlet/tikhiy")
    assert "О профсоюзе Стеклопроф издание не писало ни разу" in read(client, "/outlet/tobol?union=steklo")
    later = replace(desk, clock=lambda: MAIN.timestamp.replace(month=12, day=31))
    silent = read(TestClient(build_app(later)), "/outlet/tobol").replace("\xa0", " ")
    assert "Молчит с 17 ноября 2026 — 44 дня" in silent
    fewer = {id_: one for id_, one in REGISTRY.outlets.items() if id_ != "tom"}
    without = TestClient(build_app(replace(desk, registry=replace(REGISTRY, outlets=fewer))))
    assert "Издания больше нет в реестре" in read(without, "/outlet/tom")
    assert client.get("/outlet/nobody").status_code == 404
    assert client.get("/outlet/%00").status_code == 404


def test_people_of_the_union_are_listed_and_so_is_everybody(client: TestClient) -> None:
    for who in ("", "&who=all"):
        [row] = sheets(client, f"/people?{ALL}{who}")["Люди"]
        assert (row["Человек"], row["Публикаций"]) == (SPEAKER, 2)  # the union's own site is no press
        assert (row["Должность, как в тексте"], row["Профсоюз"]) == ("председатель", "ФПК")
    assert "Никого не найдено" in read(client, f"/people?{ALL}&name=Иванов")
    assert sheets(client, f"/people?{ALL}&union=steklo")["Люди"] == []
    assert len(sheets(client, f"/people?{ALL}&name=ольхин")["Люди"]) == 1


def test_a_person_is_shown_with_positions_terms_quotes_and_outlets(client: TestClient) -> None:
    page = read(client, f"/person?name={SPEAKER}").replace("\xa0", " ")
    assert "2 публикации · 2 цитаты · с 17 ноября 2026 по 17 ноября 2026" in page
    assert "председатель, ФПК с 1 апреля 2021" in page
    assert "Федерация Кургана помогла нам согреться Уральский вестник" in page
    assert "и ещё 1 публикация с теми же словами" in page
    found = sheets(client, f"/person?name={SPEAKER}")
    assert {row["Издание"] for row in found["Публикации"]} == {"Голос Тобола", "Уральский вестник"}
    assert found["Как представлен"] == [
        {"Должность или профсоюз": "председатель", "Публикаций": 2},
        {"Должность или профсоюз": "ФПК", "Публикаций": 2},
    ]


def test_other_spellings_of_a_person_lead_to_each_other(client: TestClient) -> None:
    page = client.get("/person?name=Пётр Ильич Ольхин").text
    assert "Под этим именем в прессе архива не встречается" in page
    assert "уже нет" in page
    assert f">{SPEAKER}</a>" in page


@pytest.mark.parametrize("path", ["/person", "/person?name=", "/person?name=Никто Никогда"])
def test_a_person_that_there_is_not_is_named_so(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/outlets?page=0", "/people?since=вчера", "/outlet/tobol?page=x"])
def test_what_an_address_cannot_mean_is_said(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv", "json"])
@pytest.mark.parametrize(
    "path", [f"/story/{MAIN.id}?", f"/outlets?{ALL}", "/outlet/tobol?", "/people?", f"/person?name={SPEAKER}"]
)
def test_each_page_leaves_in_every_form(client: TestClient, path: str, form: str) -> None:
    response = client.get(f"{path}&format={form}")
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith("attachment")
