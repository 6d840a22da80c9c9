"""The words of the federal subjects belong to the register's regions."""

from __future__ import annotations

import pytest

from nlp.folding import fold, split_words
from nlp.forms import case_forms
from nlp.lexicon import load_lexicon
from nlp.places import find_regions, load_gazetteer, load_places


def test_every_region_of_the_register_has_its_words_and_no_other_has(registry) -> None:
    assert load_places().keys() == registry.regions.keys() - {"RU"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("в Ростове-на-Дону и Набережных Челнах", {"RU-ROS", "RU-TA"}),
        ("жители Северной Осетии", {"RU-SE"}),
        ("Владимир Петров вышел в свободный день на приморский бульвар", {"RU-PRI"}),
    ],
)
def test_a_region_is_known_by_its_names_cities_and_adjectives(text: str, codes: set[str]) -> None:
    assert find_regions(split_words(text), load_gazetteer(), text).keys() == codes


def test_a_name_declines_at_its_head_and_keeps_its_tail() -> None:
    forms = {" ".join(form) for form in case_forms("Горно-металлургический профсоюз России")}
    assert "горно - металлургическим профсоюзом россии" in forms
    assert "горно - металлургического профсоюза россии" in forms
    assert {" ".join(form) for form in case_forms("ФНПР")} == {"фнпр"}


def test_folding_keeps_every_offset() -> None:
    text = "Ёлка İ ФНПP «Ⅷ» ﬁ ß"
    assert len(fold(text)) == len(text)
    assert fold("Ёлка ФНПP") == "елка фнпр"


def test_a_word_list_holds_folded_lemmas() -> None:
    lexicon = load_lexicon()
    assert all(word == fold(word) for word in lexicon.good_verbs | lexicon.bad_verbs)
    assert not lexicon.good_verbs & lexicon.bad_verbs
