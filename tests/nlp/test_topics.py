"""Topics by phrases, each with the words that showed it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.pipeline import _declare
from nlp.tokens import RazdelTokenizer
from nlp.topic_choice import choose_topics
from otklik.registry import load_registry
from records.registry import Registry
from tests.registry.conftest import FILES, write

PAY = "Рабочим третий месяц задерживают на заводе обещанную зарплату."


def small_pipeline(registry: Registry) -> Language:
    """Only what topics and campaigns need: no weights are read."""
    _declare()
    nlp = spacy.blank("ru")
    nlp.tokenizer = RazdelTokenizer(nlp.vocab)
    for name in ("sentences", "lemmas"):
        nlp.add_pipe(name)
    for name in ("topics", "campaigns"):
        nlp.add_pipe(name).use(registry)
    nlp.max_length = 100_000_000
    return nlp


@pytest.fixture(scope="module")
def nlp(registry: Registry) -> Language:
    return small_pipeline(registry)


def shown(nlp: Language, text: str, title: str = "") -> dict[str, list[str]]:
    """The words that showed each topic."""
    found: dict[str, list[str]] = {}
    for one in choose_topics(nlp(title)._.topic_matches, nlp(text)._.topic_matches):
        found.setdefault(one.topic, []).append((title if one.in_title else text)[one.start : one.end])
    return found


@pytest.fixture
def weave(folder: Path) -> Callable[..., dict[str, list[str]]]:
    """Finds the topics of a text with this body of the topic's file."""

    def weave(body: str, text: str, title: str = "") -> dict[str, list[str]]:
        write(folder, "topics/weaving.toml", f'id = "weaving"\nname = "Ткачество"\n{body}')
        return shown(small_pipeline(load_registry(base=folder)), text, title)

    return weave


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        write(tmp_path / "register", name, content)
    return tmp_path / "register"


def test_words_near_one_another_in_any_order_and_form_show_a_topic(weave) -> None:
    body = 'strong = ["задержать/задерживать … зарплата"]'
    assert weave(body, PAY) == {"weaving": ["задерживают на заводе обещанную зарплату"]}
    assert weave(body, "Зарплаты, увы, снова задержали.") == {"weaving": ["Зарплаты, увы, снова задержали"]}


def test_a_gap_ends_with_the_sentence_and_with_the_words_that_the_topic_allows(weave) -> None:
    body = 'strong = ["задержать … зарплата"]\nwithin = 2'
    assert weave(body, "Поезд задержали. Зарплата выросла.") == {}
    assert weave(body, "Задержали на этот раз и зарплату.") == {}
    assert weave(body, "Задержали опять зарплату.") == {"weaving": ["Задержали опять зарплату"]}


def test_quotation_marks_part_no_phrase_and_groups_and_stems_count(weave) -> None:
    body = 'strong = ["новый <станки>", "перетк*"]'
    assert weave(body, "Привезли новые «станки».") == {"weaving": ["новые «станки"]}
    assert weave(body, "Полотно перетканное.") == {"weaving": ["перетканное"]}


def test_a_weak_phrase_needs_another_beside_it_or_the_title_or_the_lead(weave) -> None:
    body = 'weak = ["станок", "пряжа"]'
    apart = "Было утро. Стоял станок. " + "Шёл тихий снег. " * 30 + "Привезли пряжу."
    assert weave(body, "Было утро. Стоял станок. Рядом ещё станок.") == {}
    assert weave(body, apart) == {}
    assert weave(body, "Было утро. Стоял станок. Привезли пряжу.") == {"weaving": ["станок", "пряжу"]}
    assert weave(body, "Станок стоял. Было утро.") == {"weaving": ["Станок"]}
    assert weave(body, "Было утро.", "Станок и утро") == {"weaving": ["Станок"]}


def test_what_is_excluded_shows_nothing_and_what_is_needed_must_be_there(weave) -> None:
    body = 'strong = ["станок"]\nunless = ["печатный станок"]'
    assert weave(body, "Включили печатный станок.") == {}
    assert weave(body, "Включили станок.") == {"weaving": ["станок"]}
    body = 'strong = ["станок"]\nneeds = ["ткач"]'
    assert weave(body, "Включили станок.") == {}
    assert weave(body, "Включили станок.", "Ткачи вышли") == {"weaving": ["станок"]}


def test_what_is_only_touched_upon_is_no_topic(nlp: Language) -> None:
    text = PAY + " Долги по зарплате растут, зарплату не платят с мая. Рядом прошла спартакиада, был слёт."
    assert set(shown(nlp, text, "Долги по зарплате на заводе")) == {"pay-arrears"}


def test_every_strong_phrase_of_the_register_shows_its_topic(nlp: Language, registry: Registry) -> None:
    lost = []
    for topic in registry.topics.values():
        needed = topic.needs[0].slots[0].words[-1] if topic.needs else ""
        for phrase in topic.strong:
            words = [(*slot.words, *(f"{stem}а" for stem in slot.stems))[0] for slot in phrase.slots]
            matches = nlp(f"Вот {needed}. Было {' '.join(words)}.")._.topic_matches
            if not any(one.topic == topic.id and one.kind in ("strong", "weak") for one in matches):
                lost.append((topic.id, phrase.text))
    assert lost == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (PAY, "pay-arrears"),
        ("На комбинате начались массовые сокращения рабочих.", "layoffs"),
        ("Завод объявил о сокращении штата.", "layoffs"),
        ("На шахте погибли двое проходчиков.", "safety"),
        ("Профком и завод подписали коллективный договор.", "collective-bargaining"),
        ("Водители не вышли на работу: забастовка идёт второй день.", "strikes"),
        ("Рабочим пересчитают досрочную пенсию.", "pensions"),
        ("Медсёстрам районной больницы урезали доплату, зарплата упала.", "medicine"),
        ("Учителям не выплатили надбавку за классное руководство, сообщил профсоюз.", "education"),
        ("Молодёжный совет профсоюза провёл форум.", "youth"),
        ("На отчётно-выборной конференции избран новый председатель профсоюза.", "union-elections"),
        ("Профсоюзная спартакиада собрала триста человек.", "own-events"),
    ],
)
def test_each_topic_is_found_in_plain_news_of_it(nlp: Language, text: str, topic: str) -> None:
    assert topic in shown(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "Учитель физкультуры упал с велосипеда.",
        "Сборная выиграла Кубок мира, медали вручил президент.",
        "Лидеры стран провели переговоры и подписали мирный договор.",
        "Нобелевская премия мира присуждена врачам.",
        "Взрыв прогремел у здания совета безопасности, погибли прохожие.",
        "Школьники посетили музей, урок понравился всем.",
    ],
)
def test_other_news_has_no_topic(nlp: Language, text: str) -> None:
    assert shown(nlp, text) == {}


def test_a_unions_name_says_nothing_of_the_topic(annotate) -> None:
    text = "Было тихо. Профсоюз работников здравоохранения и Профсоюз образования прислали по письму."
    assert annotate(text).topics == ()


def test_evidence_lies_in_its_text_and_in_its_title(annotate) -> None:
    title = "Зарплату снова задержали"
    found = annotate(PAY, title=title)
    assert found.topics == ("pay-arrears",)
    assert {(one.in_title) for one in found.topic_evidence} == {True, False}
    for one in found.topic_evidence:
        assert "арплату" in (title if one.in_title else PAY)[one.start : one.end]


@pytest.mark.parametrize(
    "piece",
    [
        PAY + " ",
        ",",
        "долг по зарплате ",
        "За достойный труд в лесном хозяйстве ",
        "труд ",
        "😀\x00",
        "union ",
    ],
)
def test_a_text_twice_as_long_takes_about_twice_the_time(nlp: Language, piece: str) -> None:
    spent = []
    for length in (15_000, 30_000):
        doc = nlp.make_doc(piece * (length // len(piece)))
        for name in ("sentences", "lemmas"):
            doc = nlp.get_pipe(name)(doc)
        spent.append(min(seconds(nlp, doc) for _round in range(3)))
    assert spent[1] < 3 * spent[0] + 0.05


def seconds(nlp: Language, doc: Doc) -> float:
    begun = time.process_time()
    for name in ("topics", "campaigns"):
        doc = nlp.get_pipe(name)(doc)
    return time.process_time() - begun
