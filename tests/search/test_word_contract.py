"""Which words find which, the same on both engines: surnames in all cases, phrases, and forms that mean the same."""

from __future__ import annotations

import pytest

from records.search import Query
from search.engine import Engine
from tests.search.press import make_documents


def find(engine: Engine, text: str) -> set[str]:
    return {hit.url.rsplit("/", 1)[-1] for hit in engine.search(Query(text=text)).hits}


SURNAMES = {
    "Вострецов": "Вострецов Вострецова Вострецову Вострецовым Вострецове Вострецовой Вострецовы Вострецовых",
    "Путилин": "Путилин Путилина Путилину Путилиным Путилине Путилиной",
    "Шмаков": "Шмаков Шмакова Шмакову Шмаковым Шмакове",
    "Бессонова": "Бессонова Бессоновой Бессонову Бессонов",
    "Черногаев": "Черногаев Черногаева Черногаеву Черногаевым Черногаеве",
    "Михаленко": "Михаленко",
    "Королёв": "Королёв Королёва Королёву Королёвым Королёве Королев Королева Королеву Королевым Королеве",
    "Исаев": "Исаев Исаева Исаеву Исаевым Исаеве",
    "Дубинская": "Дубинская Дубинской Дубинскую Дубинский Дубинского",
    "Сергей": "Сергей Сергея Сергею Сергеем Сергее",
}


@pytest.mark.parametrize("name", SURNAMES)
def test_a_name_in_any_case_finds_all_its_cases(engine: Engine, name: str) -> None:
    forms = SURNAMES[name].split()
    engine.write(
        [
            *(make_documents(form, text=f"На встрече говорили: {form}. Спорили долго.") for form in forms),
            make_documents("other", text="На встрече говорили: Лужников, Соловьёва, Завод. Спорили долго."),
        ]
    )
    for form in [*forms, name.lower(), name.upper()]:
        assert find(engine, form) == set(forms), form


def test_words_whose_stems_part_find_one_another(engine: Engine) -> None:
    texts = {
        "went": "Он шёл домой.",
        "go": "Надо идти домой.",
        "people": "Люди ждут.",
        "man": "Человек ждёт.",
    }
    engine.write([make_documents(key, text=text) for key, text in texts.items()])
    assert find(engine, "шли") == find(engine, "идёт") == {"went", "go"}
    assert find(engine, "людям") == find(engine, "человек") == {"people", "man"}


def test_a_name_in_quotes_is_found_in_its_cases_but_not_torn_apart(engine: Engine) -> None:
    engine.write(
        [
            make_documents("nominative", text="Слово взял Сергей Вострецов."),
            make_documents("genitive", text="Речь Сергея Вострецова слушали."),
            make_documents("title", title="Приём у Сергея Вострецова"),
            make_documents("torn", text="Сергей и Вострецов спорили. Вострецов Сергей."),
        ]
    )
    for quoted in ('"Сергей Вострецов"', '"сергеем вострецовым"'):
        assert find(engine, quoted) == {"nominative", "genitive", "title"}
    assert find(engine, '"Сергей и Вострецов"') == {"torn"}
    assert find(engine, "Вострецов Сергей") == {"nominative", "genitive", "title", "torn"}


def test_what_means_the_same_is_found_by_either_form(engine: Engine) -> None:
    texts = {
        "short": "Подписали колдоговор.",
        "long": "Условия коллективного договора обсудили.",
        "torn": "Договор обсудил коллективный орган.",
        "wage": "МРОТ вырастет.",
        "wage-long": "Вырастет минимальный размер оплаты труда.",
        "pay": "Заработную плату задержали.",
        "pay-short": "Зарплаты задержали.",
    }
    engine.write([make_documents(key, text=text) for key, text in texts.items()])
    assert find(engine, "колдоговоры") == {"short", "long"}
    assert find(engine, "коллективным договором") == {"short", "long", "torn"}
    assert find(engine, "обсудить коллективный договор") == {"long", "torn"}
    assert find(engine, "подписать коллективный договор") == {"short"}
    assert find(engine, "мрот") == find(engine, "минимального размера оплаты труда") == {"wage", "wage-long"}
    assert find(engine, "зарплата") == find(engine, "заработная плата") == {"pay", "pay-short"}


def test_words_in_quotes_are_meant_as_they_stand(engine: Engine) -> None:
    engine.write(
        [
            make_documents("short", text="Подписали колдоговор."),
            make_documents("long", text="Условия коллективного договора обсудили."),
        ]
    )
    assert find(engine, '"колдоговор"') == {"short"}
    assert find(engine, '"коллективный договор"') == {"long"}


def test_what_is_indexed_to_find_by_is_not_shown(engine: Engine) -> None:
    engine.write([make_documents("one", text="Слово взял Вострецов.")])
    [hit] = engine.search(Query(text="Вострецову")).hits
    assert [hit.fragment[start:end] for start, end in hit.highlights] == ["Вострецов"]
    assert "·" not in hit.fragment


def test_a_day_alone_is_told_from_a_moment(engine: Engine) -> None:
    engine.write([make_documents("day"), make_documents("moment", has_time=True)])
    found = {hit.url.rsplit("/", 1)[-1]: hit.has_time for hit in engine.search(Query()).hits}
    assert found == {"day": False, "moment": True}
