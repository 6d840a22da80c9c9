"""Slogans, key messages and hashtags in texts, with how they are worded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from otklik.registry import load_registry
from records.registry import Registry
from tests.nlp.test_topics import small_pipeline
from tests.registry.conftest import FILES, write

FOREST = "dostoynyy-trud-v-lesu"


@pytest.fixture(scope="module")
def nlp(registry: Registry) -> Language:
    return small_pipeline(registry)


def said(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    return [(one.campaign, one.wording, text[one.start : one.end]) for one in nlp(text)._.campaigns]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Акция «За достойный труд в лесном хозяйстве!» идёт.", "За достойный труд в лесном хозяйстве"),
        ("Акция „за достойный труд — в лесном хозяйстве“ идёт.", "за достойный труд — в лесном хозяйстве"),
        ("ЗА ДОСТОЙНЫЙ ТРУД\nВ ЛЕСНОМ ХОЗЯЙСТВЕ!", "ЗА ДОСТОЙНЫЙ ТРУД\nВ ЛЕСНОМ ХОЗЯЙСТВЕ"),
        ("Идём! #ЗаДостойныйТрудВЛесномХозяйстве", "#ЗаДостойныйТрудВЛесномХозяйстве"),
        ("Идём! #за_достойный_труд_в_лесном_хозяйстве.", "#за_достойный_труд_в_лесном_хозяйстве"),
    ],
)
def test_a_slogan_is_verbatim_whatever_its_signs(nlp: Language, text: str, words: str) -> None:
    assert said(nlp, text) == [(FOREST, "verbatim", words)]


@pytest.mark.parametrize(
    "words",
    [
        "достойного труда для всех в лесном хозяйстве",
        "достойным трудом в лесном хозяйстве",
        "лесное хозяйство за достойный труд",
    ],
)
def test_other_forms_order_and_words_between_are_a_paraphrase(nlp: Language, words: str) -> None:
    assert said(nlp, f"Лесники говорят: {words}.") == [(FOREST, "paraphrased", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Условия достойного труда обсудили на форуме.",
        "В лесном хозяйстве тяжёлый труд.",
        "Люди труда и мира встретились в мае.",
        "Достойный человек. " + "Шёл снег. " * 20 + "Труд в лесном хозяйстве тяжёл.",
        "#достойныйтруд",
    ],
)
def test_words_that_only_resemble_a_slogan_are_none(nlp: Language, text: str) -> None:
    assert said(nlp, text) == []


def test_the_days_of_the_unions_are_found_in_any_case_form(nlp: Language) -> None:
    assert said(nlp, "О Всемирном дне охраны труда говорили все.") == [
        ("den-ohrany-truda", "paraphrased", "Всемирном дне охраны труда")
    ]
    assert said(nlp, "Мир, труд, май!") == [("pervomay", "verbatim", "Мир, труд, май")]
    assert said(nlp, "С Праздником Весны и Труда!")[0][:2] == ("pervomay", "paraphrased")


def test_the_longer_of_two_slogans_counts_and_each_place_once(nlp: Language) -> None:
    text = "За достойный труд! За достойный труд в лесном хозяйстве!"
    assert [one[0] for one in said(nlp, text)] == ["za-dostoynyy-trud", FOREST]


def test_a_campaign_is_looked_for_while_it_runs(tmp_path: Path) -> None:
    for name, content in FILES.items():
        write(tmp_path, name, content)
    nlp = small_pipeline(load_registry(base=tmp_path))

    def found(day: date | None) -> int:
        doc = nlp.make_doc("Новые станки к сроку")
        doc._.published = day
        for name in nlp.pipe_names:
            doc = nlp.get_pipe(name)(doc)
        return len(doc._.campaigns)

    days = (None, date(2026, 2, 28), date(2026, 3, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [found(day) for day in days] == [1, 0, 1, 1, 0]


def test_title_and_text_are_told_apart(annotate) -> None:
    found = annotate("Мир! Труд! Май! — несли плакат.", title="За достойный труд")
    assert [(one.campaign, one.in_title) for one in found.campaigns] == [
        ("za-dostoynyy-trud", True),
        ("pervomay", False),
    ]
