"""Whose words a span stands in, by the text alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from nlp.quotation_marks import find_direct
from nlp.reported import find_reported
from nlp.sentences import evidence, find_sentences
from nlp.speech import find_quotations, speech_of

UNION = "ФНПР"


def speech(text: str) -> str:
    start = text.index(UNION)
    span = (start, start + len(UNION))
    return speech_of(text, span, evidence(find_sentences(text), *span), find_quotations(text))


@pytest.mark.parametrize(
    "text",
    [
        "«Без ФНПР мы бы тут замёрзли», — сказал моторист.",
        "«ФНПР опоздала», — махнул рукой слесарь.",
        "Слесарь ответил: «ФНПР опоздала».",
        "«Любят здесь анкеты, — говорит аппаратчик. — ФНПР нам не помогла».",
        "— Кто помог?\n— Помогла ФНПР, — ответила она.",
        "Корреспондент: Кто помог?\nКузнецов: Помогла ФНПР, и только.",
        "„Я верю ФНПР и больше никому“, — написала она.",
        '"Я верю ФНПР и больше никому", — написала она.',
        "«Незакрытая кавычка.\n\n«Мы верим ФНПР, и не зря», — сказал он.",
    ],
)
def test_words_in_marks_or_behind_a_dash_are_direct_speech(text: str) -> None:
    assert speech(text) == "direct"


@pytest.mark.parametrize(
    "text",
    [
        "Директор считает, что ФНПР мешает работать.",
        "Она уверена: ФНПР придёт.",
        "По словам мастера, ФНПР помогла всем.",
        "ФНПР, вспоминает она, пришла первой.",
        "Цех закроют, а ФНПР промолчит, сообщил директор.",
        "Директор обвинил ФНПР в саботаже.",
        "Её, мол, никто не слушал, а ФНПР молчала.",
        "Прозвучал упрёк: ФНПР узнала обо всём из газет.",
    ],
)
def test_what_somebody_is_said_to_say_is_indirect_speech(text: str) -> None:
    assert speech(text) == "indirect"


@pytest.mark.parametrize(
    "text",
    [
        "ФНПР добилась выплат.",
        "В ФНПР сообщили, что ждут решения.",
        "«Мы ждали три года», — сказал юрист ФНПР.",
        "Я думаю, что ФНПР права.",
        "Долго благодарили ФНПР за речи.",
        "Завод вернул и то, что им обещали, а ФНПР подписала протокол.",
        "Газета «ФНПР» вышла в срок.",
        "— пикет ФНПР;\n— сбор подписей;",
    ],
)
def test_what_the_author_says_is_nobodys_speech(text: str) -> None:
    assert speech(text) == "none"


def test_the_authors_words_between_are_no_part_of_the_speech() -> None:
    text = "«Мы ждали, — сказал он. — И дождались»."
    assert [text[slice(*span)] for span in find_direct(text)] == ["Мы ждали,", "И дождались"]


def _read(text: str) -> None:
    find_direct(text)
    for sentence in find_sentences(text):
        find_reported(text, sentence)


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "«Мы ждали " * n,
        lambda n: "«" * n + "мы ждали три года" + "»" * n,
        lambda n: "— Да, — сказал он. — Нет.\n" * n,
        lambda n: "— Да, — сказал он, — нет " * n,
        lambda n: '"' * n,
        lambda n: "он сказал, что пришёл, сказал мастер, " * n,
        lambda n: "— " * n,
    ],
    ids=["open", "nested", "lines", "one line", "straight", "said", "dashes"],
)
def test_twice_the_text_takes_twice_the_time(made: Callable[[int], str]) -> None:
    def seconds(text: str) -> float:
        times = []
        for _round in range(3):
            start = time.process_time()
            _read(text)
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(made(4_000)) <= 3 * seconds(made(2_000)) + 0.05
