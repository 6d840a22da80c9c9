"""The cheap look before the language models."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nlp.screening import Screen, build_screen


@pytest.fixture(scope="module")
def screen(registry) -> Screen:
    return build_screen(registry)


@pytest.mark.parametrize(
    "text",
    [
        "Профсоюзы ждут ответа.",
        "Собрание профкома перенесли.",
        "Письмо профкомитету.",
        "Курганским облсовпрофом подписано соглашение.",
        "Крайсовпроф, профлидеры и профактив.",
        "Иркутское профобъединение.",
        "Профессиональным\nсоюзом врачей",
        "Председатель первички завода ушёл.",
        "ФНПР и фнпр",
        "Члены РОСПРОФЖЕЛа",
        "Рослеcпрофсоюз с латинской буквой",
        "Профсоюзная организация завода",
        "вступили в Росуглепроф",
        "актив НОФП",
    ],
)
def test_a_text_about_unions_is_let_through(screen: Screen, text: str) -> None:
    assert screen.matches(text)
    assert screen.find(text) in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Моя профессия и профиль.",
        "Союз писателей и союз двух держав.",
        "Дом на улице Профсоюзная, 5.",
        "Станция метро «Профсоюзная» закрыта.",
        "Пожар на Профсоюзной, 12.",
        "Концерт в Доме профсоюзов.",
        "Бухгалтер собрала первичку: накладные и документы.",
        "Дежа опар не видела.",
        "Профессиональный праздник врачей.",
        "ВКП(б) и солидарность народов.",
    ],
)
def test_a_text_about_something_else_is_stopped(screen: Screen, text: str) -> None:
    assert screen.find(text) is None


def test_one_screen_serves_the_whole_run(registry) -> None:
    assert build_screen(registry) is build_screen(registry)


def test_screening_loads_no_language_models() -> None:
    check = "import sys, nlp.screening; sys.exit(any(name in sys.modules for name in ('spacy', 'slovnet', 'navec')))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
