"""Second mentions without a name are linked where one union alone can be meant, and marked."""

from __future__ import annotations

import pytest

from nlp.linking import Linker
from records.registry import Registry

TOMSK = "Федерация профсоюзов Томской области собрала совет. "
MEDICS = "Курганский обком профсоюза работников здравоохранения помог. "


@pytest.fixture(scope="module")
def linker(registry: Registry) -> Linker:
    return Linker(registry)


def described(linker: Linker, text: str, region: str = "", context: str = "") -> list[tuple[str, str | None]]:
    return [
        (text[link.start : link.end], link.union)
        for link in linker.find_links(text, region, context)
        if link.described and link.union
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOMSK + "В федерации ждут ответа.", [("федерации", "fp-tomsk")]),
        (TOMSK + "«Федерация не молчит», — сказали там.", [("Федерация", "fp-tomsk")]),
        (TOMSK + "ФНПР поддержала федерацию.", [("федерацию", "fp-tomsk")]),
        (TOMSK + "Томская федерация ждёт.", [("Томская федерация", "fp-tomsk")]),
        (TOMSK + "Профобъединение ждёт.", [("Профобъединение", "fp-tomsk")]),
        ("Секретарь федерации ушёл. " + TOMSK, [("федерации", "fp-tomsk")]),
        (MEDICS + "В обкоме рады.", [("обкоме", "profzdrav")]),
        (MEDICS + "Обком профсоюза рад.", [("Обком профсоюза", "profzdrav")]),
        (MEDICS + "Областная организация рада.", [("Областная организация", "profzdrav")]),
        (MEDICS + "Отраслевой профсоюз рад.", [("Отраслевой профсоюз", "profzdrav")]),
        (MEDICS + "Потом профсоюз подал в суд.", [("профсоюз", "profzdrav")]),
        (
            "Ивановское областное объединение организаций профсоюзов ждёт. Объединение правит текст.",
            [("Объединение", "fp-ivanovo")],
        ),
    ],
)
def test_a_description_means_the_only_union_named(
    linker: Linker, text: str, expected: list[tuple[str, str]]
) -> None:
    assert described(linker, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "В федерации ждут ответа. В обкоме и профсоюзе тоже.",
        TOMSK + "Федерация футбола и Совет Федерации против, закон Российской Федерации тоже.",
        TOMSK + "Омская федерация молчит.",
        TOMSK + "Федерация «Айкидо» и федерация UFC молчат.",
        TOMSK + "Федерация профсоюзов Омской области здесь. Федерация ждёт.",
        TOMSK + "Обком и профсоюз молчат.",
        MEDICS + "Члены профсоюза рады, вступайте в профсоюз завода.",
        MEDICS + "ГМПР тоже рад. Профсоюз подал в суд.",
        MEDICS + "Обком КПРФ и райком против.",
        MEDICS + "Первичка ГМПР завода «Икар» рада. Профсоюз подал в суд.",
        MEDICS + "ППО «Добыча Ямбург профсоюз» рада.",
        MEDICS + "КТР рада. Профсоюз подал в суд.",
        MEDICS + "Творческое объединение и объединение работодателей рады.",
    ],
)
def test_a_description_that_may_mean_another_is_left_alone(linker: Linker, text: str) -> None:
    assert described(linker, text) == []


def test_a_description_keeps_the_region_of_the_branch(linker: Linker) -> None:
    links = linker.find_links(MEDICS + "В обкоме рады. Томский обком молчит.")
    assert [(link.region, link.described) for link in links] == [
        ("RU-KGN", False),
        ("RU-KGN", True),
        ("RU-TOM", True),
    ]


def test_the_name_may_stand_in_the_title_or_the_body(linker: Linker) -> None:
    assert described(linker, "Федерация ждёт ответа", context=TOMSK) == [("Федерация", "fp-tomsk")]


def test_a_federation_of_the_outlets_own_region_needs_no_full_name(linker: Linker) -> None:
    text = "Ленинградская федерация просила больше, чем Профсоюз работников культуры."
    assert described(linker, text, "RU-SPE") == [("Ленинградская федерация", "fp-spb-leningrad")]
    assert described(linker, text, "RU-TOM") == []


def test_descriptions_are_marked_in_the_annotation(annotate) -> None:
    marks = [mention.described for mention in annotate(TOMSK + "В федерации ждут ответа.").unions]
    assert marks == [False, True]
    (mention,) = annotate("В облсовпрофе прошёл семинар.", region="RU-KGN").unions
    assert mention.described
