"""How much is seen of a union in an article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from records.annotation import Mention
from records.registry import Outlet
from records.visibility import outlet_weight, see, see_all

NAMED = Mention(
    start=500, end=510, union="a", tone=0, score=0.0, confidence=1.0, evidence=(450, 550), holder="author",
    speech="none", role="episodic",
)  # fmt: skip
TITLE = replace(NAMED, start=0, end=10, evidence=(0, 40), in_title=True, role="main")
OUTLET = Outlet(
    id="o", name="О", url="https://o.example/", kind="external", region="RU-KGN", timezone="Asia/Omsk", sources=()
)  # fmt: skip


def test_a_passing_mention_in_the_middle_is_seen_a_little() -> None:
    seen = see([NAMED], 1000, 1.0)
    assert (seen.role, seen.headline, seen.position, seen.speech) == (10, 0, 7.5, 0)
    assert seen.share == pytest.approx(4.5)
    assert seen.figure == 22.0


def test_an_article_all_about_a_union_that_speaks_in_it_is_seen_whole() -> None:
    whole = replace(NAMED, role="main", speech="direct", evidence=(0, 1000))
    assert see([TITLE, whole], 1000, 1.0).figure == 100


def test_a_sentence_with_two_names_counts_once() -> None:
    again = replace(NAMED, start=520, end=530)
    assert see([NAMED, again], 1000, 1.0).share == see([NAMED], 1000, 1.0).share


def test_a_headline_alone_over_an_empty_text_is_no_fault() -> None:
    assert see([TITLE], 0, 0.5).figure == 37.5


def test_unions_of_one_article_have_each_their_own_figure() -> None:
    other = replace(NAMED, union="b", start=0, evidence=(0, 100))
    seen = see_all([NAMED, other, TITLE], 1000, 1.0)
    assert seen["a"].figure > seen["b"].figure > 0


@pytest.mark.parametrize(
    ("changed", "weight"),
    [
        ({}, 0.7),
        ({"region": "RU"}, 1.0),
        ({"kind": "aggregator"}, 0.35),
        ({"kind": "aggregator", "weight": 0.9}, 0.9),
    ],
)
def test_an_outlets_weight_is_what_the_register_states_else_by_kind_and_reach(changed, weight) -> None:
    assert outlet_weight(replace(OUTLET, **changed)) == pytest.approx(weight)
    assert outlet_weight(None) == 0.7
