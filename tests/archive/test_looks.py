from __future__ import annotations

from datetime import timedelta

from archive.answers import last_answer
from archive.frontier import record_poll, register_sources, start_run
from archive.health import source_health, source_reports, source_verdicts
from archive.looks import (
    MOST_GOOD,
    earlier_looks,
    good_pages_of,
    prune_looks,
    record_looks,
    remember_good,
    run_looks,
)
from archive.verdicts import (
    arrivals,
    earlier_lengths,
    last_compared,
    listed_addresses,
    newest_of,
    note_compared,
    read_verdict,
    run_polls,
    write_verdict,
)
from records.article import Poll
from records.health import HEALTHY, PageLook, SourceLook, Verdict
from records.registry import Source
from tests.archive.conftest import NOW, SOURCE, Desk, a_link, an_article

DAY = timedelta(days=1)
BROKEN = Verdict(condition="broken", since=NOW - DAY, detail="no-text")


def a_page(number: int, days_ago: int = 0) -> PageLook:
    seen = NOW - days_ago * DAY
    return PageLook(
        url=f"https://vestnik.example/{number}", seen=seen, title=f"№ {number}", print="0" * 64, chars=900,
        published=seen, dated=True, signed=True,
    )  # fmt: skip


def test_the_newest_good_pages_push_out_older_ones(desk: Desk) -> None:
    with desk.archive.writing() as connection:
        remember_good(connection, SOURCE.id, [a_page(number, number) for number in range(MOST_GOOD)])
        remember_good(connection, SOURCE.id, [a_page(100), a_page(3)])
    with desk.archive.reading() as connection:
        found = good_pages_of(connection, SOURCE.id, NOW)
    assert len(found) == MOST_GOOD
    assert a_page(100) in found
    assert a_page(3) in found
    assert a_page(MOST_GOOD - 1, MOST_GOOD - 1) not in found
    assert found == sorted(found, key=lambda page: page.seen, reverse=True)


def test_pages_of_long_ago_are_compared_with_nothing(desk: Desk) -> None:
    with desk.archive.writing() as connection:
        remember_good(connection, SOURCE.id, [a_page(1, 80), a_page(2, 5)])
        assert good_pages_of(connection, SOURCE.id, NOW) == [a_page(2, 5)]


def test_looks_of_a_run_stand_in_its_report_and_are_forgotten_with_age(desk: Desk) -> None:
    look = SourceLook(pages=3, empty=1, chars=900, dated=2, signed=1, titles=3, texts=2, walls=1, odd=1)
    desk.keep(1)
    with desk.archive.writing() as connection:
        record_looks(connection, desk.run_id, {SOURCE.id: look})
        write_verdict(connection, SOURCE.id, BROKEN)
    with desk.archive.writing() as connection:
        assert run_looks(connection, desk.run_id) == {SOURCE.id: look}
        [report] = source_reports(connection, desk.run_id)
        assert (report.look, report.verdict) == (look, BROKEN)
        later = start_run(connection, NOW + DAY)
        assert earlier_looks(connection, SOURCE.id, later, 5) == [(3, 1)]
        prune_looks(connection, NOW + 100 * DAY)
        assert run_looks(connection, desk.run_id)
        prune_looks(connection, NOW + 200 * DAY)
        assert not run_looks(connection, desk.run_id)


def test_a_verdict_is_kept_until_the_next_and_not_for_another_address(desk: Desk) -> None:
    with desk.archive.writing() as connection:
        assert read_verdict(connection, SOURCE.id) == HEALTHY
        write_verdict(connection, SOURCE.id, BROKEN)
        note_compared(connection, SOURCE.id, NOW)
        assert read_verdict(connection, SOURCE.id) == BROKEN
        assert last_compared(connection, SOURCE.id) == NOW
        assert source_verdicts(connection) == {SOURCE.id: BROKEN}
        moved = Source(id=SOURCE.id, outlet_id="vestnik", kind="feed", url="https://vestnik.example/new")
        register_sources(connection, [moved])
        assert read_verdict(connection, SOURCE.id) == HEALTHY
        assert last_compared(connection, SOURCE.id) is None


def test_a_source_that_cannot_be_read_is_failing_whatever_was_said_before(desk: Desk) -> None:
    with desk.archive.writing() as connection:
        write_verdict(connection, SOURCE.id, BROKEN)
        refused = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW, outcome="http-403")
        record_poll(connection, desk.run_id, refused, [])
        [health] = source_health(connection)
        assert health.verdict == Verdict(condition="failing", since=NOW, detail="http-403")


def test_what_another_source_listed_first_is_no_silence(desk: Desk) -> None:
    copy = Source(id="vestnik#copy", outlet_id="vestnik", kind="feed", url="https://vestnik.example/copy")
    desk.list_links(1, 2)
    with desk.archive.writing() as connection:
        register_sources(connection, [copy])
        poll = Poll(source_id=copy.id, outlet_id="vestnik", asked=NOW + DAY, outcome="ok", found=2)
        assert record_poll(connection, desk.run_id, poll, [a_link(1), a_link(2)]) == []
        assert newest_of(connection, copy.id) == newest_of(connection, SOURCE.id) == NOW
        assert arrivals(connection, copy.id, NOW - DAY) == []
        assert arrivals(connection, SOURCE.id, NOW - DAY) == [NOW, NOW]
        assert arrivals(connection, SOURCE.id, NOW + DAY) == []


def test_the_past_of_a_list_can_be_asked_for(desk: Desk) -> None:
    desk.list_links(1, 2, 3)
    with desk.archive.writing() as connection:
        later = start_run(connection, NOW + DAY)
        poll = Poll(
            source_id=SOURCE.id, outlet_id="vestnik", asked=NOW + DAY, outcome="ok", found=1,
            unusable={"no-link": 2, "repeated": 5},
        )  # fmt: skip
        record_poll(connection, later, poll, [a_link(4)])
        assert earlier_lengths(connection, SOURCE.id, later, 5) == [3]
        assert listed_addresses(connection, SOURCE.id, since=NOW + DAY) == [an_article(4).url]
        assert len(listed_addresses(connection, SOURCE.id, before=NOW + DAY)) == 3
        found = run_polls(connection, later)[SOURCE.id]
        assert (found.found, found.unusable, found.succeeded) == (1, 2, True)
        assert last_answer(connection, SOURCE.id, NOW).succeeded == NOW + DAY
