"""Cutting a text at the edges of its marks, comparing two texts, and the words for shares and delays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.article_words import delay_words, follow_words, share_words
from desk.changes import find_changes
from desk.marking import Mark, cut_paragraphs
from desk.spellings import other_spellings
from records.registry import Leader, Registry, Union

texts = st.text(alphabet="аб \n", max_size=30)
spans = st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=8)


@given(text=texts, spans=spans)
def test_no_letter_is_lost_or_moved_whatever_the_marks(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark(start=start, end=end, kind="quote", note="", number=number)
        for number, (start, end) in enumerate(spans)
    ]
    paragraphs = cut_paragraphs(text, marks)
    lines = [line for line in text.split("\n") if line.strip()]
    assert ["".join(piece.text for piece in paragraph) for paragraph in paragraphs] == lines
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    for mark in inside:
        shown = "".join(piece.text for paragraph in paragraphs for piece in paragraph if mark in piece.marks)
        wanted = "".join(line for line in text[mark.start : mark.end].split("\n"))
        assert shown.replace(" ", "") == wanted.replace(" ", "")


def test_a_mark_begins_and_ends_once_also_over_two_paragraphs() -> None:
    paragraphs = cut_paragraphs("аб\nвг", [Mark(start=1, end=4, kind="union", note="", number=7)])
    assert [[(piece.text, piece.begun, piece.ended) for piece in one] for one in paragraphs] == [
        [("а", (), ()), ("б", (7,), ())],
        [("в", (), (7,)), ("г", (), ())],
    ]


def test_only_the_sentences_that_differ_are_changes() -> None:
    [change] = find_changes("Раз. Два! Три?", "Раз.  Два с половиной! Три?")
    assert (change.removed, change.added) == (("Два!",), ("Два с половиной!",))
    assert find_changes("Раз. Два.", "Раз.\nДва.") == []


def test_two_long_texts_are_compared_in_time() -> None:
    before = " ".join(f"Предложение номер {number}." for number in range(6000))
    assert len(find_changes(before, before + "\nЕщё одно.")) == 1


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        (timedelta(hours=3, minutes=20), "спустя 3 ч 20 мин"),
        (timedelta(seconds=20), "в ту же минуту"),
        (timedelta(minutes=59, seconds=40), "спустя 1 ч"),
        (timedelta(days=2, hours=1, minutes=50), "спустя 2 д 1 ч"),
        (-timedelta(hours=5), "на 5 ч раньше"),
    ],
)
def test_delays_are_told_by_their_larger_parts(delay: timedelta, words: str) -> None:
    assert delay_words(delay).replace("\xa0", " ") == words


def test_without_an_hour_a_delay_is_told_in_days() -> None:
    assert follow_words(timedelta(hours=3), is_exact=False) == "в тот же день"
    assert follow_words(timedelta(hours=40), is_exact=False).replace("\xa0", " ") == "спустя 2 д"


def test_a_share_of_nothing_is_a_dash() -> None:
    assert (share_words(None), share_words(0.905).replace("\xa0", " ")) == ("—", "90 %")


def test_a_person_is_looked_up_under_initials_and_the_registers_full_name() -> None:
    leader = Leader(name="Фёдор Ильич Песков", role="председатель")
    union = Union(id="a", name="а", short="а", kind="primary", leaders=(leader,))
    registry = Registry(unions={"a": union}, outlets={}, regions={})
    found = other_spellings(registry, "Федор Песков")
    assert found[0] == "Фёдор Ильич Песков"
    assert {"Песков", "Ф. Песков", "Ф. И. Песков", "Ф.И. Песков", "Фёдор Песков"} <= set(found)
    assert "Федор Песков" not in found
    assert other_spellings(registry, "Иван Песков")[0] == "И. Песков"
    assert other_spellings(registry, "") == []
