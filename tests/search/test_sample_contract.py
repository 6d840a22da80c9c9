"""Both engines on the sample press, held against what is counted by hand from its annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest

from records.search import Query
from search.engine import Engine
from search.suggestions import suggest
from tests.search.conftest import BOTH, opened
from tests.search.sample import (
    count_by_hand,
    find_by_hand,
    fitting_mentions,
    read_samples,
    sample_documents,
    sample_registry,
    timeline_by_hand,
)


@pytest.fixture(params=BOTH, scope="module")
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(request.param, tmp_path_factory.mktemp("sample"), request) as engine:
        assert engine.write(list(sample_documents())) == []
        yield engine


ALL = 1000
FILTERS = (
    Query(),
    *(Query(unions=(union,)) for union in ("fnpr", "fp-kurgan", "profzdrav", "roslesprofsoyuz", "fp-samara")),
    *(Query(tone=tone) for tone in (-1, 0, 1)),
    *(Query(unions=("fp-kurgan", "fp-tomsk"), tone=tone) for tone in (-1, 0, 1)),
    *(Query(roles=(role,)) for role in ("main", "episodic")),
    *(Query(speech=(speech,)) for speech in ("direct", "indirect", "none")),
    *(Query(holders=(holder,)) for holder in ("author", "quoted", "implied")),
    *(Query(unions=("fnpr",), roles=(role,), tone=1) for role in ("main", "episodic")),
    *(Query(unions=("profzdrav",), speech=("direct", "indirect"), holders=(one,)) for one in ("author", "quoted")),
    Query(tone=-1, roles=("main",), speech=("none",), holders=("author",)),
    Query(tone=-1, holders=("quoted",), first_only=True),
    Query(tone=1, speech=("direct",), regions=("RU-KGN", "RU-CHE")),
    Query(unions=("fnpr", "roslesprofsoyuz"), roles=("episodic",), districts=("УФО",)),
    Query(campaigns=("dostoynyy-trud-v-lesu",)),
    Query(campaigns=("dostoynyy-trud-v-lesu", "pervomay"), roles=("main",)),
    Query(people=("Андрей Тетерин",)),
    Query(people=("Лариса Овчарук", "Роман Белозубов"), tone=0),
    Query(topics=("pay-arrears",), unions=("fnpr",)),
    Query(topics=("safety", "strikes"), first_only=True),
    Query(outlets=("zavodskoy-rayon",)),
    Query(kinds=("authority",), roles=("main",)),
    Query(kinds=(), regions=("RU-CHE",)),
    Query(since=date(2026, 11, 17), until=date(2026, 11, 19), interval="day"),
    Query(since=date(2026, 11, 17), until=date(2026, 11, 19), interval="day", timezone="Asia/Kamchatka"),
    *(Query(interval="day", timezone=zone) for zone in ("Asia/Kamchatka", "Europe/Kaliningrad")),
    Query(interval="week", unions=("fp-samara",), timezone="Europe/Samara"),
)  # fmt: skip


@pytest.mark.parametrize("query", FILTERS, ids=[str(number) for number in range(len(FILTERS))])
def test_filters_find_what_the_annotations_say(sample: Engine, query: Query) -> None:
    expected = find_by_hand(query)
    results = sample.search(_whole(query))
    assert [hit.id for hit in results.hits] == [one.article.id for one in expected]
    assert sample.count(query) == results.total == len(expected)
    assert list(results.timeline) == timeline_by_hand(expected, query)
    counted = {
        "outlet": lambda one: [one.outlet.id],
        "people": lambda one: [person.name for person in one.annotation.people],
        "topics": lambda one: one.annotation.topics,
        "campaigns": lambda one: [mention.campaign for mention in one.annotation.campaigns],
        "roles": lambda one: [mention.role for mention in fitting_mentions(one, query)],
        "speech": lambda one: [mention.speech for mention in fitting_mentions(one, query)],
        "holders": lambda one: [mention.holder for mention in fitting_mentions(one, query)],
    }
    for facet, values in counted.items():
        assert list(results.facets.get(facet, ())) == count_by_hand(expected, values), facet


def test_most_of_these_filters_let_something_through() -> None:
    sizes = [len(find_by_hand(query)) for query in FILTERS]
    assert len(FILTERS) >= 40
    assert sum(0 < size < len(read_samples()) for size in sizes) >= 35


def _whole(query: Query) -> Query:
    return replace(query, limit=ALL)


def _has(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


FELDSHER = "фельдшер(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
WAGE = "зарплат(?:а|ы|е|у|ой|ою|ам|ами|ах)?|заработн[а-я]+ плат[а-я]*"
PLANT = "завод(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
WORDS = {
    "фельдшер": lambda text: bool(_has(FELDSHER).search(text)),
    "зарплата": lambda text: bool(_has(WAGE).search(text)),
    "завод зарплата": lambda text: bool(_has(WAGE).search(text) and _has(PLANT).search(text)),
    "завод -зарплата": lambda text: bool(_has(PLANT).search(text) and not _has(WAGE).search(text)),
    "фельдшер ИЛИ завод": lambda text: bool(_has(FELDSHER).search(text) or _has(PLANT).search(text)),
    "-завод": lambda text: not _has(PLANT).search(text),
    "-(завод ИЛИ зарплата)": lambda text: not (_has(PLANT).search(text) or _has(WAGE).search(text)),
    "забастов*": lambda text: bool(re.search(r"\bзабастов", text)),
    "медиц* -медик*": lambda text: bool(re.search(r"\bмедиц", text)) and not re.search(r"\bмедик", text),
    "(фельдшер ИЛИ забастов*) -завод": lambda text: (
        bool(_has(FELDSHER).search(text) or re.search(r"\bзабастов", text)) and not _has(PLANT).search(text)
    ),
    '"охрана труда"': lambda text: bool(re.search(r"\bохран(?:а|ы|е|у|ой) труда\b", text)),
}


@pytest.mark.parametrize("text", WORDS)
def test_words_find_what_is_read_in_the_texts(sample: Engine, text: str) -> None:
    expected = find_by_hand(Query(), WORDS[text])
    assert expected
    assert [hit.id for hit in sample.search(Query(text=text, limit=ALL)).hits] == [
        one.article.id for one in expected
    ]


@pytest.mark.parametrize(
    "forms",
    [
        "фельдшер фельдшера фельдшеру фельдшером фельдшере фельдшеры фельдшеров фельдшерам фельдшерами фельдшерах",
        "бригада бригады бригаде бригаду бригадой бригаде бригад бригадам бригадами бригадах",
        "расчёт расчета расчёту расчетом РАСЧЁТЕ расчёты РАСЧЕТОВ",
        "медицинский медицинского медицинскому медицинским медицинском медицинская медицинскую медицинские",
        "Тетерин Тетерина Тетерину Тетериным Тетерине",
        "cовет совeт COBЕТ сoвeта сoветом",
    ],
)
def test_every_case_and_spelling_finds_the_same(sample: Engine, forms: str) -> None:
    found = [{hit.id for hit in sample.search(Query(text=form, limit=ALL)).hits} for form in forms.split()]
    assert found[0]
    assert all(one == found[0] for one in found)


def test_by_relevance_the_same_articles_are_found(sample: Engine) -> None:
    for text in ("фельдшер ИЛИ завод", "зарплата -завод", "забастов*"):
        dated, best = (
            {hit.id for hit in sample.search(Query(text=text, sort=sort, limit=ALL)).hits}
            for sort in ("date", "relevance")
        )
        assert dated == best


def test_by_importance_nothing_less_seen_stands_before_more(sample: Engine) -> None:
    documents = {one.article_id: one.article for one in sample_documents()}
    found = [documents[hit.id] for hit in sample.search(Query(sort="importance", limit=ALL)).hits]
    ranks = [(-one["importance"], _reversed(one["@timestamp"]), one["id"]) for one in found]
    assert len(found) == len(documents)
    assert all(before <= after for before, after in pairwise(ranks))


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("рослеспрофсоюз", "union", "roslesprofsoyuz"),
        ("федерации профсоюзов курганской области", "union", "fp-kurgan"),
        ("Тетерину", "person", "Андрей Тетерин"),
        ("лариса овчарук фельдшеры", "person", "Лариса Овчарук"),
        ("рослеспрофсойз", "union", "roslesprofsoyuz"),
    ],
)
def test_names_in_the_words_become_filters(sample: Engine, text: str, kind: str, id_: str) -> None:
    suggestions = suggest(Query(text=text), sample_registry(), sample)
    [one] = [one for one in suggestions if one.kind == kind]
    assert one.id == id_
    assert sample.count(one.query) > 0


def _reversed(moment: str) -> float:
    return -datetime.fromisoformat(moment).timestamp()
