"""A link waits until it is decided: tried again ever more rarely, and given up for a reason that has a name."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from archive import waiting
from archive.articles import keep_article
from archive.frontier import drop_link
from archive.health import source_reports
from archive.waiting import count_due, count_waiting, drop_unwatched, due_links, postpone_link
from records.article import Drop, Dropped
from tests.archive.conftest import NOW, Desk, a_link, an_article, validators

LATER = NOW + timedelta(minutes=1)
FAILURE = Drop(url=a_link(1).url, reason="http-503", detail="503")


def due_urls(desk: Desk, now: datetime = LATER, *outlets: str) -> list[str]:
    links = due_links(desk.archive, outlets or ("vestnik",), now)
    return [link.url.rpartition("/")[2] for link in links]


def fail(desk: Desk, tried: datetime, most_attempts: int = 3) -> None:
    with desk.archive.writing() as connection:
        postpone_link(connection, desk.run_id, FAILURE, tried, most_attempts=most_attempts)


def drop(desk: Desk, *, paused: tuple[str, ...] = (), registered: tuple[str, ...] | None = None) -> None:
    with desk.archive.writing() as connection:
        drop_unwatched(connection, desk.run_id, LATER, paused=paused, registered=registered)


def dropped(desk: Desk) -> dict[str, int]:
    with desk.archive.reading() as connection:
        return dict(source_reports(connection, desk.run_id)[0].dropped)


def test_a_link_waits_until_it_is_decided(desk: Desk) -> None:
    desk.list_links(1, 2, 3)
    with desk.archive.writing() as connection:
        keep_article(connection, desk.run_id, an_article(1), NOW)
        drop_link(connection, desk.run_id, Drop(url=a_link(2).url, reason=Dropped.NOT_RELEVANT), NOW)
    assert due_urls(desk) == ["3"]
    assert due_urls(desk, LATER, "stranger") == []


def test_every_due_link_comes_once_whatever_happens_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "_PAGE", 3)
    desk.list_links(*range(10))
    with desk.archive.reading() as connection:
        assert count_due(connection, ["vestnik"], LATER) == 10
    found = []
    for link in due_links(desk.archive, ["vestnik"], LATER):
        found.append(link.url)
        with desk.archive.writing() as connection:
            drop_link(connection, desk.run_id, Drop(url=link.url, reason=Dropped.NO_TEXT), LATER)
    assert sorted(found) == [a_link(number).url for number in range(10)]


def test_what_is_listed_during_the_run_is_not_due_in_it(desk: Desk) -> None:
    desk.list_links(1)
    assert due_urls(desk, NOW) == []


def test_a_failed_link_is_tried_again_after_a_pause_that_grows(desk: Desk) -> None:
    desk.list_links(1)
    tried, pauses = NOW, []
    for _attempt in range(9):
        fail(desk, tried)
        if due_urls(desk, tried + timedelta(days=2)) == []:
            break
        pause = timedelta()
        while due_urls(desk, tried + pause) == []:
            pause += timedelta(minutes=20)
        pauses.append(pause)
        tried += pause
    assert pauses[0] == timedelta(minutes=20)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(days=1)


def test_a_page_that_fails_often_in_an_afternoon_is_not_given_up(desk: Desk) -> None:
    desk.list_links(1)
    for hour in range(6):
        fail(desk, NOW + timedelta(hours=hour))
    assert due_urls(desk, NOW + timedelta(days=3)) == ["1"]


def test_a_page_that_failed_once_long_ago_is_not_given_up_at_the_second_failure(desk: Desk) -> None:
    desk.list_links(1)
    fail(desk, NOW)
    fail(desk, NOW + timedelta(days=9))
    assert due_urls(desk, NOW + timedelta(days=11)) == ["1"]


def test_a_page_that_failed_often_and_for_days_is_dropped_under_its_reason(desk: Desk) -> None:
    desk.list_links(1)
    for day in range(4):
        fail(desk, NOW + timedelta(days=day))
    assert due_urls(desk, NOW + timedelta(days=11)) == []
    assert dropped(desk) == {"http-503": 1}


def test_links_of_a_paused_and_of_a_removed_outlet_are_decided_under_their_reasons(desk: Desk) -> None:
    desk.list_links(1, 2)
    drop(desk, registered=("vestnik",))
    assert due_urls(desk) == ["1", "2"] or due_urls(desk) == ["2", "1"]
    drop(desk, paused=("vestnik",), registered=("vestnik",))
    assert dropped(desk) == {"outlet-paused": 2}
    desk.list_links(3)
    drop(desk, registered=("another",))
    assert dropped(desk) == {"outlet-paused": 2, "outlet-removed": 1}
    with desk.archive.reading() as connection:
        assert count_waiting(connection) == 0


def test_an_outlet_that_comes_back_has_its_links_wanted_again(desk: Desk) -> None:
    desk.list_links(1, 2)
    with desk.archive.writing() as connection:
        drop_link(connection, desk.run_id, Drop(url=a_link(2).url, reason=Dropped.NO_TEXT), NOW)
    drop(desk, paused=("vestnik",))
    with desk.archive.reading() as connection:
        assert validators(connection) == (None, None), "or its feed would answer 304 for ever"
    assert [link.url for link in desk.list_links(1, 2)] == [a_link(1).url]
    assert due_urls(desk) == ["1"]
