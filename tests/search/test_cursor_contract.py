"""Page after page by the mark that each page gives, the same on both engines."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import pytest

from records.errors import UsageError
from records.search import Query, Sort
from search.cursor import Place, write_cursor
from search.engine import Engine
from tests.search.press import Named, article_id, make_documents
from tests.search.test_query_contract import find, keys

DAYS = (17, 18, 19)


def write_sessions(engine: Engine, count: int = 7) -> None:
    """So many articles of each day at the very same moment, of some different importances."""
    engine.write(
        [
            make_documents(
                f"{day}-{number}",
                text="Завод. " * (number % 3) + "ФНПР заседала.",
                published=f"2026-11-{day}T10:00:00+00:00",
                named=[Named(union="fnpr", words="ФНПР", role="main" if number % 2 else "episodic")],
            )
            for number, day in product(range(count), DAYS)
        ]
    )


def all_pages(engine: Engine, query: Query) -> list[str]:
    found: list[str] = []
    while True:
        results = engine.search(query)
        found += keys(results)
        if results.next is None:
            return found
        query = replace(query, after=results.next, offset=0)


@pytest.mark.parametrize("sort", ["date", "importance", "relevance"])
def test_pages_show_each_article_once_in_the_same_order(engine: Engine, sort: Sort) -> None:
    write_sessions(engine)
    whole = find(engine, "ФНПР", sort=sort, limit=100)
    query = Query(text="ФНПР", sort=sort, limit=4)
    assert len(whole) == 21
    assert all_pages(engine, query) == whole
    assert all_pages(engine, replace(query, offset=1)) == whole[1:]
    assert engine.search(replace(query, limit=21)).next is None
    assert engine.search(replace(query, limit=20)).next is not None
    assert engine.search(replace(query, limit=0)).next is None


@pytest.mark.parametrize("sort", ["date", "importance"])
def test_what_arrives_and_goes_meanwhile_moves_nothing(engine: Engine, sort: Sort) -> None:
    write_sessions(engine)
    query = Query(sort=sort, limit=5)
    whole = find(engine, sort=sort, limit=100)
    first = engine.search(query)
    assert first.next is not None
    arrived = make_documents(
        "arrived",
        title="ФНПР",
        published="2026-11-25T10:00:00+00:00",
        named=[Named(union="fnpr", words="ФНПР", speech="direct")],
    )
    engine.write([arrived])
    # The very article at which the page ended is taken out.
    engine.remove([article_id(whole[4])])
    rest = all_pages(engine, replace(query, after=first.next))
    assert keys(first) + rest == whole
    assert engine.search(query).total == 21
    assert keys(engine.search(query))[0] == "arrived"


def test_each_page_counts_the_whole(engine: Engine) -> None:
    write_sessions(engine, count=2)
    query = Query(limit=2)
    pages = [engine.search(query)]
    while pages[-1].next:
        pages.append(engine.search(replace(query, after=pages[-1].next)))
    assert [len(page.hits) for page in pages] == [2, 2, 2]
    assert all(
        (one.total, one.facets, one.timeline) == (two.total, two.facets, two.timeline)
        for one, two in pairwise(pages)
    )
    assert pages[0].total == 6


@pytest.mark.parametrize(
    "change",
    [
        lambda mark: "x",
        lambda mark: mark[:-1],
        lambda mark: mark[:-1] + ("0" if mark[-1] != "0" else "1"),
        lambda mark: "9" + mark,
        lambda mark: mark.replace(".", "·"),
        lambda mark: mark + "\x00",
        lambda mark: "." * 4,
        lambda mark: "1" * 100_000,
    ],
)
def test_a_broken_mark_is_refused_in_words(press: Engine, change) -> None:  # type: ignore[no-untyped-def]
    mark = press.search(Query(limit=2)).next
    assert mark
    with pytest.raises(UsageError, match="Метка следующей страницы"):
        press.search(Query(limit=2, after=change(mark)))


def test_a_mark_belongs_to_its_query_but_not_to_the_length_of_a_page(press: Engine) -> None:
    query = Query(limit=2)
    mark = press.search(query).next or ""
    assert keys(press.search(replace(query, limit=1, interval="day", after=mark))) == ["rise"]
    for other in (replace(query, text="медик"), replace(query, sort="importance"), replace(query, offset=2)):
        with pytest.raises(UsageError, match="другого запроса"):
            press.search(replace(other, after=mark))


def test_by_relevance_no_mark_leads_beyond_the_last_result(press: Engine) -> None:
    # All but the last two of ten thousand have been shown: a page of four would lead beyond.
    query = Query(text="профсоюз", sort="relevance", limit=1, offset=1)
    assert press.search(query).next
    assert write_cursor(replace(query, limit=4), Place(offset=9_994), {}) is None
    assert write_cursor(replace(query, limit=2), Place(offset=9_996), {})


def test_the_longest_page_may_follow_a_mark(press: Engine) -> None:
    mark = press.search(Query(limit=4)).next or ""
    assert keys(press.search(Query(limit=10_000, after=mark))) == ["pirates"]
