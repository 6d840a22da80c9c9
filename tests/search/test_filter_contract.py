"""Filters of mentions, orders and counts, the same on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from records.search import MENTION_FACETS, Query
from search.engine import Engine
from tests.search.conftest import BOTH, opened
from tests.search.press import Named, make_documents
from tests.search.test_query_contract import find

# In one article the federation attacks and the medics are praised; the wrong pair must not be found.
TWO = make_documents(
    "two",
    title="Спор",
    text="ФНПР спорит. Медпроф молчит. ФНПР ответила снова.",
    named=[
        Named(union="fnpr", words="ФНПР спорит", tone=-1, role="episodic", speech="direct", holder="quoted"),
        Named(union="medics", words="Медпроф", tone=1, role="main", speech="none", holder="author"),
    ],
)
ONE = make_documents(
    "one",
    title="Ссора",
    text="Медпроф спорит.",
    published="2026-11-17T10:00:00+00:00",
    named=[
        Named(union="medics-kurgan", words="Медпроф", tone=-1, role="main", speech="direct", holder="implied")
    ],
    campaigns=["fair-pay"],
)


@pytest.fixture(params=BOTH, scope="module")
def quarrel(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(request.param, tmp_path_factory.mktemp("quarrel"), request) as engine:
        assert engine.write([ONE, TWO]) == []
        yield engine


def test_filters_hold_for_one_and_the_same_mention(quarrel: Engine) -> None:
    assert find(quarrel, roles=("main",)) == ["two", "one"]
    assert find(quarrel, tone=-1) == ["two", "one"]
    assert find(quarrel, roles=("main",), tone=-1) == ["one"]
    assert find(quarrel, roles=("episodic",), tone=1) == []
    assert find(quarrel, speech=("direct",), holders=("quoted", "implied")) == ["two", "one"]
    assert find(quarrel, speech=("direct",), holders=("author",)) == []
    assert find(quarrel, speech=("none",), holders=("author",), tone=1, roles=("main",)) == ["two"]


def test_they_hold_for_a_mention_of_one_of_the_unions_chosen(quarrel: Engine) -> None:
    assert find(quarrel, unions=("medics",), speech=("direct",)) == ["one"]
    assert find(quarrel, unions=("fnpr",), speech=("direct",)) == ["two", "one"]
    assert find(quarrel, unions=("fp-kurgan",), holders=("implied",)) == ["one"]
    assert find(quarrel, unions=("medics", "fp-tomsk"), roles=("main",), tone=1) == ["two"]
    assert find(quarrel, unions=("fp-tomsk",), roles=("main",)) == []


def test_only_the_mentions_that_fit_are_shown(quarrel: Engine) -> None:
    [hit] = quarrel.search(Query(speech=("direct",), holders=("quoted",))).hits
    assert [(one.union, one.tone) for one in hit.evidence] == [("fnpr", -1)]
    [hit] = quarrel.search(Query(roles=("main",), tone=1)).hits
    assert [one.union for one in hit.evidence] == ["medics"]


def test_campaigns_and_kinds_of_outlets_narrow(press: Engine) -> None:
    assert find(press, campaigns=("fair-pay",)) == ["rise"]
    assert find(press, campaigns=("fair-pay",), outlets=("ural",)) == []
    assert find(press, kinds=("union",)) == []


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(unions=("medics",)),
        Query(unions=("fp-tomsk", "fnpr"), tone=1),
        Query(roles=("main",)),
        Query(text="профсоюз", speech=("none",)),
    ],
)
def test_the_counts_beside_are_what_each_value_would_leave(press: Engine, query: Query) -> None:
    facets = press.search(query).facets
    values = {
        "roles": ("main", "episodic"),
        "speech": ("direct", "indirect", "none"),
        "holders": ("author", "quoted", "implied"),
    }
    for facet in MENTION_FACETS:
        for value in values[facet]:
            narrowed = replace(query, **{facet: (value,)})  # type: ignore[arg-type]
            asked = getattr(query, facet)
            expected = press.search(narrowed).total if not asked or value in asked else 0
            assert dict(facets[facet]).get(value, 0) == expected, (facet, value)


def test_campaigns_are_counted(press: Engine) -> None:
    assert press.search(Query()).facets["campaigns"] == [("fair-pay", 1)]


def test_by_importance_the_most_visible_comes_first_and_of_equals_the_newest(engine: Engine) -> None:
    filler = "Сегодня в городе прошло собрание. " * 30
    engine.write(
        [
            make_documents("none", published="2026-11-19T10:00:00+00:00"),
            make_documents("none-older"),
            make_documents(
                "aside", text=filler + "ФНПР.", named=[Named(union="fnpr", words="ФНПР", role="episodic")]
            ),
            make_documents(
                "main",
                title="ФНПР требует",
                published="2020-11-18T10:00:00+00:00",
                named=[Named(union="fnpr", words="ФНПР", speech="direct")],
            ),
        ]
    )
    assert find(engine, sort="importance") == ["main", "aside", "none", "none-older"]
    assert (find(engine)[0], find(engine)[-1]) == ("none", "main")


def test_days_are_counted_in_the_time_zone_with_empty_ones_between(press: Engine) -> None:
    line = press.search(Query(text="профсоюз", interval="day")).timeline
    assert list(line) == [
        (date(2026, 10, 28), 1),
        *((date(2026, 10, day), 0) for day in (29, 30, 31)),
        *((date(2026, 11, day), 0) for day in range(1, 10)),
        (date(2026, 11, 10), 1),
        *((date(2026, 11, day), 0) for day in range(11, 16)),
        (date(2026, 11, 16), 2),
    ]
    [(day, _count)] = press.search(
        Query(outlets=("volga",), since=date(2026, 11, 1), interval="day")
    ).timeline
    assert day == date(2026, 11, 22)
    east = Query(outlets=("volga",), since=date(2026, 11, 1), interval="day", timezone="Asia/Yekaterinburg")
    assert list(press.search(east).timeline) == [(date(2026, 11, 23), 1)]
