"""Topics, campaigns, stories without us and own releases, asked of a real archive and a real index."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from desk.app import build_app
from tests.desk.agenda_press import HOSTILE, WEEK, opened_desk
from tests.desk.asking import read, sheets


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with opened_desk(tmp_path_factory.mktemp("desk")) as desk:
        yield TestClient(build_app(desk))


def test_every_topic_and_campaign_is_listed_beside_the_period_before(client: TestClient) -> None:
    topics = {row["Тема"]: row for row in sheets(client, f"/topics?{WEEK}")["Темы"]}
    assert [(name, row["Публикаций"], row["До этого"]) for name, row in topics.items()] == [
        ("Охрана труда", 3, 1),
        ("Зарплата", 2, 0),
        ("Молодёжь", 2, 0),
    ]
    assert (topics["Зарплата"]["Хороших"], topics["Зарплата"]["Плохих"]) == (1, 1)
    [campaign] = sheets(client, f"/topics?{WEEK}")["Кампании"]
    assert (campaign["Кампания"], campaign["Публикаций"]) == ("Тёплый цех каждому!", 2)


def test_what_is_coming_stands_with_its_distance(client: TestClient) -> None:
    page = read(client, "/topics")
    assert "5 декабря (через 10 дней) — День тёплой варежки: Тёплый цех каждому! , Охрана труда" in page
    assert "День летней смены" not in page


def test_topics_are_narrowed_by_union_and_region(client: TestClient) -> None:
    by_union = {
        row["Тема"]: row["Публикаций"] for row in sheets(client, f"/topics?{WEEK}&union=steklo")["Темы"]
    }
    assert by_union == {"Охрана труда": 0, "Зарплата": 1, "Молодёжь": 1}
    there = {
        row["Тема"]: row["Публикаций"] for row in sheets(client, f"/topics?{WEEK}&region=RU-KGN")["Темы"]
    }
    assert there == {"Охрана труда": 2, "Зарплата": 0, "Молодёжь": 1}


def test_a_topic_is_told_by_region_outlet_union_and_day(client: TestClient) -> None:
    found = sheets(client, f"/topic/safety?{WEEK}")
    assert {row["Регион"]: (row["Публикаций"], row["До этого"]) for row in found["Регионы"]} == {
        "Курганская область": (2, 0),
        "Томская область": (1, 1),
    }
    assert {row["Профсоюз"]: row["Хороших"] for row in found["Профсоюзы"]} == {"ФПК": 1}
    days = {row["Начало"]: row["Публикаций"] for row in found["По времени"]}
    assert (len(days), sum(days.values()), days["2026-11-16"]) == (7, 3, 2)
    assert len(found["Публикации"]) == 3
    page = read(client, f"/topic/safety?{WEEK}")
    assert "Печь затопили" in page and "Стекольщики молчат" not in page


def test_a_longer_period_is_told_by_weeks_and_months(client: TestClient) -> None:
    weeks = sheets(client, "/topic/safety?since=2026-09-28&until=2026-11-22")["По времени"]
    assert (len(weeks), weeks[-1]["Публикаций"]) == (8, 3)
    months = sheets(client, "/topic/safety?since=2026-01-01&until=2026-11-22")["По времени"]
    assert (len(months), months[-1]["Публикаций"]) == (11, 4)


def test_a_campaign_says_which_words_were_repeated_by_whom_and_where(client: TestClient) -> None:
    rows = sheets(client, f"/campaign/teplo?{WEEK}")["Лозунги и тезисы"]
    told = [(row["Что"], row["Слова"], row["Публикаций"], row["Изданий"], row["Где"]) for row in rows]
    assert told == [
        ("лозунг", "Тёплый цех каждому!", 2, 2, "Томская область, Курганская область"),
        ("тезис", "Мастерская без печи не работает", 0, 0, ""),
        ("хештег", "тёплыйцех", 1, 1, "Томская область"),
        ("хештег", "безпечинивкуда", 0, 0, ""),
        ("иначе", "другими словами", 1, 1, "Томская область"),
    ]
    page = read(client, f"/campaign/teplo?{WEEK}")
    assert "«тёплых цехов каждому бы»" in page
    assert "День тёплой варежки, 5.12" in page and "с 1 октября 2026" in page


def test_stories_without_us_are_grouped_and_say_what_is_missing(client: TestClient) -> None:
    page = read(client, f"/absences?{WEEK}")
    assert "Печь затопили профсоюз не назван · Голос Тобола , Курганская область" in page
    assert "Ещё об этом: 1 публикация, из них перепечаток 1" in page
    assert "В плавильной мастерской на Береговой снова затопили печь." in page
    assert "профсоюз назван, но не выслушан (Стеклопроф)" in page
    assert "ФПК ответила" not in page and "Плакат на площади" not in page


def test_absences_of_a_union_are_looked_for_where_it_works(client: TestClient) -> None:
    rows = sheets(client, f"/absences?{WEEK}&union=fp-kurgan")["Без нас"]
    assert {row["Издание"] for row in rows} == {"Голос Тобола", "Уральский вестник"}
    elsewhere = sheets(client, f"/absences?{WEEK}&union=fp-kurgan&region=RU-TOM")["Без нас"]
    assert [(row["Издание"], row["Чего нет"]) for row in elsewhere] == [
        ("Томь вечерняя", "профсоюз не назван")
    ]


def test_absences_are_narrowed_by_topic_and_by_what_is_missing(client: TestClient) -> None:
    pay = sheets(client, f"/absences?{WEEK}&topic=pay")["Без нас"]
    assert [row["Издание"] for row in pay] == ["Томь вечерняя"]
    unnamed = sheets(client, f"/absences?{WEEK}&missing=name")["Без нас"]
    assert {row["Заголовок"] for row in unnamed} == {"Печь затопили", "Печь затопили, пишет «Голос»"}
    assert client.get("/absences?topic=youth").status_code == 400


def test_a_release_is_told_with_who_took_it_how_soon_and_how_much(client: TestClient) -> None:
    page = read(client, "/releases")
    assert "Взяла пресса: 1 Никто не взял: 1" in page
    assert "Проверено сорок мастерских ФПК · Сайт ФПК" in page
    assert "Уральский вестник : статья спустя 3 ч 100 % 100 %" in page
    assert "Открыта запись в хор" not in page
    nobody = read(client, "/releases?taken=no")
    assert "Открыта запись в хор стекольщиков" in nobody and "Проверено сорок" not in nobody


def test_releases_are_those_of_the_union_that_is_asked_for(client: TestClient) -> None:
    found = sheets(client, "/releases?union=steklo")
    assert [row["Издание"] for row in found["Релизы"]] == ["никто не взял"]
    every = {
        row["Профсоюз"]: (row["Релизов"], row["Взято"])
        for row in sheets(client, "/releases")["По профсоюзам"]
    }
    assert every == {"ФПК": (1, 1), "Стеклопроф": (1, 0)}


def test_a_union_without_a_site_is_told_apart_from_one_that_nobody_took(client: TestClient) -> None:
    assert "в реестре нет" in read(client, "/releases?union=pirates")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/topic/nothing", 404),
        ("/campaign/nothing", 404),
        ("/topics?union=nothing", 404),
        ("/absences?region=RU-ZZZ", 400),
        ("/absences?since=2020-01-01&until=2022-01-01", 400),
        ("/releases?taken=maybe", 400),
        ("/releases?page=0", 400),
        ("/sources?state=ill", 400),
    ],
)
def test_a_wrong_address_is_told_in_a_sentence(client: TestClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert 'class="fault"' in response.text


@pytest.mark.parametrize(
    "path", ["/absences", "/releases", "/topics", "/topic/pay", "/campaign/teplo", "/sources"]
)
@pytest.mark.parametrize("form", ["xlsx", "docx", "csv", "json"])
def test_every_view_leaves_in_every_form(client: TestClient, path: str, form: str) -> None:
    response = client.get(f"{path}?format={form}")
    assert response.status_code == 200
    assert len(response.content) > 100


def test_foreign_words_are_shown_and_never_run(client: TestClient) -> None:
    for path in (f"/absences?{WEEK}", f"/topic/pay?{WEEK}"):
        page = client.get(path).text
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    table = client.get(f"/absences?{WEEK}&format=csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table), delimiter=";") for cell in row]
    assert any(HOSTILE in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
