"""The unions that come with Otklik: the ten that must be right, and what must hold for all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from otklik.registry import load_registry
from otklik.registry_checks import COMMON_WORDS
from records.registry import Registry, Union

# id: regions, names that the press prints, who leads it
TEN = {
    "fnpr": ((), ["ФНПР", "Федерация независимых профсоюзов России"], "Сергей Черногаев"),
    "roslesprofsoyuz": ((), ["Рослеспрофсоюз", "профсоюз лесников"], "Денис Журавлёв"),
    "profzdrav": (
        (),
        [
            "Профсоюз работников здравоохранения РФ",
            "профсоюз медиков",
            "профсоюз медработников",
            "Профсоюз здравоохранения",
        ],
        "Анатолий Домников",
    ),
    "rosprofzhel": (
        (),
        ["РОСПРОФЖЕЛ", "профсоюз железнодорожников", "Дорпрофжел", "Терпрофжел"],
        "Сергей Черногаев",
    ),
    "fp-samara": (("RU-SAM",), ["ФПСО", "Федерация профсоюзов Самарской области"], "Павел Ожередов"),
    "fp-kurgan": (
        ("RU-KGN",),
        [
            "ФПКО",
            "Курганский облсовпроф",
            "Федерация профсоюзов Курганской области",
            "курганская федерация профсоюзов",
        ],
        "Вячеслав Савин",
    ),
    "fp-tomsk": (
        ("RU-TOM",),
        ["ФПО ТО", "Федерация профсоюзных организаций Томской области"],
        "Пётр Брекотнин",
    ),
    "fp-novgorod": (("RU-NGR",), ["НОФП", "Новгородская областная Федерация профсоюзов"], "Сергей Бусурин"),
    "fp-chelyabinsk": (
        ("RU-CHE",),
        ["ФПЧО", "Федерация профсоюзов Челябинской области", "Челябинский облсовпроф"],
        "Олег Екимов",
    ),
    "fp-spb-leningrad": (
        ("RU-SPE", "RU-LEN"),
        [
            "ЛФП",
            "Ленинградская Федерация профсоюзов",
            "Федерация профсоюзов Санкт-Петербурга и Ленинградской области",
        ],
        "Мария Артюхина",
    ),
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def names(union: Union) -> set[str]:
    return {name.lower() for name in (union.name, union.short, *union.aliases)}


@pytest.mark.parametrize("union_id", TEN)
def test_the_ten_have_their_press_names_regions_and_leaders(registry: Registry, union_id: str) -> None:
    regions, printed, leader = TEN[union_id]
    union = registry.unions[union_id]
    assert union.verified
    assert union.regions == regions
    assert {name.lower() for name in printed} <= names(union)
    assert leader in {person.name for person in union.leaders}


@pytest.mark.parametrize("union_id", [union_id for union_id in TEN if union_id != "fnpr"])
def test_a_mention_of_the_nine_counts_for_fnpr(registry: Registry, union_id: str) -> None:
    assert registry.lineage(union_id) == (union_id, "fnpr")
    assert union_id in registry.branch("fnpr")


def test_fnpr_has_its_industry_unions_and_territorial_federations(registry: Registry) -> None:
    kinds = Counter(registry.unions[union_id].kind for union_id in registry.branch("fnpr"))
    assert kinds == {"confederation": 1, "all-russian": 37, "territorial": 86}


def test_distractors_stand_outside_fnpr(registry: Registry) -> None:
    distractors = {union.id for union in registry.unions.values() if union.kind == "distractor"}
    assert {"ktr", "sotsprof", "fpb", "solidarnost-gazeta", "solidarnost-polska", "deystvie"} <= distractors
    assert not distractors & registry.branch("fnpr")


def test_short_names_are_shared_only_where_they_are_in_life(registry: Registry) -> None:
    owners = defaultdict(set)
    for union in registry.unions.values():
        for name in names(union):
            owners[name].add(union.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {
        "фпсо": {"fp-samara", "fp-sverdlovsk"},
        "фпрт": {"fp-tatarstan", "fp-tyva"},
        "фпао": {"fp-amur", "fp-arkhangelsk"},
        "фопко": {"fp-kostroma", "fp-kursk"},
        "фпрк": {"fp-komi", "fp-karelia", "fp-kalmykia"},
        "«солидарность»": {"solidarnost-gazeta", "solidarnost-polska", "solidarnost-dvizhenie"},
    }


def test_no_name_is_said_twice_or_of_every_union(registry: Registry) -> None:
    for union in registry.unions.values():
        written = [name.lower() for name in (union.name, union.short, *union.aliases) if name != union.name]
        assert len(written) == len(set(written)), union.id
        assert not COMMON_WORDS & set(written), union.id


def test_the_name_inside_a_legal_form_is_a_name_too(registry: Registry) -> None:
    for union in registry.unions.values():
        inside = re.search(r"«(Федерация [^»]+|[^»]+ объединение организаций профсоюзов)»$", union.name)
        if inside and union.kind != "distractor":
            assert inside[1].lower() in names(union), union.id


def test_every_territorial_federation_has_its_own_region(registry: Registry) -> None:
    regions = Counter(
        region
        for union in registry.unions.values()
        if union.kind == "territorial"
        for region in union.regions
    )
    assert set(regions.values()) == {1}
    # The Nenets district has no federation in this register.
    assert {code for code in registry.regions if code != "RU"} - set(regions) == {"RU-NEN"}


def test_what_is_only_remembered_says_so(registry: Registry) -> None:
    unverified = {union.id for union in registry.unions.values() if not union.verified}
    assert {"fp-adygea", "fp-chukotka", "rosproftekstil", "fpad"} <= unverified
    assert len(unverified & registry.branch("fnpr")) < 20
