"""Persons with their nominative names, positions as written, and unions."""

from __future__ import annotations

import pytest


def people(annotate, text: str) -> list[tuple[str, str | None, str | None]]:
    return [(person.name, person.role, person.union) for person in annotate(text).people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Председатель Курганского облсовпрофа Пётр Иванов выступил.",
            ("Пётр Иванов", "Председатель Курганского облсовпрофа", "fp-kurgan"),
        ),
        (
            "Наградили председателя Рослеспрофсоюза Петра Андреевича Соколова.",
            ("Пётр Андреевич Соколов", "председателя Рослеспрофсоюза", "roslesprofsoyuz"),
        ),
        (
            "Слово дали Марии Сидоровой, главному техническому инспектору труда ФНПР.",
            ("Мария Сидорова", "главному техническому инспектору труда ФНПР", "fnpr"),
        ),
        (
            "Встречу провела первый заместитель председателя Рослеспрофсоюза Ольга Павлова.",
            ("Ольга Павлова", "первый заместитель председателя Рослеспрофсоюза", "roslesprofsoyuz"),
        ),
        (
            "Светлана Журавлева, председатель профкома шахты «Заря», ушла.",
            ("Светлана Журавлева", "председатель профкома шахты «Заря»", None),
        ),
        ("Журналист ИВАН САПРЫКИН написал об этом.", ("Иван Сапрыкин", "Журналист", None)),
    ],
)
def test_a_person_has_name_position_and_union(
    annotate, text: str, expected: tuple[str, str, str | None]
) -> None:
    assert expected in people(annotate, text)


def test_initials_and_surnames_are_merged_with_the_full_name(annotate) -> None:
    text = "Председатель профкома Пётр Иванов выступил. По словам П. Иванова, ждать нечего. Иванову ответили."
    assert [name for name, _role, _union in people(annotate, text)] == ["Пётр Иванов"] * 3


def test_a_position_in_the_federation_is_in_the_only_one_that_is_named(annotate) -> None:
    text = (
        "Федерация профсоюзов Томской области собралась. Выступила председатель федерации Раиса Мельчакова."
    )
    assert people(annotate, text) == [("Раиса Мельчакова", "председатель федерации", "fp-tomsk")]
    both = "Здесь Рослеспрофсоюз и Профсоюз строителей России. Выступила председатель профсоюза Раиса Мельчакова."
    assert people(annotate, both) == [("Раиса Мельчакова", "председатель профсоюза", None)]


def test_two_of_one_surname_are_not_merged(annotate) -> None:
    text = "Пришли Пётр Иванов и Сергей Иванов. Иванов выступил."
    assert people(annotate, text)[-1][0] == "Иванов"


def test_a_union_before_a_name_is_no_part_of_it(annotate) -> None:
    text = "Наградили председателя Рослеспрофсоюза Петра Андреевича Соколова."
    found = [(text[e.start : e.end], e.label) for e in annotate(text).entities]
    assert found == [("Рослеспрофсоюза", "ORG"), ("Петра Андреевича Соколова", "PER")]


def test_a_known_leader_is_linked_by_the_full_name(annotate, registry) -> None:
    leader = registry.unions["fnpr"].leaders[0].name
    assert (leader, None, "fnpr") in people(annotate, f"Об этом сказал {leader} в понедельник.")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Приехала крановщица Майя Дудина.", "Майя Дудина", "крановщица"),
        ("Слово дали обжигальщице Раисе Петровой.", "Раиса Петрова", "обжигальщице"),
        (
            "Премию вручили литейщику завода «Икар» Олегу Зуеву.",
            "Олег Зуев",
            "литейщику завода «Икар»",
        ),
        (
            "Главврач районной больницы № 3 Сурен Оганесян промолчал.",
            "Сурен Оганесян",
            "Главврач районной больницы № 3",
        ),
        (
            "Заместитель министра труда области по занятости Лев Кручинин выступил.",
            "Лев Кручинин",
            "Заместитель министра труда области по занятости",
        ),
        ("И. о. директора завода Марк Лунёв подписал приказ.", "Марк Лунёв", "И. о. директора завода"),
        ("Врио губернатора области Тимур Салахов приехал.", "Тимур Салахов", "Врио губернатора области"),
        ("Бывшая комплектовщица Жанна Тен ушла.", "Жанна Тен", "Бывшая комплектовщица"),
        ("Пётр Лукин — директор школы.", "Пётр Лукин", "директор школы"),
        ("Директор завода — Сергей Кулагин.", "Сергей Кулагин", "Директор завода"),
        ("Директор завода (Сергей Кулагин) отказался.", "Сергей Кулагин", "Директор завода"),
        ("Анна Лукина (завуч) согласна.", "Анна Лукина", "завуч"),
        ("Фонд прислал наблюдателя, Антонину Ржевскую, на завод.", "Антонина Ржевская", "наблюдателя"),
        (
            "Юрист, депутат горсовета Павел Громов помог рабочим.",
            "Павел Громов",
            "Юрист, депутат горсовета",
        ),
        (
            "Председатель профкома и член президиума Нина Белова выступила.",
            "Нина Белова",
            "Председатель профкома и член президиума",
        ),
        ("Замдекана Эльза Шмидт ответила студентам.", "Эльза Шмидт", "Замдекана"),
        ("Учитель из Нижней Берёзовки Тарас Гончар сказал правду.", "Тарас Гончар", "Учитель"),
    ],
)
def test_a_position_is_any_noun_of_persons_beside_the_name(annotate, text: str, name: str, role: str) -> None:
    assert (name, role) in [(person.name, person.role) for person in annotate(text).people]


@pytest.mark.parametrize(
    "text",
    [
        "Рабочие вчера встретили Петра Лукина.",
        "Директор завода уехал. Пётр Лукин остался.",
        "Вместе с мастером Пётр Лукин пришёл домой.",
        "Господин Лукин промолчал.",
        "Среди врачей Пётр Лукин известен всем.",
    ],
)
def test_a_noun_that_does_not_agree_with_the_name_is_no_position(annotate, text: str) -> None:
    assert [person.role for person in annotate(text).people] == [None]


def test_several_of_one_trade_hold_it_each(annotate) -> None:
    text = "Уволили двух врачей, Дениса Танакова и Милу Янситову."
    assert people(annotate, text) == [("Денис Танаков", "врачей", None), ("Мила Янситова", "врачей", None)]


def test_a_name_stands_in_the_case_of_its_position(annotate) -> None:
    text = (
        "Письмо отдали приставу Бахрому Усманову. Директор Сэсэг Дамбаева рубит дрова. Вызвали швею Галыгину."
    )
    assert [name for name, _role, _union in people(annotate, text)] == [
        "Бахром Усманов",
        "Сэсэг Дамбаева",
        "Галыгина",
    ]


def test_a_trade_that_the_model_takes_for_a_name_is_none(annotate) -> None:
    found = annotate("Слесаря Петю Ширяева ошпарило в колодце.").people
    assert [(person.name, person.role) for person in found] == [("Петя Ширяев", "Слесаря")]


def test_the_two_ways_of_naming_somebody_politely_are_one_person(annotate) -> None:
    text = "Иван Петрович, вы уйдёте? — спросили мы. Директор Сомов промолчал."
    assert {name for name, _role, _union in people(annotate, text)} == {"Иван Петрович Сомов"}


@pytest.mark.parametrize(
    ("text", "union"),
    [
        ("Мария Зуева из Рослеспрофсоюза приехала на завод.", "roslesprofsoyuz"),
        ("Соглашение подписала Юлия Корнилова (ГМПР).", "gmpr"),
        ("Борис Ветров возглавляет Курганский облсовпроф.", "fp-kurgan"),
        ("Помог обком ГМПР: Инна Сорока нашла архив.", "gmpr"),
        ("Из Рослеспрофсоюза приехал Фёдор Каргин.", "roslesprofsoyuz"),
        ("ФНПР и её юрист Раиса Одинцова выиграли дело.", "fnpr"),
        ("Директор завода Артур Швец ругает Рослеспрофсоюз.", None),
    ],
)
def test_the_union_of_a_person_is_what_stands_beside_the_name(annotate, text: str, union: str | None) -> None:
    assert [person.union for person in annotate(text).people] == [union]


def test_the_union_of_a_person_counts_for_every_mention(annotate) -> None:
    text = "Юрист ФНПР Раиса Одинцова выиграла дело. Через год Одинцова выиграла второе."
    assert [union for _name, _role, union in people(annotate, text)] == ["fnpr", "fnpr"]
