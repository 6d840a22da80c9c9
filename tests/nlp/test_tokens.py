"""Tokens and sentences are razdel's, found in a faster way."""

from __future__ import annotations

import razdel
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.sentences import find_sentences
from nlp.tokens import RazdelTokenizer

TOKENIZER = RazdelTokenizer(spacy.blank("ru").vocab)
# What razdel's rules ask for, and signs that are letters or digits only to some of Python's tests.
SIGNS = st.sampled_from([*"аБёЁyaZо19.,/\\-–—−‑_!?…*:;=)([«»\"'„  \n\t\u00a0ΔσΩ№²ſK\u1c80\u200b\ufeff\x00😀"])
WORDS = st.sampled_from(
    ["yahoo", "Yahoo", "--", "  ", "12", "слово", "...", "что-то", "«Слово»,", "т. е. ", "А. ", "1) "]
)
TEXTS = st.lists(SIGNS | WORDS, max_size=20).map("".join)


@given(TEXTS)
@settings(max_examples=600)
@example("кое- что -то 3, 5 1 /2 _а б_ yahoo !")
@example(" слово ")
@example("слово \n слово  ")
@example(":-) ;)) =((( ??!! ... ---- **")
def test_the_tokens_are_those_of_razdel(text: str) -> None:
    doc = TOKENIZER(text)
    tokens = [(token.idx, token.text) for token in doc if not token.is_space]
    assert tokens == [(token.start, token.text) for token in razdel.tokenize(text)]
    assert doc.text == text


def test_the_order_of_texts_does_not_matter() -> None:
    """What is remembered of one text is right in the other, where its neighbours are different ones."""
    texts = ["кое- что", "кое- ,", "12, 13", "12, слово", "-то", "что -то", ", -то"]
    for text in [*texts, *texts[::-1]]:
        assert [token.text for token in TOKENIZER(text)] == [token.text for token in razdel.tokenize(text)]


def test_white_space_that_is_no_single_space_is_a_token() -> None:
    assert [token.text for token in TOKENIZER("Раз  два\nтри\u00a0четыре пять")] == [
        "Раз", "  ", "два", "\n", "три", "\u00a0", "четыре", "пять",
    ]  # fmt: skip


@given(TEXTS.filter(lambda text: "\n" not in text))
@settings(max_examples=600)
@example("Иванов И. И. пришёл в 2010 г. в Томск. 1) Да. «Нет!» — сказал он. (Т. е. ушёл.) ул. Ленина, д. 5.")
@example("")
def test_the_sentences_are_those_of_razdel(text: str) -> None:
    assert find_sentences(text) == [(sentence.start, sentence.stop) for sentence in razdel.sentenize(text)]
