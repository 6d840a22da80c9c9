"""Tone is how the text makes a reader see that union; whose view it is; how large its part."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Курганский облсовпроф добился выплаты долгов по зарплате.", 1),
        ("Врачи поблагодарили Профсоюз работников здравоохранения РФ за помощь.", 1),
        ("Благодаря Рослеспрофсоюзу лесники получили премию.", 1),
        ("Рослеспрофсоюз промолчал, когда увольняли лесников.", -1),
        ("Работники раскритиковали ФНПР за бездействие.", -1),
        ("Федерация профсоюзов Самарской области не смогла защитить рабочих.", -1),
        ("ФНПР раскритиковала правительство за повышение пенсионного возраста.", 0),
        ("Рослеспрофсоюз потребовал от министерства выплатить долги.", 0),
        ("В Роспрофжеле прошло совещание.", 0),
    ],
)
def test_the_tone_is_toward_the_union(annotate, text: str, tone: int) -> None:
    assert [mention.tone for mention in annotate(text).unions] == [tone]


def test_direct_speech_is_the_quoted_persons(annotate) -> None:
    text = "«Мы выйдем из ФНПР, потому что толку нет», — заявил сварщик Сидоров."
    (mention,) = annotate(text).unions
    assert (mention.speech, mention.holder) == ("direct", "quoted")


def test_reported_speech_is_the_quoted_persons(annotate) -> None:
    for text in (
        "По словам директора, Рослеспрофсоюз мешает.",
        "Директор заявил, что Рослеспрофсоюз мешает.",
    ):
        (mention,) = annotate(text).unions
        assert (mention.speech, mention.holder) == ("indirect", "quoted")


def test_a_line_of_an_interview_is_direct_speech(annotate) -> None:
    text = "Мы встретились в порту.\n– Рослеспрофсоюз нам помог, – сказал докер. – Спасибо."
    (mention,) = annotate(text).unions
    assert mention.speech == "direct"


def test_a_union_in_quotation_marks_is_not_quoted_speech(annotate) -> None:
    (mention,) = annotate("Договор подписал «Рослеспрофсоюз» в среду.").unions
    assert (mention.speech, mention.holder) == ("none", "author")


def test_a_union_named_late_and_once_is_episodic(annotate) -> None:
    text = "Погода ясная. Дороги чистые. Магазины открыты. На площади был и Рослеспрофсоюз."
    assert [mention.role for mention in annotate(text).unions] == ["episodic"]
    assert [mention.role for mention in annotate(text, title="Рослеспрофсоюз вышел").unions] == [
        "main",
        "main",
    ]
