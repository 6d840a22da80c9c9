"""Unions and regions are shown by names that mean one of them alone, in the language of the mail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digests.naming import union_name
from otklik.registry import load_registry
from records.registry import Region, Registry, Union
from texts import use_language
from texts.names import region_name

REGISTRY = load_registry()


@pytest.fixture
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("ru")


@pytest.mark.parametrize(
    ("union", "name"),
    [
        ("fp-samara", "ФПСО (Самарская область)"),
        ("fp-sverdlovsk", "ФПСО (Свердловская область)"),
        ("fp-sakhalin", "СОСОП (Сахалинская область)"),
        ("fp-spb-leningrad", "ЛФП (Санкт-Петербург, Ленинградская область)"),
        ("fp-kurgan", "Федерация профсоюзов Курганской области"),
        ("roslesprofsoyuz", "Рослеспрофсоюз"),
        ("fnpr", "ФНПР"),
    ],
)
def test_an_abbreviation_of_a_region_says_which_region(union: str, name: str) -> None:
    assert union_name(union, REGISTRY) == name


def test_no_two_unions_of_the_register_are_shown_alike() -> None:
    names = [union_name(union, REGISTRY) for union in REGISTRY.unions]
    assert len(set(names)) == len(names)


def test_two_of_one_region_and_one_abbreviation_are_shown_in_full() -> None:
    region = Region(code="RU-AAA", name="Заречье", district="УФО", timezone="Europe/Moscow")
    unions = {
        id_: Union(id=id_, name=name, short="ФПЗ", kind="territorial", regions=("RU-AAA",))
        for id_, name in (("old", "Старая федерация"), ("new", "Новая федерация"))
    }
    registry = Registry(unions=unions, outlets={}, regions={"RU-AAA": region})
    assert [union_name(id_, registry) for id_ in unions] == ["Старая федерация", "Новая федерация"]


@pytest.mark.usefixtures("english")
def test_a_mail_in_english_names_the_regions_in_english() -> None:
    assert region_name(REGISTRY.regions["RU-KGN"]) == "Kurgan Oblast"
    assert union_name("fp-samara", REGISTRY) == "ФПСО (Samara Oblast)"


def test_every_region_of_the_register_has_a_name_in_english() -> None:
    names = [region.name_en for region in REGISTRY.regions.values()]
    assert all(name.replace("–", "-").isascii() and name for name in names)
    assert len(set(names)) == len(names)


def test_a_region_of_the_users_own_without_an_english_name_keeps_its_own() -> None:
    region = Region(code="RU-AAA", name="Заречье", district="УФО", timezone="Europe/Moscow")
    use_language("en")
    try:
        assert region_name(region) == "Заречье"
    finally:
        use_language("ru")
