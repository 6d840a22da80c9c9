"""Namesakes, branches, lists, and what is never linked."""

from __future__ import annotations

from itertools import pairwise

import pytest


def linked(annotate, text: str, **facts) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.union) for m in annotate(text, **facts).unions]


def test_a_namesake_is_settled_by_the_outlets_region(annotate) -> None:
    assert linked(annotate, "ФПСО провела слёт.", region="RU-SAM") == [("ФПСО", "fp-samara")]
    assert linked(annotate, "ФПСО провела слёт.", region="RU-SVE") == [("ФПСО", "fp-sverdlovsk")]
    assert linked(annotate, "ФПРТ провела слёт.", region="RU-TY") == [("ФПРТ", "fp-tyva")]


def test_a_namesake_is_settled_by_a_city_of_one_region(annotate) -> None:
    assert linked(annotate, "ФПСО провела слёт в Екатеринбурге.") == [("ФПСО", "fp-sverdlovsk")]
    assert linked(annotate, "В Казани собралась ФПРТ.") == [("ФПРТ", "fp-tatarstan")]
    assert linked(annotate, "ФПАО ждёт в Благовещенске гостей.") == [("ФПАО", "fp-amur")]


def test_a_full_name_nearby_outweighs_the_outlets_region(annotate) -> None:
    text = "Федерация профсоюзов Свердловской области собрала совет. ФПСО объединяет многих."
    assert [union for _, union in linked(annotate, text, region="RU-SAM")] == ["fp-sverdlovsk"] * 2


def test_a_namesake_without_any_sign_stays_unlinked(annotate) -> None:
    assert linked(annotate, "ФПСО провела слёт.") == []
    assert linked(annotate, "ФПСО ждёт гостей из Самары и Екатеринбурга.") == []


def test_the_regional_council_is_known_in_its_own_region(annotate) -> None:
    assert linked(annotate, "В облсовпрофе прошёл семинар.", region="RU-KGN") == [
        ("облсовпрофе", "fp-kurgan")
    ]
    assert linked(annotate, "В облсовпрофе прошёл семинар.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Концерт прошёл в Доме профсоюзов.",
        "Во Дворце культуры профсоюзов открыли выставку.",
        "Авария случилась на улице Профсоюзной.",
        "Станция метро «Профсоюзная» закрыта.",
        "Это был прочный союз двух держав.",
        "Газета «Солидарность» вышла в новом виде.",
        "Польская «Солидарность» сменила председателя.",
        "КТР и СОЦПРОФ не согласились.",
        "Межрегиональный профсоюз работников здравоохранения «Действие» объявил пикет.",
        "Действие закона продлили, страна проявила солидарность.",
        "Независимый профсоюз горняков Украины раскритиковал министра.",
        "Профсоюз медиков Германии начал забастовку.",
        "В США бастует профсоюз машиностроителей.",
        "Профсоюз учителей Чикаго победил.",
    ],
)
def test_what_is_no_union_of_ours_is_not_linked(annotate, text: str) -> None:
    assert linked(annotate, text) == []


def test_a_regional_branch_belongs_to_its_industry_union(annotate) -> None:
    name = "Челябинская областная организация профсоюза работников здравоохранения"
    assert linked(annotate, f"{name} открыла линию.") == [(name, "profzdrav")]
    name = "Курганский обком профсоюза работников лесных отраслей РФ"
    assert linked(annotate, f"{name} собрал пленум.") == [(name, "roslesprofsoyuz")]


def test_a_list_of_regions_is_as_many_mentions(annotate) -> None:
    assert linked(annotate, "Федерации профсоюзов Томской и Курганской областей провели форум.") == [
        ("Федерации профсоюзов Томской", "fp-tomsk"),
        ("Курганской областей", "fp-kurgan"),
    ]
    assert linked(annotate, "Встретились Томский, Курганский и Челябинский облсовпрофы.") == [
        ("Томский", "fp-tomsk"),
        ("Курганский", "fp-kurgan"),
        ("Челябинский облсовпрофы", "fp-chelyabinsk"),
    ]


def test_a_plants_own_organization_is_an_unknown_union(annotate) -> None:
    for text, expected in (
        ("Профком шахты «Заречная» выступил против.", "Профком шахты «Заречная»"),
        (
            "Рада первичная профсоюзная организация АО «Север».",
            "первичная профсоюзная организация АО «Север»",
        ),
        ("Создан профсоюз работников завода «Заря» и сквер.", "профсоюз работников завода «Заря»"),
    ):
        annotation = annotate(text)
        assert [text[u.start : u.end] for u in annotation.unknown_unions] == [expected]
        assert annotation.unions == ()


def test_the_union_inside_a_plants_organization_is_linked(annotate) -> None:
    text = "Первичная профсоюзная организация ГМПР комбината «Заря» отметила юбилей."
    annotation = annotate(text)
    assert [text[u.start : u.end] for u in annotation.unknown_unions] == [text[: text.index(" отметила")]]
    assert linked(annotate, text) == [("ГМПР", "gmpr")]


def test_an_abbreviation_may_decline_and_a_word_in_capitals_is_none(annotate) -> None:
    assert linked(annotate, "В управлении СОСОПа и ОПАРом довольны.") == [
        ("СОСОПа", "fp-sakhalin"),
        ("ОПАРом", "opar"),
    ]
    assert linked(annotate, "ОПАРА УБЕЖАЛА ИЗ ДЕЖИ") == []


def test_the_road_belongs_to_its_branch(annotate) -> None:
    for name in (
        "Дорпрофжел на ВСЖД",
        "Дорпрофжел Красноярской железной дороги",
        "Дорпрофжел на Забайкальской дороге",
    ):
        assert linked(annotate, f"{name} проверил депо.") == [(name, "rosprofzhel")]


def test_mentions_never_overlap(annotate) -> None:
    text = "Федерация профсоюзов Курганской области, ФНПР, Курганский облсовпроф и Рослеспрофсоюз. " * 20
    mentions = annotate(text).unions
    assert len(mentions) == 80
    assert all(one.end <= other.start for one, other in pairwise(mentions))


def test_a_title_is_annotated_in_its_own_characters(annotate) -> None:
    title, text = "ФНПР подвела итоги", "Совет собрался в Москве. Итоги подвели."
    (mention,) = annotate(text, title=title).unions
    assert (mention.in_title, mention.role, title[mention.start : mention.end]) == (True, "main", "ФНПР")


def test_a_namesake_in_the_title_is_settled_by_the_text(annotate) -> None:
    annotation = annotate("В Екатеринбурге собрались рабочие.", title="ФПСО собрала рабочих")
    assert [(m.union, m.in_title) for m in annotation.unions] == [("fp-sverdlovsk", True)]
