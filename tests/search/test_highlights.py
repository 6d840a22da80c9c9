"""Which piece of a text is shown, and what in it is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.highlights import LENGTH, find_fragment, highlight
from search.language import read_query
from search.terms import Beginning, Term, list_terms

FILLER = "На улицах города снова ремонтируют старые трубы и мосты. "


def find_terms(query: str) -> tuple[Term | Beginning, ...]:
    return list_terms(read_query(query))


def marked(text: str, query: str) -> list[str]:
    fragment, spans = find_fragment(text, find_terms(query))
    return [fragment[start:end] for start, end in spans]


def test_the_fragment_is_where_most_of_the_words_stand() -> None:
    text = FILLER * 8 + "Профсоюз молчит. " + FILLER * 8 + "Профсоюз добился зарплаты. " + FILLER * 8
    fragment, _spans = find_fragment(text, find_terms("зарплаты профсоюза"))
    assert fragment.startswith("Профсоюз добился зарплаты.")
    assert marked(text, "зарплаты профсоюза") == ["Профсоюз", "зарплаты"]


def test_without_words_the_fragment_is_the_beginning() -> None:
    fragment, spans = find_fragment(FILLER * 8, ())
    assert fragment.startswith("На улицах")
    assert spans == ()


def test_the_fragment_begins_with_the_sentence_when_that_is_near() -> None:
    text = FILLER * 8 + "Сегодня и профсоюз сказал. " + FILLER * 8
    assert find_fragment(text, find_terms("профсоюз"))[0].startswith("Сегодня и профсоюз")


def test_all_words_of_a_phrase_are_marked() -> None:
    sentence = "Повышение зарплаты: повышения зарплат ждут."
    spans = highlight(sentence, find_terms('"повышение зарплаты"'))
    assert [sentence[start:end] for start, end in spans] == ["Повышение", "зарплаты", "повышения", "зарплат"]


@given(
    text=st.text(alphabet="профсюз \n.!🔥ёa\u0301-", max_size=1500),
    query=st.text(alphabet='проф "ё', max_size=30),
)
def test_marks_lie_within_the_fragment_in_order_and_fit_its_length(text: str, query: str) -> None:
    fragment, spans = find_fragment(text, find_terms(query))
    assert len(fragment) <= LENGTH
    ends = [0, *(end for _start, end in spans)]
    assert all(
        before <= start < end <= len(fragment) for before, (start, end) in zip(ends, spans, strict=False)
    )


def test_a_word_found_by_its_dictionary_form_is_marked() -> None:
    assert marked("Слово взял Вострецов. Вострецову хлопали.", "Вострецовым") == ["Вострецов", "Вострецову"]


def test_what_stands_for_a_word_is_marked() -> None:
    assert marked("Подписан коллективный договор.", "колдоговора") == ["коллективный", "договор"]
