"""What the sources list is known once, fetched until decided, and never lost."""

from __future__ import annotations

from datetime import timedelta

from archive.articles import keep_article
from archive.frontier import record_poll, register_sources
from archive.health import source_health, source_reports
from archive.waiting import count_waiting
from records.article import Poll
from tests.archive.conftest import NOW, SOURCE, Desk, a_link, an_article, validators


def test_a_link_is_new_only_once(desk: Desk) -> None:
    assert [link.url for link in desk.list_links(1, 2)] == [
        "https://vestnik.example/1",
        "https://vestnik.example/2",
    ]
    assert [link.url for link in desk.list_links(2, 3)] == ["https://vestnik.example/3"]


def test_the_same_page_under_a_tracking_address_is_not_new(desk: Desk) -> None:
    desk.list_links(1)
    poll = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW, outcome="ok")
    twin = a_link(1)
    twins = [
        type(twin)(url=url, source_id=SOURCE.id, outlet_id="vestnik")
        for url in (
            "http://vestnik.example/1",
            "https://VESTNIK.example/1?utm_source=rss&utm_medium=feed",
            "https://vestnik.example:443/1#comments",
        )
    ]
    with desk.archive.writing() as connection:
        assert record_poll(connection, desk.run_id, poll, twins) == []


def test_an_article_under_a_second_address_is_a_duplicate_and_counted(desk: Desk) -> None:
    desk.list_links(1, 2)
    first, second = an_article(1), an_article(2)
    again = type(second)(**{name: getattr(second, name) for name in second.__slots__} | {"id": first.id})
    with desk.archive.writing() as connection:
        assert keep_article(connection, desk.run_id, first, NOW)
        assert not keep_article(connection, desk.run_id, again, NOW)
        assert count_waiting(connection) == 0
        report = source_reports(connection, desk.run_id)[0]
    assert (report.kept, report.dropped) == (1, {"duplicate-address": 1})


def test_validators_are_kept_to_the_letter_and_forgotten_with_the_address(desk: Desk) -> None:
    desk.list_links(1, etag='W/"x, \\"y\\""')
    with desk.archive.writing() as connection:
        assert validators(connection) == ('W/"x, \\"y\\""', None)
        moved = type(SOURCE)(
            id=SOURCE.id, outlet_id="vestnik", kind="feed", url="https://vestnik.example/new.xml"
        )
        register_sources(connection, [moved])
        assert validators(connection) == (None, None)


def test_not_modified_keeps_the_validators_and_counts_as_success(desk: Desk) -> None:
    desk.list_links(1, etag='"a"')
    with desk.archive.writing() as connection:
        poll = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW, outcome="not-modified")
        record_poll(connection, desk.run_id, poll, [])
        assert validators(connection) == ('"a"', None)
        assert source_health(connection)[0].failures == 0


def test_failing_since_is_the_first_failure_and_ends_with_a_success(desk: Desk) -> None:
    def ask(hours: int, outcome: str) -> None:
        poll = Poll(
            source_id=SOURCE.id, outlet_id="vestnik", asked=NOW + timedelta(hours=hours), outcome=outcome
        )
        with desk.archive.writing() as connection:
            record_poll(connection, desk.run_id, poll, [])

    ask(0, "ok")
    ask(1, "http-503")
    ask(2, "timeout")
    with desk.archive.reading() as connection:
        health = source_health(connection)[0]
    assert (health.failing_since, health.failures, health.outcome) == (NOW + timedelta(hours=1), 2, "timeout")
    assert health.last_success == NOW
    ask(3, "not-modified")
    with desk.archive.reading() as connection:
        assert source_health(connection)[0].failing_since is None


def test_a_killed_transaction_leaves_neither_links_nor_the_validator(desk: Desk) -> None:
    """An ETag kept without its links would hide them for ever."""
    try:
        with desk.archive.writing() as connection:
            poll = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW, outcome="ok", etag='"new"')
            record_poll(connection, desk.run_id, poll, [a_link(1)])
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    with desk.archive.reading() as connection:
        assert validators(connection) == (None, None)
        assert count_waiting(connection) == 0
