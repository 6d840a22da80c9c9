"""Quotes: who says what, word for word or as reported, and of which unions."""

from __future__ import annotations

import pytest

from nlp.holders import holder_of, text_style
from nlp.linking import Link
from nlp.roles import find_roles
from nlp.sentences import find_sentences


def quotes(annotate, text: str) -> list[tuple[str, str | None, bool]]:
    return [(text[q.start : q.end], q.speaker, q.direct) for q in annotate(text).quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "«Мы складывали цифры», — сказала бухгалтер Нина Шабалина.",
            [("Мы складывали цифры", "Нина Шабалина", True)],
        ),
        (
            "Олег Зуев написал в канале: «Приказ опоздал».",
            [("Приказ опоздал", "Олег Зуев", True)],
        ),
        (
            "Директор Олег Зуев уверен, что цех закроют.",
            [("цех закроют.", "Олег Зуев", False)],
        ),
        (
            "По словам Анны Речной, долг вернули.",
            [("долг вернули.", "Анна Речная", False)],
        ),
        (
            "Цех закроют весной, сообщил директор Олег Зуев.",
            [("Цех закроют весной", "Олег Зуев", False)],
        ),
        (
            "«Здесь любят анкеты, — говорит аппаратчик Лев Бочаров. — Молока нет».",
            [("Здесь любят анкеты", "Лев Бочаров", True), ("Молока нет", "Лев Бочаров", True)],
        ),
        (
            "Пришли Анна Речная и Олег Зуев. «Мы ждали три года», — сказала она.",
            [("Мы ждали три года", "Анна Речная", True)],
        ),
        (
            "Олег Зуев пришёл. «Кто поможет людям?» — спросили мы.",
            [("Кто поможет людям?", None, True)],
        ),
        (
            "Олег Зуев пришёл. «Долги вернули», — отметил председатель комитета.",
            [("Долги вернули", None, True)],
        ),
    ],
)
def test_the_speaker_is_who_the_words_beside_name(annotate, text: str, expected: list) -> None:
    assert quotes(annotate, text) == expected


@pytest.mark.parametrize(
    "text",
    ["Ждали сутки. По словам...", 'Это крах социальной сферы"", - говорится в сообщении. Напомним, "ранее.'],
)
def test_nothing_is_no_quote(annotate, text: str) -> None:
    assert all(quote.start < quote.end for quote in annotate(text).quotes)


def test_a_quote_tells_where_its_speaker_is_named(annotate) -> None:
    text = "«Мы складывали цифры», — сказала бухгалтер Нина Шабалина."
    (quote,) = annotate(text).quotes
    assert quote.speaker_span is not None
    assert text[slice(*quote.speaker_span)] == "Нина Шабалина"


def test_a_quote_is_of_the_unions_it_names_and_the_one_its_speaker_acts_for(annotate) -> None:
    text = "«ФНПР нам помогла», — сказала юрист Курганского облсовпрофа Анна Речная."
    (quote,) = annotate(text).quotes
    assert quote.unions == ("fnpr", "fp-kurgan")


def test_what_a_union_says_is_a_quote_without_a_speaker(annotate) -> None:
    (quote,) = annotate("В ФНПР заявили, что ждут решения.").quotes
    assert (quote.speaker, quote.direct, quote.unions) == (None, False, ("fnpr",))


def test_a_few_quoted_words_are_of_whoever_is_reported(annotate) -> None:
    text = "Токарь Лев Орлов считает, что Рослеспрофсоюз «проспал всё, что мог проспать»."
    assert quotes(annotate, text) == [
        ("Рослеспрофсоюз «проспал всё, что мог проспать».", "Лев Орлов", False),
        ("проспал всё, что мог проспать", "Лев Орлов", True),
    ]


def test_a_view_is_the_quoted_persons_the_authors_or_the_facts(annotate) -> None:
    text = "Обком отсудил рабочим 4 миллиона рублей. Позор, а не обком!"
    style = text_style(text)
    first, second = find_sentences(text)
    told = holder_of(text, (0, 5), first, tone=1, speech="none", style=style)
    at = text.rindex("обком")
    judged = holder_of(text, (at, at + 5), second, tone=-1, speech="none", style=style)
    assert (told, judged) == ("implied", "author")
    assert holder_of(text, (0, 5), first, tone=1, speech="direct", style=style) == "quoted"
    assert holder_of(text, (0, 5), first, tone=0, speech="none", style=style) == "author"


def test_a_text_is_about_the_union_named_first_and_often() -> None:
    sentences = [(at, at + 100) for at in range(0, 1_000, 100)]
    often = [Link(start=at, end=at + 9, union="gmpr") for at in (5, 210, 420, 630)]
    once = [Link(start=950, end=960, union="fnpr")]
    assert find_roles([*often, *once], sentences, 1_000) == {"gmpr": "main", "fnpr": "episodic"}
    assert find_roles([*often, *once], sentences, 1_000, headline=["fnpr"])["fnpr"] == "main"
