"""The rows of dictionary forms that are indexed, and the groups of words that mean the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import read_query
from search.lemmas import build_lemmas, find_lemmas
from search.synonyms import find_synonyms
from search.terms import MOST_TERMS, Term, find_words, list_terms
from search.words import clean


@pytest.mark.parametrize(
    ("word", "lemmas"),
    [
        ("Вострецову", ("вострецов",)),
        ("Черногаев", ("черногаев", "черногай")),
        ("стали", ("стать", "сталь")),
        ("ёлки", ("елка",)),
        ("COVID", ("covid",)),
        ("2026", ("2026",)),
    ],
)
def test_a_word_has_all_the_dictionary_forms_that_it_may_have(word: str, lemmas: tuple[str, ...]) -> None:
    assert find_lemmas(word) == lemmas


def test_a_surname_stands_first_in_each_of_its_cases() -> None:
    forms = "королев королева королеву королевым королеве"
    assert {find_lemmas(form)[0] for form in forms.split()} == {"королев"}


def test_the_rows_keep_the_place_of_function_words_and_lack_other_forms() -> None:
    assert build_lemmas("Елки в лесу", "Стали ждать.") == "елка · лес · · стать ждать · · леса · · сталь"


def test_a_phrase_in_the_query_has_the_same_row() -> None:
    term = read_query('"ёлках в лесах"')
    assert isinstance(term, Term)
    assert term.lemma_row == ["елка", "·", "лес"]


@given(st.text(max_size=60))
def test_any_text_makes_a_row_of_words_parted_by_spaces(text: str) -> None:
    row = build_lemmas(clean(text), "")
    assert " ".join(row.split()) == row
    assert bool(row) == bool(list(find_words(clean(text))))


def test_the_longest_form_of_a_group_counts() -> None:
    words = [find_lemmas(word) for word in ["первичной", "профсоюзной", "организации", "завода"]]
    assert find_synonyms(words) == (3, ("первичка", "первичная организация профсоюза"))
    assert find_synonyms(words[3:]) == (0, ())
    assert find_synonyms([]) == (0, ())


def test_a_pasted_text_is_cut_to_what_engines_take() -> None:
    assert len(list_terms(read_query(" ".join(f"слово{number}" for number in range(100_000))))) == MOST_TERMS
