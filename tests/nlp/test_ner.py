"""Entities by slovnet's weights in our own way: not one differs from slovnet's own."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import razdel
import spacy
from slovnet import NER
from spacy.language import Language

from nlp.ner import load_navec, read_spans, weights_folder
from nlp.tokens import RazdelTokenizer

SENTENCES = [
    "Иван Петров работает в Москве, сообщила пресс-служба ФНПР.",
    "Председатель Курганского облсовпрофа Пётр Андреевич Соколов встретился с губернатором Вадимом Шумковым.",
    "ОАО «Газпром», ООО «Алтек» и РИА «Новости» подписали договор с Советом Европы (СЕ) в Страсбурге.",
    "Agence France-Presse цитирует Дж. Смита: «Microsoft и ЕС не договорились» — 12,5 млн руб. :-)",
    "Профсоюз металлургов Челябинской области провёл пикет у здания министерства труда в Екатеринбурге.",
    "— Кто там? — спросила Анна Ивановна. Никто не ответил!..",
    "😀👍🏽 Вчера\u00a0в\tг. Томске  прошёл\n\nсъезд Рослеспрофсоюза… ё́ İstanbul 𗀀²①",
    "Слово",
    ", , , !",
]
LONG = " ".join(SENTENCES * 60)


@pytest.fixture(scope="module")
def stock() -> NER:
    model = NER.load(weights_folder() / "model" / "slovnet_ner_news_v1.tar", batch_size=1)
    return model.navec(load_navec())


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("ru")
    nlp.tokenizer = RazdelTokenizer(nlp.vocab)
    nlp.add_pipe("slovnet_ner")
    nlp.max_length = 10_000_000
    return nlp


def spans(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    tokens = list(razdel.tokenize(text))
    return [(tokens[first].start, tokens[last - 1].stop, label) for first, last, label in found]


def words(text: str) -> list[str]:
    return [token.text for token in razdel.tokenize(text)]


def test_the_entities_are_those_of_slovnet_text_by_text(stock: NER) -> None:
    texts = [*SENTENCES, " ".join(SENTENCES), LONG, ", " * 5_000, "Москва " * 700]
    assert len(words(LONG)) > 6_000 + 2 * 64  # it is read in pieces
    found = read_spans([words(text) for text in texts], corrected=False)
    for text, ours in zip(texts, found, strict=True):
        assert spans(text, ours) == [(span.start, span.stop, span.type) for span in stock(text).spans]


def test_what_stands_beside_a_text_in_its_batch_changes_nothing() -> None:
    texts = [words(text) for text in [*SENTENCES, "", " ".join(SENTENCES)]]
    for corrected in (False, True):
        alone = [read_spans([text], corrected=corrected)[0] for text in texts]
        assert read_spans(texts, corrected=corrected) == alone
        assert read_spans(texts[::-1], corrected=corrected) == alone[::-1]


def test_documents_in_a_stream_get_what_they_get_alone(nlp: Language) -> None:
    texts = [*SENTENCES, "", " ", "\n\n", LONG]
    streamed = [[(ent.text, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts, batch_size=3)]
    assert streamed == [[(ent.text, ent.label_) for ent in nlp(text).ents] for text in texts]
    assert ("Москве", "LOC") in streamed[0]


@pytest.mark.parametrize(
    "text", ["", " ", "\n \n", "слово", "😀" * 50, "\x00\x07\u200b\u202e", ", " * 5_000, "«" * 300, LONG]
)
def test_offsets_are_valid_whatever_the_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for ent in doc.ents:
        assert text[ent.start_char : ent.end_char] == ent.text
        assert ent.text.strip() == ent.text
    assert all(one.end <= other.start for one, other in pairwise(doc.ents))


def test_twice_the_text_takes_at_most_two_and_a_half_times_as_long(nlp: Language) -> None:
    nlp(LONG)  # the words are known from here on

    def seconds(text: str) -> float:
        times = []
        for _round in range(3):
            started = time.process_time()
            nlp(text)
            times.append(time.process_time() - started)
        return min(times)

    assert seconds(LONG * 4) < 2.5 * seconds(LONG * 2)
