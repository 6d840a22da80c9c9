"""Whatever the text: offsets are valid and every evidence contains its mention."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.annotation import Annotator
from nlp.sentences import evidence, find_sentences
from records.annotation import Annotation, Task

NAMES = [
    "ФНПР",
    "Рослеспрофсоюзом",
    "Курганский\nоблсовпроф",
    "«Роспрофжеле»",
    "Профсоюз работников здравоохранения РФ",
]
JUNK = st.text(max_size=60) | st.sampled_from(
    [
        "😀👍🏽",
        "\x00\x07\u200b\u202e",
        ", , ,",
        "\r\n\n",
        "«",
        "»",
        " – ",
        "Иванов И. И.",
        "ё́",
        "İstanbul",
        "𗀀²①",
        "\ud800",
        "не ",
    ]
)
TEXTS = st.lists(JUNK | st.sampled_from(NAMES), max_size=12).map(" ".join)


def check(text: str, annotation: Annotation) -> None:
    spans = [*annotation.entities, *annotation.unions, *annotation.unknown_unions, *annotation.people]
    spans += [*annotation.quotes, *annotation.topic_evidence, *annotation.campaigns]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    for mention in annotation.unions:
        assert 0 <= mention.evidence[0] <= mention.start < mention.end <= mention.evidence[1] <= len(text)
        assert mention.tone in (-1, 0, 1)
        assert -1 <= mention.score <= 1
        assert 0 <= mention.confidence <= 1
        assert mention.score * mention.tone >= 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_gives_valid_offsets(annotator: Annotator, text: str) -> None:
    check(text, next(annotator.annotate([Task(id="1", text=text)])))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "слово",
        "," * 10_000,
        "No Russian here at all.",
        "😀" * 500,
        "ФНПР" * 300,
        "ФНПР " * 300,
        "«" * 999,
    ],
    ids=["empty", "space", "line", "word", "commas", "english", "emoji", "glued", "names", "quotes"],
)
def test_an_odd_text_gives_valid_offsets(annotate, text: str) -> None:
    check(text, annotate(text))


def test_a_name_between_junk_is_found_with_its_evidence(annotate) -> None:
    text = "😀\u200b Сегодня\x07 Рослеспрофсоюзом\u202e подписано. " + "," * 500
    annotation = annotate(text)
    check(text, annotation)
    assert [text[m.start : m.end] for m in annotation.unions] == ["Рослеспрофсоюзом"]


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="аБ.!? \n«»-", max_size=80), data=st.data())
def test_the_evidence_of_any_span_contains_it(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = evidence(find_sentences(text), start, end)
    assert first <= start < end <= last


def test_a_sentence_ends_at_a_paragraph_and_not_at_a_broken_line() -> None:
    text = "Заголовок без точки\nПервое предложение\nпродолжено. Второе."
    assert [text[a:b] for a, b in find_sentences(text)] == [
        "Заголовок без точки",
        "Первое предложение\nпродолжено.",
        "Второе.",
    ]
