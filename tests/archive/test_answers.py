"""What a source's answers leave behind for the next asking."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from archive.answers import knows_all, last_answer
from archive.articles import keep_article
from archive.frontier import drop_link, record_poll, register_sources
from archive.waiting import due_links
from records.article import Drop, LastAnswer, Poll
from tests.archive.conftest import NOW, SOURCE, Desk, a_link, an_article

HOUR = timedelta(hours=1)
NEW_ADDRESS = "https://vestnik.example/new.xml"


def answer(desk: Desk, hours: int, outcome: str = "ok", **said: Any) -> None:
    poll = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW + hours * HOUR, outcome=outcome, **said)
    with desk.archive.writing() as connection:
        record_poll(connection, desk.run_id, poll, [])


def remembered(desk: Desk, *columns: str) -> tuple[Any, ...]:
    with desk.archive.reading() as connection:
        return tuple(connection.execute(text(f"SELECT {', '.join(columns)} FROM sources")).one())


def moment(stored: object) -> datetime:
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(f"{stored}+00:00")


def test_a_source_that_never_answered_has_nothing_to_remember(desk: Desk) -> None:
    with desk.archive.reading() as connection:
        assert last_answer(connection, SOURCE.id, NOW) == LastAnswer()


def test_the_last_answer_is_remembered_for_the_next_asking(desk: Desk) -> None:
    answer(desk, 0, etag='"a"', last_modified="yesterday")
    answer(desk, 1, "http-500")
    with desk.archive.reading() as connection:
        assert last_answer(connection, SOURCE.id, NOW) == LastAnswer(
            etag='"a"', last_modified="yesterday", succeeded=NOW, complete=True
        )


def test_a_reading_that_broke_off_is_remembered_until_one_is_whole(desk: Desk) -> None:
    answer(desk, 0, complete=False)
    answer(desk, 1, "timeout")
    with desk.archive.reading() as connection:
        assert not last_answer(connection, SOURCE.id, NOW).complete
    answer(desk, 2)
    with desk.archive.reading() as connection:
        assert last_answer(connection, SOURCE.id, NOW).complete


def test_waits_and_freshness_count_from_the_answer(desk: Desk) -> None:
    answer(desk, 0, retry_after=60.0, fresh_for=600.0, period=3600.0)
    retry_at, fresh_until, period = remembered(desk, "retry_at", "fresh_until", "period")
    assert moment(retry_at) == NOW + timedelta(seconds=60)
    assert moment(fresh_until) == NOW + timedelta(seconds=600)
    assert period == 3600.0
    answer(desk, 1, "not-modified")
    assert remembered(desk, "retry_at", "fresh_until", "period") == (None, None, 3600.0)


def test_a_move_counts_from_its_first_answer_and_ends_with_the_redirect(desk: Desk) -> None:
    answer(desk, 0, moved_to=NEW_ADDRESS)
    answer(desk, 1, "http-503")
    answer(desk, 2, "not-modified", moved_to=NEW_ADDRESS)
    moved_to, since = remembered(desk, "moved_to", "moved_since")
    assert (moved_to, moment(since)) == (NEW_ADDRESS, NOW)
    answer(desk, 3, moved_to="https://vestnik.example/other.xml")
    assert moment(remembered(desk, "moved_since")[0]) == NOW + 3 * HOUR
    answer(desk, 4)
    assert remembered(desk, "moved_to", "moved_since") == (None, None)


def test_a_new_address_in_the_register_forgets_what_the_old_one_said(desk: Desk) -> None:
    answer(
        desk,
        0,
        etag='"a"',
        moved_to=NEW_ADDRESS,
        complete=False,
        period=60.0,
        fresh_for=60.0,
        retry_after=60.0,
    )
    with desk.archive.writing() as connection:
        register_sources(connection, [replace(SOURCE, url=NEW_ADDRESS)])
    assert (
        remembered(desk, "etag", "moved_to", "moved_since", "period", "fresh_until", "retry_at")
        == (None,) * 6
    )
    with desk.archive.reading() as connection:
        assert last_answer(connection, SOURCE.id, NOW).complete


def test_links_are_known_when_all_of_them_were_listed(desk: Desk) -> None:
    desk.list_links(*range(600))
    with desk.archive.reading() as connection:
        assert knows_all(connection, [a_link(number) for number in range(600)])
        assert knows_all(connection, [replace(a_link(1), url="http://vestnik.example/1?utm_source=rss")])
        assert knows_all(connection, [])
        assert not knows_all(connection, [a_link(number) for number in range(601)])


def test_a_text_that_came_with_its_link_waits_with_it_and_goes_when_it_is_decided(desk: Desk) -> None:
    links = [replace(a_link(number), text=f"Текст {number}", authors=("И. Выдумова",)) for number in (1, 2)]
    poll = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW, outcome="ok")
    with desk.archive.writing() as connection:
        assert [link.text for link in record_poll(connection, desk.run_id, poll, links)] == [
            "Текст 1",
            "Текст 2",
        ]
    waiting = list(due_links(desk.archive, ["vestnik"], NOW + HOUR))
    assert [(link.text, link.authors) for link in waiting] == [
        (f"Текст {link.url[-1]}", ("И. Выдумова",)) for link in waiting
    ]
    with desk.archive.writing() as connection:
        assert keep_article(connection, desk.run_id, an_article(1), NOW)
        drop_link(connection, desk.run_id, Drop(url=a_link(2).url, reason="not-relevant"), NOW)
    with desk.archive.reading() as connection:
        assert connection.execute(text("SELECT DISTINCT text FROM links")).scalars().all() == [""]
