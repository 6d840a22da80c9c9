"""What pages tell of an article, an outlet and a person, counted by hand over a few invented articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event

from archive.annotations import record_annotation
from archive.article_view import view_article
from archive.articles import keep_article
from archive.corrected import say
from archive.listing import find_listed
from archive.outlet_figures import last_mention, outlet_articles, outlet_quality, outlet_spans
from archive.people_lists import find_positions, known_names, people_of
from archive.person_figures import person_articles, person_figures
from archive.pickup_lists import outlet_pickups, pickups_of
from archive.pickups import Taken, record_pickups
from archive.quote_lists import outlet_quotes, person_quotes
from archive.stories import record_placements
from records.annotation import Annotation, Mention, Person, Quote, Tone
from records.article import Article
from records.correction import Confirmed, NotRelevant
from records.quarter import Quarter, last_quarters
from records.registry import Leader, Registry, Union
from records.story import Placement
from tests.archive.conftest import NOW, Desk, an_annotation, an_article

TEXT = "Профком завода добился индексации. «Мы ждали год», — сказала Анна Речная."
FROM, UNTIL = NOW - timedelta(days=30), NOW + timedelta(days=30)
UNIONS = {"fp-kurgan"}


def mention(tone: Tone, start: int = 0, union: str = "fp-kurgan") -> Mention:
    [one] = an_annotation().unions
    return replace(one, tone=tone, score=0.6 * tone, union=union, start=start)


def annotation(*mentions: Mention, role: str = "председатель") -> Annotation:
    person = Person(start=59, end=71, name="Анна Речная", role=role, union="fp-kurgan")
    quote = Quote(start=35, end=49, direct=True, speaker="Анна Речная", unions=("fp-kurgan",))
    return Annotation(model="test", unions=mentions, people=(person,), quotes=(quote,))


def article(number: int, outlet: str, hours: int, **more: object) -> Article:
    return replace(an_article(number, hours), outlet_id=outlet, text=TEXT, **more)  # type: ignore[arg-type]


# Two stories told by both papers and one by «Заря» alone; «Заря» follows by 2 hours, then leads.
ARTICLES = [
    article(0, "iskra", 0),
    article(1, "zarya", 2),
    article(2, "zarya", 9, published_has_time=False),
    article(3, "zarya", 24, authors=()),
    article(4, "iskra", 30),
    article(5, "zarya", 48, published=None),
]
STORIES = {0: (0, 0), 1: (0, 0), 2: (0, 2), 3: (3, 3), 4: (3, 3), 5: (5, 5)}  # article: story, text


@pytest.fixture
def press(desk: Desk) -> Desk:
    desk.list_links(*range(6))
    with desk.archive.writing() as connection:
        for number, one in enumerate(ARTICLES):
            keep_article(connection, desk.run_id, one, NOW)
            tones: tuple[Tone, ...] = (1, 0) if number % 2 else (-1,)
            mentions = [mention(tone, start) for start, tone in enumerate(tones)]
            record_annotation(connection, one.id, annotation(*mentions, role=f"председатель {number % 2}"))
        record_placements(
            connection,
            [
                Placement(
                    article_id=ARTICLES[number].id,
                    story_id=ARTICLES[story].id,
                    text_id=ARTICLES[text].id,
                    taken_from=ARTICLES[text].id,
                    similarity=0.5,
                )
                for number, (story, text) in STORIES.items()
            ],
        )
        record_pickups(
            connection,
            [ARTICLES[1].id],
            [
                Taken(
                    release_id=ARTICLES[0].id, article_id=ARTICLES[1].id, article_share=0.4, release_share=0.7
                )
            ],
        )
    return desk


@pytest.fixture
def reading(press: Desk) -> Iterator[Connection]:
    with press.archive.reading() as connection:
        yield connection


def test_an_outlet_is_measured_by_its_stories_its_copies_and_what_its_articles_say(
    reading: Connection,
) -> None:
    quality = outlet_quality(reading, "zarya", FROM, UNTIL)
    assert (quality.articles, quality.dated, quality.timed, quality.signed) == (4, 3, 2, 3)
    assert (quality.shared_stories, quality.first_stories, quality.followed) == (2, 1, 1)
    assert (quality.hours_behind, quality.copies) == (2.0, 1)
    assert (quality.first_share, quality.copy_share) == (0.5, 0.25)
    assert quality.completeness == pytest.approx((3 + 2 + 3) / 12)


def test_what_an_outlet_never_wrote_has_no_shares(reading: Connection) -> None:
    quality = outlet_quality(reading, "nobody", FROM, UNTIL)
    assert (quality.first_share, quality.completeness, quality.hours_behind) == (None, None, None)
    assert last_mention(reading, "nobody", UNIONS) is None


def test_an_outlets_quarters_are_counted_by_tone_quotes_and_releases(reading: Connection) -> None:
    spans = [quarter.bounds(UTC) for quarter in last_quarters(date(2026, 11, 20), 2)]
    before, now = outlet_spans(reading, "zarya", spans, UNIONS)
    assert (before.articles, before.mentions, before.quotes, before.releases) == (0, {}, 0, 0)
    assert (now.articles, now.quotes, now.releases) == (4, 4, 1)
    assert now.mentions == {1: 3, 0: 3, -1: 1}
    [other] = outlet_spans(reading, "zarya", spans[1:], {"gmpr"})
    assert (other.articles, other.quotes) == (0, 0)
    assert last_mention(reading, "zarya", UNIONS) == ARTICLES[3].timestamp


def test_an_outlets_articles_come_a_page_at_a_time_the_latest_first(reading: Connection) -> None:
    listed = [
        outlet_articles(reading, "zarya", FROM, UNTIL, UNIONS, limit=2, offset=offset) for offset in (0, 2)
    ]
    numbers = [[ARTICLES[number].id for number in page] for page in ((3, 2), (1, 5))]
    assert [[one.id for one in page] for page in listed] == numbers
    assert listed[0][0].tones == {"fp-kurgan": 1}
    assert (listed[0][1].has_time, listed[1][1].date_known) == (False, False)
    assert outlet_articles(reading, "zarya", FROM, UNTIL, {"gmpr"}) == []


def test_a_person_is_shown_with_articles_roles_and_quotes(reading: Connection) -> None:
    figures = person_figures(reading, "Анна Речная")
    assert figures is not None
    assert (figures.articles, figures.quotes) == (6, 6)
    assert figures.roles == (("председатель 0", 3), ("председатель 1", 3))
    assert figures.unions == (("fp-kurgan", 6),)
    assert [one.id for one in person_articles(reading, "Анна Речная", limit=1)] == [ARTICLES[4].id]
    [quote] = person_quotes(reading, "Анна Речная", limit=1, offset=1)
    assert (quote.words, quote.outlet_id) == ("«Мы ждали год»", "zarya")
    assert person_figures(reading, "Никто") is None


def test_own_sites_do_not_count_for_a_person(reading: Connection) -> None:
    figures = person_figures(reading, "Анна Речная", besides={"iskra"})
    assert figures is not None
    assert (figures.articles, figures.quotes) == (4, 4)
    assert figures.roles == (("председатель 1", 3), ("председатель 0", 1))
    listed = person_articles(reading, "Анна Речная", {"iskra"})
    assert {one.outlet_id for one in listed} == {"zarya"}
    assert len(person_quotes(reading, "Анна Речная", {"iskra"})) == 4
    assert person_figures(reading, "Анна Речная", besides={"iskra", "zarya"}) is None


def test_quotes_of_the_unions_people_are_listed_for_an_outlet(reading: Connection) -> None:
    said = outlet_quotes(reading, "zarya", FROM, UNTIL, UNIONS, limit=3)
    assert [(one.article_id, one.speaker) for one in said] == [
        (ARTICLES[number].id, "Анна Речная") for number in (3, 2, 1)
    ]
    assert outlet_quotes(reading, "zarya", FROM, UNTIL, {"gmpr"}) == []


def test_what_was_taken_of_a_release_is_listed_from_either_end(reading: Connection) -> None:
    [taken] = pickups_of(reading, ARTICLES[1].id)
    assert pickups_of(reading, ARTICLES[0].id) == [taken]
    assert (taken.release_id, taken.release_outlet_id, taken.outlet_id) == (ARTICLES[0].id, "iskra", "zarya")
    assert (taken.article_share, taken.release_share, taken.delay) == (0.4, 0.7, timedelta(hours=2))
    assert outlet_pickups(reading, "zarya", FROM, UNTIL, {"iskra"}) == [taken]
    assert outlet_pickups(reading, "zarya", FROM, UNTIL, {"zarya"}) == []


def test_people_of_unions_are_counted_with_their_positions(reading: Connection) -> None:
    [one] = people_of(reading, UNIONS, FROM, UNTIL)
    assert (one.name, one.articles, one.last) == ("Анна Речная", 6, ARTICLES[4].timestamp)
    assert [each.articles for each in people_of(reading, UNIONS, FROM, UNTIL, {"iskra"})] == [4]
    assert people_of(reading, {"gmpr"}, FROM, UNTIL) == []
    roles = ("председатель 0", "председатель 1")
    assert find_positions(reading, ["Анна Речная", "Никто"], FROM, UNTIL) == {
        "Анна Речная": (roles, ("fp-kurgan",)),
        "Никто": ((), ()),
    }
    assert find_positions(reading, ["Анна Речная"], UNTIL, UNTIL) == {"Анна Речная": ((), ())}
    assert known_names(reading, ["Никто", "Анна Речная"]) == ["Анна Речная"]


def test_a_branch_in_a_region_is_its_federations_too(press: Desk) -> None:
    branch = replace(mention(1, union="medics"), region="RU-KGN")
    with press.archive.writing() as connection:
        record_annotation(connection, ARTICLES[5].id, annotation(branch))
    with press.archive.reading() as connection:
        spans = [
            outlet_spans(connection, "zarya", [(FROM, UNTIL)], UNIONS, regions)[0].mentions
            for regions in ((), {"RU-KGN"})
        ]
        assert spans == [{1: 2, 0: 2, -1: 1}, {1: 3, 0: 2, -1: 1}]


def test_an_article_is_shown_with_all_that_is_known_of_it(press: Desk) -> None:
    one = ARTICLES[1]
    with press.archive.writing() as connection:
        say(connection, Confirmed(article_id=one.id, made=NOW, by="Анна"))
        keep_article(connection, press.run_id, replace(one, text=TEXT + " Дополнено."), NOW)
    with press.archive.reading() as connection:
        view = view_article(connection, one.id)
        assert view_article(connection, "0" * 64) is None
    assert view is not None
    assert (view.article.text, view.state, view.annotation) == (TEXT + " Дополнено.", "kept", None)
    assert [(older.title, older.chars) for older in view.older] == [(one.title, len(TEXT))]
    assert [kept.correction.kind for kept in view.corrections] == ["confirmed"]
    assert view.source is not None and view.source.outlet_id == "vestnik"
    assert view.releases == ((ARTICLES[0].id, 0.4),)


def test_what_was_left_out_is_counted_nowhere(press: Desk) -> None:
    with press.archive.writing() as connection:
        for number in (1, 4):
            say(connection, NotRelevant(article_id=ARTICLES[number].id, made=NOW, by="Анна"))
    with press.archive.reading() as connection:
        quality = outlet_quality(connection, "zarya", FROM, UNTIL)
        [span] = outlet_spans(connection, "zarya", [(FROM, UNTIL)], UNIONS)
        figures = person_figures(connection, "Анна Речная")
        assert len(person_articles(connection, "Анна Речная")) == 4
        assert len(person_quotes(connection, "Анна Речная")) == 4
        view = view_article(connection, ARTICLES[1].id)
        assert set(find_listed(connection, [ARTICLES[1].id])) == {ARTICLES[1].id}
    assert (quality.articles, quality.shared_stories, span.articles) == (3, 1, 3)
    assert figures is not None and figures.articles == 4
    assert view is not None and view.left_out


@pytest.mark.parametrize("archive_url", ["sqlite"], indirect=True)
def test_no_page_reads_all_articles(press: Desk) -> None:
    """SQLite says how it would look each of them up: never by going through the whole table."""
    with press.archive.reading() as connection:
        asked: list[tuple[str, object]] = []

        @event.listens_for(connection, "before_cursor_execute")
        def _note(_c: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
            asked.append((statement, parameters))

        outlet_quality(connection, "zarya", FROM, UNTIL)
        outlet_spans(connection, "zarya", [(FROM, UNTIL)], UNIONS)
        outlet_articles(connection, "zarya", FROM, UNTIL, UNIONS)
        last_mention(connection, "zarya", UNIONS)
        person_figures(connection, "Анна Речная")
        person_articles(connection, "Анна Речная")
        person_quotes(connection, "Анна Речная")
        person_articles(connection, "Анна Речная", besides={"iskra"})
        last_mention(connection, "zarya", UNIONS, {"RU-KGN"})
        outlet_quotes(connection, "zarya", FROM, UNTIL, UNIONS)
        outlet_pickups(connection, "zarya", FROM, UNTIL, {"iskra"})
        pickups_of(connection, ARTICLES[1].id)
        people_of(connection, UNIONS, FROM, UNTIL)
        find_positions(connection, ["Анна Речная"], FROM, UNTIL)
        known_names(connection, ["Анна Речная"])
        view_article(connection, ARTICLES[1].id)
        plans = [
            row[3]
            for statement, parameters in list(asked)
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
        ]
    assert len(asked) > 20
    assert [plan for plan in plans if plan.startswith("SCAN")] == []


def test_quarters_go_on_over_the_new_year() -> None:
    moscow = ZoneInfo("Europe/Moscow")
    assert [str(one) for one in last_quarters(date(2026, 1, 15), 3)] == ["2025-Q3", "2025-Q4", "2026-Q1"]
    assert Quarter(2025, 4).bounds(moscow) == (
        datetime(2025, 10, 1, tzinfo=moscow),
        datetime(2026, 1, 1, tzinfo=moscow),
    )


def test_a_leaders_terms_are_found_by_the_name_however_it_is_written() -> None:
    terms = (Leader(name="Пётр Ёлкин", role="председатель", since=date(2020, 1, 1)),)
    old = (Leader(name="Петр Елкин", role="секретарь", until=date(2015, 1, 1)),)
    unions = {
        id_: Union(id=id_, name=id_, short=id_, kind="primary", leaders=leaders)
        for id_, leaders in (("a", old), ("b", terms))
    }
    registry = Registry(unions=unions, outlets={}, regions={})
    assert registry.terms_of("ПЁТР  Елкин") == (("b", terms[0]), ("a", old[0]))
