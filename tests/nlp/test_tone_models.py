"""The parts under the tone: the parse, what a view shows, and that the weights tell alike in any company."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.ner import load_navec, weights_folder
from nlp.pipeline import build_pipeline
from nlp.tone_asking import ask_targets, ask_unions
from nlp.tone_judging import judgement_of
from nlp.tone_model import load_tone_model
from nlp.tone_syntax import load_parser
from nlp.tone_valence import valence_of
from nlp.tone_view import OTHER, SAME, TARGET, UNION, Named
from records.registry import Registry

SENTENCES = [
    ["Курганский", "облсовпроф", "добился", "выплаты", "долгов", "по", "зарплате", "."],
    [
        "Как",
        "рассказали",
        "рабочие",
        ",",
        "обком",
        "промолчал",
        ",",
        "а",
        "прокуратура",
        "вернула",
        "деньги",
        ".",
    ],
    ["Спасибо", "!"],
]
TEXT = "Рослеспрофсоюз вернул лесникам долг. В ФНПР об этом не знали. Рослеспрофсоюз промолчал."


@pytest.fixture(scope="module")
def doc():
    return build_pipeline(Registry(unions={}, outlets={}, regions={}))(TEXT)


def named(words: str, key: str, at: int = 0) -> Named:
    start = TEXT.index(words, at)
    return Named(span=(start, start + len(words)), key=key)


@pytest.fixture(scope="module")
def asked(doc):
    return ask_unions(
        doc, [named("Рослеспрофсоюз", "a"), named("ФНПР", "b"), named("Рослеспрофсоюз", "a", 40)]
    )


def test_the_parse_is_slovnets_own() -> None:
    from slovnet import Syntax  # noqa: PLC0415 - beside which the parser is held

    stock = Syntax.load(weights_folder() / "model" / "slovnet_syntax_news_v1.tar").navec(load_navec())
    for words, parse in zip(SENTENCES, load_parser().parse(SENTENCES), strict=True):
        (own,) = stock.map([words])
        assert parse.heads == [int(token.head_id) - 1 for token in own.tokens]
        assert parse.relations == [token.rel for token in own.tokens]


def test_a_view_shows_three_sentences_each_organization_as_one_word(asked) -> None:
    view = asked[1].view
    assert view.words.count(UNION) == 3
    assert [mark for mark in view.marks if mark] == [OTHER, TARGET, OTHER]
    assert set(view.sentences) == {0, 1, 2}
    assert [mark for mark in asked[0].view.marks if mark] == [TARGET, OTHER]


def test_the_same_union_is_known_again(doc) -> None:
    (one,) = ask_unions(doc, [named("ФНПР", "a")], beside=[named("Рослеспрофсоюз", "a")])
    assert [mark for mark in one.view.marks if mark] == [SAME, TARGET]


@pytest.mark.parametrize("name", ["union", "target"])
def test_chances_add_up_and_do_not_depend_on_what_else_is_asked(doc, asked, name: str) -> None:
    questions = asked if name == "union" else ask_targets(doc, [(0, 14), (39, 43)])
    model = load_tone_model(name)
    together = model.chances(questions)
    alone = np.concatenate([model.chances([one]) for one in questions])
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(together, alone, atol=1e-5)


def test_less_sure_than_the_threshold_the_judge_abstains() -> None:
    chances = np.array([0.1, 0.35, 0.55], dtype=np.float32)
    assert judgement_of(chances, 0.5).tone == 1
    unsure = judgement_of(chances, 0.6)
    assert (unsure.tone, unsure.sure, unsure.confidence) == (0, False, 0.55)


def test_words_sound_good_or_bad() -> None:
    assert valence_of("спасибо") > 1
    assert valence_of("скандал") < -1
    assert valence_of("ыыыыщ") == 0
