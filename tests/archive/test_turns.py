"""Several at once: writers take turns, readers see one moment and wait for nobody."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from threading import Barrier, Event

import pytest
from sqlalchemy import make_url

from archive import ledger
from archive.frontier import record_poll, register_sources
from archive.health import source_health
from archive.store import open_archive
from archive.waiting import count_waiting
from records.article import Poll
from records.errors import BusyError
from tests.archive.conftest import NOW, SOURCE, Desk, a_link
from tests.archive.test_ledger import DIGEST, plan

OPEN = "import sys; from archive.store import open_archive; open_archive(sys.argv[1]).close()"
POLL = Poll(source_id=SOURCE.id, outlet_id="vestnik", asked=NOW, outcome="ok")


def test_one_delivery_is_claimed_by_one_of_many(desk: Desk) -> None:
    plan(desk, "a@x")
    start = Barrier(4)

    def claim(_number: int) -> bool:
        start.wait()
        with desk.archive.writing() as connection:
            return ledger.claim_delivery(connection, DIGEST.id, "a@x", NOW)

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(claim, range(4))) == 1


def test_a_writer_waits_for_the_one_before_and_sees_what_it_did(desk: Desk) -> None:
    """Else both find the source unknown, and both insert it."""
    another = replace(SOURCE, id="vestnik#news")
    looked = Event()

    def register() -> None:
        looked.set()
        with desk.archive.writing() as connection:
            register_sources(connection, [another])

    with ThreadPoolExecutor(1) as threads:
        with desk.archive.writing() as connection:
            register_sources(connection, [another])
            second = threads.submit(register)
            looked.wait()
            assert not wait([second], timeout=0.5).done, "it does not wait for its turn"
        second.result(timeout=30)
    with desk.archive.reading() as connection:
        assert [health.source_id for health in source_health(connection)] == [SOURCE.id, another.id]


def test_a_reader_sees_one_moment_and_keeps_no_writer_waiting(desk: Desk) -> None:
    desk.list_links(1)
    with desk.archive.reading() as reader:
        assert count_waiting(reader) == 1
        desk.list_links(2)
        assert count_waiting(reader) == 1
    with desk.archive.reading() as reader:
        assert count_waiting(reader) == 2


def test_a_writer_keeps_no_reader_waiting(desk: Desk) -> None:
    with desk.archive.writing() as writer:
        record_poll(writer, desk.run_id, POLL, [a_link(1)])
        with desk.archive.reading() as reader:
            assert count_waiting(reader) == 0


def test_processes_that_start_at_once_make_one_archive(archive_url: str) -> None:
    command = [sys.executable, "-c", OPEN, archive_url]
    starts = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=120)[1] for process in starts]
    assert [process.returncode for process in starts] == [0, 0, 0], "\n".join(said)


def test_whoever_only_reads_opens_the_archive_while_another_writes(desk: Desk, archive_url: str) -> None:
    desk.list_links(1)
    with desk.archive.writing() as writer:
        record_poll(writer, desk.run_id, POLL, [a_link(2)])
        second = open_archive(archive_url, patience=0.1)
        with second.reading() as reader:
            assert count_waiting(reader) == 1
        second.close()


def test_a_writer_that_waited_in_vain_is_told_to_try_again(desk: Desk, archive_url: str) -> None:
    second = open_archive(archive_url, patience=0.1)
    with (
        desk.archive.writing() as first,
        pytest.raises(BusyError, match="повторите") as caught,
        second.writing() as late,
    ):
        register_sources(first, [])
        register_sources(late, [])
    second.close()
    assert caught.value.exit_code == 75
    assert str(make_url(archive_url).database) in str(caught.value)
