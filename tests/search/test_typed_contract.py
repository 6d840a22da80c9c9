"""The query language on a press of a few articles, the same on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from records.search import Query
from search.engine import Engine
from tests.search.conftest import BOTH, opened
from tests.search.press import make_documents

TEXTS = {
    "strike": "Забастовка на заводе началась утром. Рабочие ждут повышения зарплаты.",
    "strikers": "Забастовщики завода разошлись. Оклады не выросли.",
    "school": "Школа ждёт ремонта. Ёлочные игрушки сделали ученики.",
    "yo": "Учёт рабочих мест ведёт профком.",
    "mixed": "Прoфcoюз школы собрал пленум.",  # о, с, о, ю: the first three are Latin
    "short": "MPOT вырастет с января.",  # all Latin
    "name": "Газета «Голос Тобола» пишет о школе.",
    "torn": "Голос за кадром: Тобола не видно.",
}


@pytest.fixture(params=BOTH, scope="module")
def typed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(request.param, tmp_path_factory.mktemp("typed"), request) as engine:
        assert engine.write([make_documents(key, text=text, title="") for key, text in TEXTS.items()]) == []
        yield engine


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("завод", "strike strikers"),
        ("завод -зарплата", "strikers"),
        ('завод -"повышение зарплаты"', "strikers"),
        ('завод -"зарплаты повышение"', "strike strikers"),
        ("зарплата ИЛИ оклад", "strike strikers"),
        ("зарплата ИЛИ школа ремонт", "strike school"),
        ("(зарплата OR школа) ждать", "strike school"),
        ("забаст*", "strike strikers"),
        ("забастовщ*", "strikers"),
        ("ЗАБАСТОВ*", "strike strikers"),
        ("-забаст* -школа -голос", "yo short"),
        ("елочн*", "school"),
        ("ёлочн*", "school"),
        ("елочный", "school"),
        ("учет", "yo"),
        ("УЧЁТА", "yo"),
        ("профсоюз", "mixed"),
        ("профсоюза школ", "mixed"),
        ("профсою*", "mixed"),
        ("пpoфcoюзы", "mixed"),
        ("МРОТ", "short"),
        ("MPOT", "short"),
        ("«Голос Тобола»", "name"),
        ("газеты «Голос Тобола»", "name"),
        ("голос тобола", "name torn"),
        ('"Голоса Тобола"', "name"),
        ("голос -«Голос Тобола»", "torn"),
        ("школа -(ремонт ИЛИ пленум)", "name"),
        ("пленум ИЛИ -(завод ИЛИ школа)", "mixed yo short torn"),
        ("-и", ""),
        ("завод -завод", ""),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: Engine, text: str, found: str) -> None:
    hits = typed.search(Query(text=text)).hits
    assert {hit.url.rsplit("/", 1)[-1] for hit in hits} == set(found.split())


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("забаст* утро -зарплата ИЛИ рабочих", ["Забастовка", "утром", "Рабочие"]),
        ("утром -школа", ["утром"]),
    ],
)
def test_what_was_found_is_marked_and_what_must_lack_is_not(
    typed: Engine, text: str, marked: list[str]
) -> None:
    [hit] = [hit for hit in typed.search(Query(text=text)).hits if hit.fragment.startswith("Забастовка")]
    assert [hit.fragment[start:end] for start, end in hit.highlights] == marked


def test_look_alikes_are_marked_too(typed: Engine) -> None:
    [hit] = typed.search(Query(text="мрот")).hits
    assert [hit.fragment[start:end] for start, end in hit.highlights] == ["MPOT"]
