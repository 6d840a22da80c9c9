"""What a report counts is what the desk's page says under the address that stands beside the number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.app import build_app
from desk.place import Desk
from reports.compose import compose_report
from reports.parts import Measure, Measures
from reports.scope import Scope
from tests.desk.asking import read, sheets
from tests.reports.press import NOW, opened_scope


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scope]:
    with opened_scope(tmp_path_factory.mktemp("press")) as scope:
        yield scope


@pytest.fixture(scope="module")
def rows(scope: Scope) -> dict[str, Measure]:
    report = compose_report(scope)
    tables = [part for section in report.sections for part in section.parts if isinstance(part, Measures)]
    return {row.label: row for table in tables for row in table.rows}


@pytest.fixture(scope="module")
def client(scope: Scope) -> TestClient:
    desk = Desk(
        registry=scope.registry,
        archive=scope.archive,
        engine=scope.engine,
        timezone=str(scope.zone),
        language="ru",
        watched=("stf",),
        pages=Path(),
        hosts=frozenset({"testserver"}),
        clock=lambda: NOW,
    )
    return TestClient(build_app(desk))


def test_every_address_is_a_page_that_there_is(client: TestClient, rows: dict[str, Measure]) -> None:
    addresses = {address for row in rows.values() for address in (row.address, *row.earlier)}
    assert len(addresses) > 60
    for address in addresses:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("label", ["упоминаний", "публикаций", "сюжетов", "изданий"])
def test_the_overview_has_the_report_s_numbers(
    client: TestClient, rows: dict[str, Measure], label: str
) -> None:
    row, page = rows[label], rows["упоминаний"]
    for number, address in ((row.now, page.address), (row.before, page.earlier[0])):
        figures = {each["Что"]: each["За период"] for each in sheets(client, address)["Итоги"]}
        assert figures[label] == number


def test_a_month_s_overview_has_its_tones(client: TestClient, rows: dict[str, Measure]) -> None:
    row = rows["октябрь 2026"]
    figures = {each["Что"]: each["За период"] for each in sheets(client, row.address)["Итоги"]}
    assert [figures[name] for name in ("плохих", "нейтральных", "из них хороших")] == [1, 5, 3]
    assert (row.now, row.before, row.year_ago) == (1, 5, 3)


def test_releases_and_absences_have_the_report_s_numbers(
    client: TestClient, rows: dict[str, Measure]
) -> None:
    page = read(client, rows["релизов вышло"].address)
    for label, shown in (("релизов вышло", "релизов"), ("из них пресса взяла", "взяла пресса")):
        assert re.search(rf"\b{rows[label].now} {shown}|{shown} {rows[label].now}\b", page), page[:600]
    absent = rows["сюжетов о труде, где нас не назвали или не услышали"]
    page = read(client, absent.address)
    assert re.search(rf"{absent.now} сюжетов без нас|сюжетов без нас {absent.now}", page), page[:600]


def test_a_search_says_how_many_it_found(client: TestClient, rows: dict[str, Measure]) -> None:
    for label in ("с негативом о нас", "Кедр", "Охрана труда", "Пётр Ольхин"):
        page = read(client, rows[label].address)
        assert re.search(rf"\b{rows[label].now}\s+публикаци", page), page[:300]
