"""Whole answers of both engines, side by side, over a few hundred generated articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from records.search import Query, Results
from search.documents import ArticleDocuments
from search.engine import Engine
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
                )
                for union in unions
            ],
            people=chance.sample(("Анна Зорина", "Пётр Лужин", "Яков Ёлкин"), chance.randint(0, 2)),
            topics=chance.sample(("wages", "safety", "layoffs"), chance.randint(0, 2)),
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
    """In one type of sequence, and without scores, which engines count each in its own way."""
    return replace(
        results,
        hits=[replace(hit, score=0.0) for hit in results.hits],
        facets={name: list(counts) for name, counts in results.facets.items()} if results.total else {},
        weeks=list(results.weeks),
    )


def test_both_engines_give_the_same_answers(both: tuple[Engine, Engine]) -> None:
    elastic, embedded = both
    assert len(QUERIES) >= 40
    totals = []
    for query in QUERIES:
        answer = plain(elastic.search(query))
        assert plain(embedded.search(query)) == answer, query
        totals.append(answer.total)
    assert sum(total > 0 for total in totals) >= 35


def test_both_engines_list_the_same_versions(both: tuple[Engine, Engine]) -> None:
    elastic, embedded = both
    assert sorted(elastic.versions()) == sorted(embedded.versions())


def test_both_engines_find_the_same_by_relevance(both: tuple[Engine, Engine]) -> None:
    elastic, embedded = both
    for text in ("зарплата", "больница съезд", '"охрана труда"'):
        query = Query(text=text, sort="relevance", limit=400)
        found = [{hit.id for hit in engine.search(query).hits} for engine in (elastic, embedded)]
        assert found[0] == found[1]
        assert found[0]
