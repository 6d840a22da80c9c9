"""A kept article that its source calls changed is read again: soon, not often, and whatever comes of it, it stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from archive.articles import find_articles, keep_article
from archive.frontier import drop_link, finish_run, record_poll, start_run
from archive.health import source_reports
from archive.waiting import count_waiting, drop_unwatched, due_links, postpone_link
from records.article import Article, Drop, Dropped, Link, Poll
from tests.archive.conftest import NOW, SOURCE, Desk, a_link, an_article

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def ask(desk: Desk, after: timedelta, *stated: Link) -> list[Link]:
    poll = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW + after, outcome="ok")
    with desk.archive.writing() as connection:
        return record_poll(connection, desk.run_id, poll, stated)


def edited(after: timedelta, number: int = 1) -> Link:
    return replace(a_link(number), updated=NOW + after)


def due(desk: Desk, after: timedelta) -> list[str]:
    return [link.url for link in due_links(desk.archive, ["vestnik"], NOW + after)]


def read_again(desk: Desk, article: Article, after: timedelta) -> bool:
    with desk.archive.writing() as connection:
        return keep_article(connection, desk.run_id, replace(article, fetched=NOW + after), NOW + after)


def test_a_later_change_than_the_last_reading_lets_the_link_wait_again(desk: Desk) -> None:
    article = desk.keep(1)
    assert ask(desk, 2 * HOUR, edited(2 * HOUR)) == [], "it is no new article"
    assert due(desk, 3 * HOUR) == [article.url]


@pytest.mark.parametrize(
    "stated", [None, NOW - HOUR, NOW, NOW + 9 * HOUR], ids=["none", "earlier", "as read", "yet to come"]
)
def test_without_a_later_change_nothing_is_read_again(desk: Desk, stated: datetime | None) -> None:
    desk.keep(1)
    ask(desk, 2 * HOUR, replace(a_link(1), updated=stated))
    assert due(desk, 3 * HOUR) == []


def test_what_was_said_once_is_heard_once(desk: Desk) -> None:
    article = desk.keep(1)
    ask(desk, 2 * HOUR, edited(2 * HOUR))
    read_again(desk, article, 3 * HOUR)
    ask(desk, 9 * HOUR, edited(2 * HOUR))
    assert due(desk, 10 * HOUR) == []


def test_a_clock_that_is_slow_hides_no_later_change(desk: Desk) -> None:
    """The first statement is what the next one is held against, and not our clock alone."""
    ask(desk, timedelta(), edited(-5 * HOUR))
    article = desk.keep(1)
    ask(desk, 2 * HOUR, edited(-3 * HOUR))
    assert due(desk, 3 * HOUR) == [article.url]


def test_an_hour_passes_between_two_readings(desk: Desk) -> None:
    article = desk.keep(1)
    ask(desk, HOUR / 4, edited(HOUR / 4))
    ask(desk, HOUR / 2, edited(HOUR / 2))
    assert due(desk, HOUR * 0.9) == []
    assert due(desk, HOUR) == [article.url]


def test_a_source_that_calls_everything_changed_is_believed_ever_more_seldom(desk: Desk) -> None:
    article = desk.keep(1)
    read = []
    for quarters in range(1, 7 * 24 * 4):
        now = quarters * HOUR / 4
        if due(desk, now):
            read.append(now)
            assert not read_again(desk, article, now)
        ask(desk, now, edited(now))
    assert len(read) <= 12
    assert all(later - earlier >= HOUR for earlier, later in pairwise(read))


def test_an_edit_that_was_found_makes_the_next_one_worth_looking_for(desk: Desk) -> None:
    article = desk.keep(1)
    for hours in (2, 5):
        ask(desk, hours * HOUR, edited(hours * HOUR))
        read_again(desk, article, (hours + 1) * HOUR)
    ask(desk, 8 * HOUR, edited(8 * HOUR))
    assert due(desk, 9 * HOUR) == [], "twice in vain: four hours"
    assert read_again(desk, replace(article, text="Профком передумал."), 11 * HOUR)
    ask(desk, 12 * HOUR, edited(12 * HOUR))
    assert due(desk, 12 * HOUR) == [article.url]


def test_after_a_week_nothing_is_read_again(desk: Desk) -> None:
    desk.keep(1)
    ask(desk, 8 * DAY, edited(8 * DAY))
    assert due(desk, 9 * DAY) == []


def test_what_was_dropped_is_not_asked_again(desk: Desk) -> None:
    [link] = desk.list_links(1)
    with desk.archive.writing() as connection:
        drop_link(connection, desk.run_id, Drop(url=link.url, reason=Dropped.NOT_RELEVANT), NOW)
    ask(desk, 2 * HOUR, edited(2 * HOUR))
    assert due(desk, 3 * HOUR) == []


def test_a_text_that_came_with_its_link_comes_anew(desk: Desk) -> None:
    desk.keep(1)
    ask(desk, 2 * HOUR, replace(edited(2 * HOUR), text="Профком передумал."))
    [link] = due_links(desk.archive, ["vestnik"], NOW + 3 * HOUR)
    assert link.text == "Профком передумал."


@pytest.mark.parametrize("end", ["gone", "unchanged", "fails", "paused"])
def test_whatever_comes_of_the_second_reading_the_article_stays_and_is_counted_once(
    desk: Desk, end: str
) -> None:
    article = desk.keep(1)
    ask(desk, 2 * HOUR, edited(2 * HOUR))
    gone = Drop(url=article.url, reason="http-404", detail="Not\x00Found")
    with desk.archive.writing() as connection:
        finish_run(connection, desk.run_id, NOW)
        run_id = start_run(connection, NOW + 3 * HOUR)
        match end:
            case "gone":
                drop_link(connection, run_id, gone, NOW + 3 * HOUR)
            case "unchanged":
                assert not keep_article(connection, run_id, article, NOW + 3 * HOUR)
            case "fails":
                for days in range(5):
                    postpone_link(connection, run_id, gone, NOW + days * DAY, most_attempts=2)
            case "paused":
                drop_unwatched(connection, run_id, NOW + 3 * HOUR, paused=["vestnik"], registered=None)
    with desk.archive.reading() as connection:
        assert count_waiting(connection) == 0
        assert find_articles(connection, [article.id]) == {article.id: article}
        [first] = source_reports(connection, desk.run_id)
        assert (first.kept, first.dropped) == (1, {})
        assert [
            report for report in source_reports(connection, run_id) if report.kept or report.dropped
        ] == []


def test_an_edited_page_with_a_new_canonical_address_is_the_same_article(desk: Desk) -> None:
    article = desk.keep(1)
    ask(desk, 2 * HOUR, edited(2 * HOUR))
    moved = an_article(7)
    assert read_again(desk, replace(article, id=moved.id, canonical_url=moved.url, text="Иначе."), 3 * HOUR)
    with desk.archive.reading() as connection:
        assert find_articles(connection, [moved.id]) == {}
        assert find_articles(connection, [article.id])[article.id].text == "Иначе."
