"""Counts by one field or two, the same on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from records.search import Count, Query
from search.engine import Engine
from tests.search.press import Named, make_documents

AUTUMN = Query(since=date(2026, 11, 2), until=date(2026, 11, 22), unions=("fnpr",), kinds=())


@pytest.fixture
def filled(engine: Engine) -> Engine:
    rows = [
        ("one", "2026-11-02T00:30:00+03:00", "tobol", -1, ""),
        ("two", "2026-11-08T23:30:00+03:00", "tobol", 1, ""),
        ("three", "2026-11-09T00:00:00+03:00", "tom", 1, "two"),
        ("four", "2026-11-22T23:59:59+03:00", "volga", 0, ""),
        ("five", "2026-11-23T00:00:00+03:00", "volga", 0, ""),
    ]
    engine.write(
        [
            make_documents(
                name,
                title=name,
                text="ФПК помогла заводу.",
                published=published,
                outlet=outlet,
                named=[Named(union="fp-kurgan", words="ФПК", tone=tone, role="main")],
                reprint_of=reprint,
            )
            for name, published, outlet, tone, reprint in rows
        ]
    )
    return engine


def test_mentions_are_counted_by_week_and_tone_in_the_time_zone_of_the_query(filled: Engine) -> None:
    weeks = filled.tally(AUTUMN, "mentions", splits={"weeks": ("week", "tone")}).counts["weeks"]
    assert weeks == (
        Count(value="2026-11-02", number=2, parts=(Count(value="-1", number=1), Count(value="1", number=1))),
        Count(value="2026-11-09", number=1, parts=(Count(value="1", number=1),)),
        Count(value="2026-11-16", number=1, parts=(Count(value="0", number=1),)),
    )


def test_the_commonest_value_stands_first_and_the_total_counts_all(filled: Engine) -> None:
    tally = filled.tally(
        AUTUMN, "mentions", splits={"outlets": ("outlet", "tone")}, distinct=("story", "article_id")
    )
    assert tally.total == 4
    assert [(one.value, one.number) for one in tally.counts["outlets"]] == [
        ("tobol", 2),
        ("tom", 1),
        ("volga", 1),
    ]
    assert tally.distinct == {"story": 3, "article_id": 4}


def test_articles_with_words_are_counted_too(filled: Engine) -> None:
    query = Query(text="помогла", tone=1, since=date(2026, 11, 1), until=date(2026, 11, 30), kinds=())
    tally = filled.tally(query, splits={"days": ("day",), "regions": ("region",), "months": ("month",)})
    assert tally.total == 2
    assert [one.value for one in tally.counts["days"] if one.number] == ["2026-11-08", "2026-11-09"]
    assert tally.counts["regions"] == (Count(value="RU-KGN", number=1), Count(value="RU-TOM", number=1))
    assert tally.counts["months"] == (Count(value="2026-11-01", number=2),)


def test_first_publications_alone_and_an_empty_answer_are_counted(filled: Engine) -> None:
    first = Query(unions=("fnpr",), first_only=True, kinds=())
    assert filled.tally(first, "mentions", splits={"outlets": ("outlet",)}).total == 4
    nobody = filled.tally(Query(unions=("medics",)), splits={"outlets": ("outlet",)}, distinct=("story",))
    assert (nobody.total, nobody.counts["outlets"], nobody.distinct["story"]) == (0, (), 0)


@pytest.mark.parametrize(
    ("query", "projection", "split"),
    [
        (Query(), "articles", ("week",)),
        (Query(), "articles", ("holder",)),
        (Query(text="завод"), "mentions", ("outlet",)),
    ],
)
def test_what_cannot_be_counted_is_said(
    engine: Engine, query: Query, projection: str, split: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError):
        engine.tally(query, projection, splits={"it": split})  # type: ignore[arg-type]
