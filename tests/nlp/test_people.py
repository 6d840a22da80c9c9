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
