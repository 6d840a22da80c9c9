"""Marked texts are read as the guideline says, and the corpus holds what the docs claim of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import find_faults, gold_line
from benchmarks.understand_agreement import kappa
from nlp.evaluation.gold import read_gold
from nlp.training.corpus import LabelledText, MarkupError, parse_marks, read_corpus, read_file
from otklik.registry import load_registry

CORPUS = Path(__file__).parents[2] / "corpus"
HEAD = "===\nid: a-1\nkind: court\nstyle: dry\nregion: RU-TOM\ndate: 2026-03-12\ntitle: Т\ntopics:\nmain: gmpr\n\n"


@pytest.fixture(scope="module", params=["train", "test"])
def texts(request: pytest.FixtureRequest) -> list[LabelledText]:
    return read_corpus(CORPUS / request.param)


def test_marks_may_stand_in_marks() -> None:
    text, [outer, inner], [person] = parse_marks(
        "Вот [профком [ГМПР|gmpr|0|a] «Икара»|?gmpr|+|r] и {Ю. Ли|Юна Ли|-|-}.", "here"
    )
    assert text == "Вот профком ГМПР «Икара» и Ю. Ли."
    assert (text[outer.start : outer.end], outer.union, outer.industry) == (
        "профком ГМПР «Икара»",
        None,
        "gmpr",
    )
    assert (outer.tone, outer.holder, outer.speech) == (1, "quoted", "indirect")
    assert (text[inner.start : inner.end], inner.union, inner.described) == ("ГМПР", "gmpr", False)
    assert (text[person.start : person.end], person.name, person.role) == ("Ю. Ли", "Юна Ли", None)


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("Вот [ГМПР|gmpr|0|a", "not closed"),
        ("Вот ГМПР]", "stray"),
        ("[ГМПР|gmpr|x|a]", "a mention is"),
        ("[ГМПР|gmpr|+]", "a mention is"),
        ("{Ли|Ли}", "a person is"),
    ],
)
def test_a_broken_mark_is_named(marked: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEAD + marked, encoding="utf-8")
    with pytest.raises(MarkupError, match=told) as raised:
        read_file(tmp_path / "a.txt")
    assert "a.txt" in str(raised.value)


def test_a_head_without_a_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEAD.replace("topics:\n", "") + "Текст.", encoding="utf-8")
    with pytest.raises(MarkupError, match="topics"):
        read_file(tmp_path / "a.txt")


def test_the_corpus_names_nobody_whom_the_register_does_not_know(texts: list[LabelledText]) -> None:
    assert not list(find_faults(texts, load_registry()))


def test_every_text_is_a_line_of_gold(texts: list[LabelledText]) -> None:
    for text in texts:
        task, gold = read_gold(gold_line(text))
        assert task.text == gold.text == text.text


def test_the_corpus_is_as_large_as_the_docs_say() -> None:
    named = {
        half: sum(
            bool(label.union) and not label.described
            for text in read_corpus(CORPUS / half)
            for label in text.unions
        )
        for half in ("train", "test")
    }
    assert named["test"] >= 600
    assert named["train"] + named["test"] >= 2000


def test_no_text_stands_in_both_halves() -> None:
    halves = [{text.text for text in read_corpus(CORPUS / half)} for half in ("train", "test")]
    assert not halves[0] & halves[1]


def test_kappa_is_agreement_beyond_chance() -> None:
    assert kappa([(1, 1), (0, 0)]) == 1
    assert kappa([(1, 1), (1, 0), (0, 1), (0, 0)]) == 0
