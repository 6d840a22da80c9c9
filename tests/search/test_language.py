"""What a query's text means, before any engine is asked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import is_plain, read_query
from search.terms import MOST_TERMS, AllOf, AnyOf, Beginning, Term, Wanted, list_terms


def written(wanted: Wanted | None) -> str:
    """The tree on one line: + all, | any, - without, * a beginning."""
    match wanted:
        case Term():
            return f'"{wanted.text}"' if len(wanted.places) > 1 else wanted.text
        case Beginning():
            return f"{wanted.letters}*"
        case AnyOf():
            return "(" + " | ".join(written(part) for part in wanted.parts) + ")"
        case AllOf():
            parts = [written(part) for part in wanted.parts]
            return "(" + " ".join([" + ".join(parts), *(f"-{written(one)}" for one in wanted.without)]) + ")"
        case None:
            return ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("завод цех", "(завод + цех)"),
        ("завод И цех AND печь", "(завод + цех + печь)"),
        ("завод и или цех", "(завод + цех)"),
        ("завод ИЛИ цех", "(завод | цех)"),
        ("завод цех ИЛИ печь труба", "((завод + цех) | (печь + труба))"),
        ("завод (цех OR печь)", "(завод + (цех | печь))"),
        ("завод ИЛИ (цех ИЛИ печь)", "(завод | цех | печь)"),
        ("завод -цех -печь", "(завод -цех -печь)"),
        ("-завод", "( -завод)"),
        ("−завод", "( -завод)"),
        ("завод - цех", "(завод + цех)"),
        ("COVID-19", "(COVID + 19)"),
        ("печь -COVID-19", "(печь -(COVID + 19))"),
        ("-(завод ИЛИ цех)", "( -(завод | цех))"),
        ("завод ИЛИ -цех", "(завод | ( -цех))"),
        ('"охрана труда" -"печь цеха"', '("охрана труда" -"печь цеха")'),
        ("«охрана труда»", '"охрана труда"'),
        ("завод -«охрана труда»", '(завод -"охрана труда")'),
        ("“охрана труда”", '"охрана труда"'),
        ("завод -„охрана труда“", '(завод -"охрана труда")'),
        ("завод «Красная печь»", "(завод + Красная + печь)"),
        ("Забас* -ёлоч*", "(забас* -елоч*)"),
        ("печ* пе* п*", "(печ* + пе + п)"),
        ("печ*труба", "(печ + труба)"),
        ("зaвoд", "завод"),
        ("колдоговор -колдоговор", '((колдоговор | "коллективный договор") -(колдоговор | "коллективный договор"))'),
        ("завод завод -цех -цех", "(завод -цех)"),
        ('"завод', "завод"),
        ("((завод", "завод"),
        (")завод) (", "завод"),
        ("ИЛИ завод AND", "завод"),
        ("-", ""),
        ("ИЛИ", ""),
        ("-и", ""),
        ('()"" -"" «» *', ""),
    ],
)  # fmt: skip
def test_signs_mean_what_people_mean_by_them(text: str, meant: str) -> None:
    assert written(read_query(text)) == meant


@given(st.text(alphabet='ав-"()* «»ИЛOR', max_size=80))
def test_whatever_is_typed_has_a_meaning_and_few_terms(text: str) -> None:
    wanted = read_query(text)
    assert len(list_terms(wanted)) <= 80
    # Brackets around all, or a space, change nothing.
    if text.count('"') % 2 == 0 and not set(text) & set("()«»"):
        assert read_query(f"({text} )") == wanted


def test_a_pasted_text_of_any_kind_is_read_at_once_and_cut() -> None:
    for piece in ("(", "-(", '"', "завод -", "сло* ", "«", "-«", "aя", "И ", "слово ИЛИ (", ")"):
        text = piece * (100_000 // len(piece))
        began = time.process_time()
        assert len(list_terms(read_query(text))) <= MOST_TERMS
        assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("завод «Печь»", True),
        ('"охрана труда" завод', True),
        ("завод -цех", False),
        ("завод ИЛИ цех", False),
        ("(завод)", False),
        ("зав*", False),
    ],
)
def test_a_plain_query_has_words_and_phrases_alone(text: str, plain: bool) -> None:
    assert is_plain(text) is plain
