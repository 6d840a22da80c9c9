"""Whole answers of both engines, side by side, over a few hundred generated articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.search import Query, Results
from search.documents import ArticleDocuments
from search.engine import Engine
from tests.search.conftest import opened
from tests.search.press import PRESS, REGISTRY, Named, make_documents

pytestmark = pytest.mark.elasticsearch

SUBJECTS = ("Профсоюз", "Завод", "Больница", "Совет ветеранов", "Ёлочный базар", "Коллектив", "Горсовет")
VERBS = ("добился", "потребовал", "ждёт", "обсудил", "отменил", "перенёс", "начал")
OBJECTS = (
    "повышения зарплаты",
    "новых ставок",
    "охраны труда",
    "выплат за 10 000 часов",
    "забастовку",
    "съезд-2026",
)
NAMES = {"fnpr": "ФНПР", "medics": "Медпроф", "medics-kurgan": "КПМ", "fp-kurgan": "ФПК", "fp-tomsk": "ФПТ"}


def invent_press(count: int) -> Iterator[ArticleDocuments]:
    chance = random.Random(20261123)

    def sentence(subject: str = "") -> str:
        return f"{subject or chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)}."

    for number in range(count):
        unions = chance.sample(sorted(NAMES), chance.randint(0, 3))
        text = " ".join([*(sentence(NAMES[union]) for union in unions), *(sentence() for _ in range(12))])
        # Whole hours, so that many stand at the same moment.
        published = datetime(2026, 9, 28, tzinfo=UTC) + timedelta(hours=chance.randint(0, 56 * 24))
        yield make_documents(
            f"invented-{number}",
            title=sentence(),
            text=text,
            published=published.isoformat(),
            outlet=chance.choice(sorted(REGISTRY.outlets)),
            named=[
                Named(
                    union=union,
                    words=NAMES[union],
                    tone=chance.choice((-1, 0, 1)),
                    role=chance.choice(("main", "episodic")),
                    speech=chance.choice(("direct", "indirect", "none")),
                    holder=chance.choice(("author", "quoted", "implied")),
                )
                for union in unions
            ],
            people=chance.sample(("Анна Зорина", "Пётр Лужин", "Яков Ёлкин"), chance.randint(0, 2)),
            topics=chance.sample(("wages", "safety", "layoffs"), chance.randint(0, 2)),
            campaigns=chance.sample(("fair-pay", "safe-shift"), chance.randint(0, 1)),
            reprint_of="invented-0" if chance.random() < 0.3 else "",
        )


QUERIES = (
    Query(),
    Query(limit=7, offset=100),
    Query(limit=400),
    Query(first_only=True),
    *(
        Query(text=text)
        for text in ("зарплата", "ёлочного базара", "елочный", "10 000", "съезд", "2026", "труд и зарплата")
    ),
    *(
        Query(text=text)
        for text in ('"охрана труда"', '"труда охрана"', '"совет ветеранов" ждет', "больницам новые ставки")
    ),
    *(
        Query(text=text)
        for text in ("забастовк*", "завод AND", "-профсоюз", "ФНПР (съезд)", "кпм", "и", "🔥")
    ),
    *(
        Query(text=text)
        for text in (
            "пpофсоюз",
            "КПM",
            "завод -зарплата",
            '"охрана труда" -"завод добился"',
            "-завод -больница",
            "завод ИЛИ больница съезд",
            "(завод ИЛИ больница) И съезд -ждёт",
            "-(завод ИЛИ ФНПР)",
            "больница OR -профсоюз",
            "перен* -ёл*",
            "«совет ветеранов»",
            "зарплаты ИЛИ (кпм -фнпр) ИЛИ",
        )
    ),
    *(Query(sort="importance", text=text, limit=60, offset=20) for text in ("", "зарплата")),
    *(Query(interval="day", timezone=timezone) for timezone in ("Asia/Kamchatka", "Europe/Berlin")),
    Query(campaigns=("fair-pay", "safe-shift")),
    Query(roles=("main",)),
    Query(speech=("direct", "indirect"), unions=("fnpr",)),
    Query(holders=("quoted",), tone=-1),
    Query(unions=("medics", "fp-tomsk"), tone=1, roles=("episodic",), speech=("none",), holders=("author",)),
    Query(unions=("fp-kurgan",), roles=("main",), campaigns=("fair-pay",), text="-завод", limit=3),
    *(Query(unions=(union,)) for union in NAMES),
    *(Query(tone=tone) for tone in (-1, 0, 1)),
    *(Query(unions=("medics", "fp-tomsk"), tone=tone) for tone in (-1, 0, 1)),
    Query(text="зарплата", unions=("fnpr",), tone=-1, first_only=True),
    Query(regions=("RU-KGN", "RU-TOM"), topics=("wages",)),
    Query(districts=("УФО",), people=("Яков Ёлкин",)),
    Query(outlets=("tom", "volga"), text="съезд"),
    *(
        Query(since=date(2026, 10, 5), until=date(2026, 10, 25), timezone=timezone)
        for timezone in ("Europe/Moscow", "Asia/Kamchatka", "America/New_York", "Europe/Kaliningrad", "UTC")
    ),
    *(Query(timezone=timezone) for timezone in ("Asia/Kamchatka", "Europe/Berlin", "Asia/Kathmandu")),
    Query(since=date(2027, 1, 1)),
)


@pytest.fixture
def both(elastic: Engine, embedded: Engine) -> tuple[Engine, Engine]:
    documents = [*PRESS, *invent_press(300)]
    for engine in (elastic, embedded):
        assert engine.write(documents) == []
    return elastic, embedded


def plain(results: Results) -> Results:
    """In one type of sequence, and without scores, which each engine counts in its own way."""
    return replace(
        results,
        hits=[replace(hit, score=0.0) for hit in results.hits],
        facets={name: list(counts) for name, counts in results.facets.items()} if results.total else {},
        timeline=list(results.timeline),
    )


def test_both_engines_give_the_same_answers(both: tuple[Engine, Engine]) -> None:
    elastic, embedded = both
    assert len(QUERIES) >= 65
    totals = []
    for query in QUERIES:
        answer = plain(elastic.search(query))
        assert plain(embedded.search(query)) == answer, query
        totals.append(answer.total)
    assert sum(total > 0 for total in totals) >= 60


def test_both_engines_list_the_same_versions(both: tuple[Engine, Engine]) -> None:
    elastic, embedded = both
    assert sorted(elastic.versions()) == sorted(embedded.versions())


def test_both_engines_find_the_same_by_relevance(both: tuple[Engine, Engine]) -> None:
    elastic, embedded = both
    for text in ("зарплата", "больница съезд", '"охрана труда"', "забаст* ИЛИ завод", "-завод"):
        query = Query(text=text, sort="relevance", limit=400)
        found = [{hit.id for hit in engine.search(query).hits} for engine in (elastic, embedded)]
        assert found[0] == found[1]
        assert found[0]


def test_both_engines_page_alike_and_take_each_others_cursors(both: tuple[Engine, Engine]) -> None:
    elastic, embedded = both
    for sort in ("date", "importance"):
        query = Query(text="зарплата ИЛИ завод", kinds=(), sort=sort, limit=17)
        whole = [hit.id for hit in elastic.search(replace(query, limit=400)).hits]
        for first, second in ((elastic, embedded), (embedded, elastic)):
            assert _walk(query, first, second) == whole
        assert len(whole) > 100


def _walk(query: Query, *engines: Engine) -> list[str]:
    """All pages, asked of the engines in turn."""
    found: list[str] = []
    for engine in cycle(engines):
        results = engine.search(query)
        found += [hit.id for hit in results.hits]
        if results.next is None:
            return found
        query = replace(query, after=results.next)
    return found


# Words of the press, signs of the language, and whatever else may be typed.
PIECES = st.one_of(
    st.sampled_from(
        [
            "завод",
            "зарплаты",
            "КПM",
            "ёлоч",
            "труда",
            "и",
            "10 000",
            "съезд-2026",
            "колдоговор",
            "ФНПР",
            "ждет",
        ]
    ),
    st.sampled_from(
        ['"', "-", "*", "(", ")", " ", " ИЛИ ", " AND ", " И ", "OR", "«", "»", "—", '-"', "-(", "+"]
    ),
    st.text(max_size=4),
)


@pytest.fixture(scope="module")
def both_at_rest(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Engine]]:
    folder = tmp_path_factory.mktemp("both")
    with opened("elastic", folder, request) as elastic, opened("embedded", folder, request) as embedded:
        for engine in (elastic, embedded):
            assert engine.write([*PRESS, *invent_press(60)]) == []
        yield elastic, embedded


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, max_size=12))
def test_whatever_is_typed_both_engines_find_the_same(
    both_at_rest: tuple[Engine, Engine], pieces: list[str]
) -> None:
    query = Query(text="".join(pieces), limit=100)
    found = [engine.search(query) for engine in both_at_rest]
    assert [hit.id for hit in found[0].hits] == [hit.id for hit in found[1].hits]
    assert found[0].total == found[1].total


@pytest.mark.parametrize(
    "text",
    [
        "(завод -" * 20_000,
        '-"завод съезд" (ФНПР ИЛИ ' * 5_000,
        "завод ИЛИ " * 10_000,
        " ".join(f"сло{number}*" for number in range(12_000)),
        '"' + "завод съезд " * 9_000 + '"',
        " ИЛИ ".join(f"(слово{number} -(зарплата ИЛИ (колдоговор -МРОТ)))" for number in range(2_000)),
    ],
)
def test_a_hundred_kilobytes_of_signs_are_answered_alike(
    both_at_rest: tuple[Engine, Engine], text: str
) -> None:
    elastic, embedded = both_at_rest
    assert len(text) > 90_000
    assert elastic.search(Query(text=text)).total == embedded.search(Query(text=text)).total
