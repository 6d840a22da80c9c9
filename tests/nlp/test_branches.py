"""Branches of industry unions: to which union, of which region, and what is a plant's own."""

from __future__ import annotations

import pytest

from nlp.linking import Linker
from nlp.links import Link
from records.registry import Registry


@pytest.fixture(scope="module")
def linker(registry: Registry) -> Linker:
    return Linker(registry)


def seen(linker: Linker, text: str, region: str = "") -> list[tuple[str, str | None, str]]:
    links: list[Link] = linker.find_links(text, region)
    return [(text[link.start : link.end], link.union, link.region) for link in links if not link.unknown]


@pytest.mark.parametrize(
    ("name", "union", "region"),
    [
        ("Челябинская областная организация профсоюза работников здравоохранения", "profzdrav", "RU-CHE"),
        ("Курганский обком профсоюза работников лесных отраслей РФ", "roslesprofsoyuz", "RU-KGN"),
        ("Карачаево-Черкесская республиканская организация Профсоюза образования", "profobr", "RU-KC"),
        ("Магнитогорская городская организация Профсоюза образования", "profobr", "RU-CHE"),
        ("Татарстанский реском Росхимпрофсоюза", "roshimprofsoyuz", "RU-TA"),
        ("Воркутинский теркомитет Росуглепрофа", "rosugleprof", "RU-KO"),
        ("Чукотский окружной комитет Росгеопрофа", "rosgeoprof", "RU-CHU"),
        ("Вологодский областной совет ГМПР", "gmpr", "RU-VLG"),
        ("профсоюз медработников Москвы", "profzdrav", "RU-MOW"),
        ("Региональная организация Профсоюза образования в Свердловской области", "profobr", "RU-SVE"),
        ("организация города Кургана Профсоюза образования", "profobr", "RU-KGN"),
        ("Томская территориальная (областная) организация Профсоюза образования", "profobr", "RU-TOM"),
        (
            "Тимашевская районная организация Краснодарской краевой организации профсоюза работников культуры",
            "profkult",
            "RU-KDA",
        ),
        ("Дальневосточная организация РПСМ", "rpsm", ""),
    ],
)
def test_a_branch_is_its_union_and_its_region(linker: Linker, name: str, union: str, region: str) -> None:
    assert seen(linker, f"Так решила {name}, и точка.") == [(name, union, region)]


def test_a_branch_without_a_place_is_of_the_outlets_region(linker: Linker) -> None:
    text = "Областная организация профсоюза работников здравоохранения провела пленум."
    name = text.removesuffix(" провела пленум.")
    assert seen(linker, text, "RU-CHE") == [(name, "profzdrav", "RU-CHE")]
    assert seen(linker, text) == [(name, "profzdrav", "")]
    assert seen(linker, f"{text} Медики Томска и Омска далеко.", "RU-CHE")[0][2] == ""


def test_headquarters_have_no_region(linker: Linker) -> None:
    text = "ЦК Профсоюза работников здравоохранения РФ собрался в Томске."
    assert seen(linker, text, "RU-TOM") == [("Профсоюза работников здравоохранения РФ", "profzdrav", "")]


def test_branches_of_one_name_are_a_mention_each(linker: Linker) -> None:
    text = "Томская и Курганская областные организации Профсоюза образования встретились."
    assert seen(linker, text) == [
        ("Томская", "profobr", "RU-TOM"),
        ("Курганская областные организации Профсоюза образования", "profobr", "RU-KGN"),
    ]


@pytest.mark.parametrize(
    ("name", "industry"),
    [
        ("Первичная профсоюзная организация «ЗапСиб» ГМПР", "gmpr"),
        ("Первичка ГМПР завода «Икар»", "gmpr"),
        ("Первичная организация Курганской областной организации Профсоюза образования", "profobr"),
        ("Профком шахты «Заречная»", None),
        ("Заводская первичка", None),
        ("Студпрофком", None),
    ],
)
def test_a_plants_organization_is_unknown_and_says_its_industry(
    annotate, name: str, industry: str | None
) -> None:
    text = f"{name} добилась своего."
    (found,) = annotate(text).unknown_unions
    assert (text[found.start : found.end], found.union) == (name, industry)


def test_a_plants_organization_is_of_the_only_industry_union_of_the_text(annotate) -> None:
    (found,) = annotate("ГМПР помог. Профком завода «Заря» благодарен.").unknown_unions
    assert found.union == "gmpr"
    (found,) = annotate("ГМПР и Росхимпрофсоюз помогли. Профком завода «Заря» благодарен.").unknown_unions
    assert found.union is None


def test_the_region_of_a_branch_reaches_the_annotation(annotate) -> None:
    (mention,) = annotate("Курганский обком Профсоюза образования собрал пленум.").unions
    assert (mention.region, mention.described) == ("RU-KGN", False)
