"""Words as our analyzer sees them are those that Elasticsearch indexes."""

from __future__ import annotations

from itertools import accumulate

import pymorphy3
import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.mapping import index_body
from search.words import JOINERS, STOP_WORDS, clean, words

SENTENCES = (
    "Профсоюзы работников здравоохранения РФ добились выплат 10 000 рублей, а не 9 999,50!",
    "Рос\u00adлес\u00adпроф\u00adсоюз и «За\u0301мок» — слова с переносами; ёж, Ёж, ЁЛКА.",
    "COVID-19, п.5 ст.37, 8-800-555-35-35, ivanov@example.org, https://example.org/a_b?c=d%20e",
    "д’Артаньян, д'Артаньян, О`Нил, R&D, C++, №5, 5-й, 1990-е, ППО/МГО, e\u2060f",
    "🔥🔥 эмодзи 👩‍⚕️ и 🇷🇺 флаг, © знак, ½ стакана, 10\u202f000, 10\u00a0000, x²",
    "Москва|Самара\\Курган\tТомск\nОмск — «ёлочки» „лапки“ “quotes” ‘single’ 'single'",
    "ΑΣ Straße ﬁn Ⅷ съезд, 第三次 会议 ひらがな カタカナ 한국어 ไทย עברית العربية",
    " ".join(f"а{sign}б" for sign in JOINERS) + " " + " ".join(f"1{sign}2" for sign in JOINERS),
    " ".join(STOP_WORDS),
)


PREFIXES = (
    "проф",
    "зар",
    "здрав",
    "труд",
    "наём",
    "без",
    "забаст",
    "первич",
    "щ",
    "ёл",
    "пере",
    "обещ",
    "вы",
)


@pytest.fixture(scope="module")
def indexed_words(elasticsearch_url: str):  # type: ignore[no-untyped-def]
    """Asks the server's analyzer for (stem, start, end) of each word; signs that only it takes for words left out."""
    name = "test-words"
    with Elasticsearch(elasticsearch_url) as client:
        client.indices.delete(index=name, ignore_unavailable=True)
        client.indices.create(index=name, body=index_body("articles"))

        def analyze(text: str) -> list[tuple[str, int, int]]:
            tokens = client.indices.analyze(index=name, analyzer="otklik_russian", text=text)["tokens"]
            place = characters_by_unit(text)
            return [
                (token["token"], place[token["start_offset"]], place[token["end_offset"]])
                for token in tokens
                if token["type"] != "<EMOJI>"
            ]

        yield analyze
        client.indices.delete(index=name)


def characters_by_unit(text: str) -> dict[int, int]:
    """Lucene counts in UTF-16: the number of characters before each unit at which one begins."""
    ends = accumulate((len(sign.encode("utf-16-le")) // 2 for sign in text), initial=0)
    return {unit: number for number, unit in enumerate(ends)}


def our_words(text: str) -> list[tuple[str, int, int]]:
    return [(word.stem, word.start, word.end) for word in words(text)]


@pytest.mark.elasticsearch
@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_engines_part_a_sentence_alike(indexed_words, sentence: str) -> None:  # type: ignore[no-untyped-def]
    text = clean(sentence)
    assert our_words(text) == indexed_words(text)


@pytest.mark.elasticsearch
def test_both_engines_stem_every_russian_word_alike(indexed_words) -> None:  # type: ignore[no-untyped-def]
    """Every third form of the dictionary that begins so: of every part of speech."""
    known = pymorphy3.MorphAnalyzer().dictionary.iter_known_words
    forms = sorted({form for prefix in PREFIXES for form, *_rest in known(prefix)})[::3]
    assert len(forms) > 30_000
    for start in range(0, len(forms), 8_000):
        text = clean(" ".join(forms[start : start + 8_000]))
        assert our_words(text) == indexed_words(text)


ALPHABET = "абвёЙжЩqZß19٣中ひ. ,:;'’\"-–—_/\\|@#№%&*()«»!?\n\t\u00a0\u202f\u0301\u0308\u00ad🔥½²Ⅷ" + JOINERS


@pytest.mark.elasticsearch
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=ALPHABET, max_size=40))
def test_both_engines_part_any_mixture_of_signs_alike(indexed_words, text: str) -> None:  # type: ignore[no-untyped-def]
    assert our_words(clean(text)) == indexed_words(clean(text))
