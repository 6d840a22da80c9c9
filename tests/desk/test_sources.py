"""The health of sources in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from desk.app import build_app
from tests.desk.agenda_press import opened_desk
from tests.desk.asking import read, sheets


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with opened_desk(tmp_path_factory.mktemp("desk")) as desk:
        yield TestClient(build_app(desk))


def test_it_says_how_many_outlets_are_read_and_who_is_not_since_when(client: TestClient) -> None:
    page = read(client, "/sources")
    assert "Прочитано изданий прессы: 3 из 6. Своих страниц профсоюзов: 2 из 2." in page
    assert "Кого не читаем и с каких пор: 3" in page
    assert "Кедр с 25 ноября 2026: сайт отказывает программе в доступе (403)" in page
    assert "Луг опрос приостановлен: владелец просил не читать" in page
    assert "Новый листок ещё ни разу не опрашивалось" in page


def test_what_cannot_be_read_comes_first_and_what_is_left_alone_last(client: TestClient) -> None:
    states = [(row["Издание"], row["Состояние"]) for row in sheets(client, "/sources")["Источники"]]
    assert states[:3] == [
        ("Кедр", "не читается"),
        ("Новый листок", "ещё не опрашивали"),
        ("Луг", "приостановлено"),
    ]
    assert {state for _outlet, state in states[3:]} == {"читается"}


def test_a_source_tells_what_it_lost_and_how_its_pages_look(client: TestClient) -> None:
    rows = {row["Адрес"]: row for row in sheets(client, "/sources")["Источники"]}
    tobol = rows["https://tobol.example/rss1"]
    assert (tobol["Потеряно часов за 30 дней"], tobol["Страниц за 30 дней"]) == (7, 4)
    assert (tobol["Из них с датой"], tobol["С автором"]) == (3, 1)
    page = read(client, "/sources")
    assert "потеряно: 1 промежуток, 7 часов" in page
    assert "75 % и 25 % из 4 страниц" in page


def test_sources_are_narrowed_by_state_and_region(client: TestClient) -> None:
    failing = sheets(client, "/sources?state=failing")["Источники"]
    assert [(row["Издание"], row["Ответ сервера"]) for row in failing] == [("Кедр", "http-403")]
    there = sheets(client, "/sources?region=RU-KGN")["Источники"]
    assert {row["Издание"] for row in there} == {"Голос Тобола", "Уральский вестник", "Сайт ФПК"}


def test_an_outlet_s_name_leads_to_its_page_and_its_list_to_the_outlet_itself(client: TestClient) -> None:
    page = unescape(client.get("/sources").text)
    assert re.search(r'<a data-open href="/outlet/kedr">Кедр</a>', page)
    assert '<a href="https://kedr.example/rss1" rel="noreferrer noopener">лента RSS</a>' in page
