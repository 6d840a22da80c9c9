"""When a crawl ends: what it saw of each source goes into the archive, with what we make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from archive.looks import earlier_looks, prune_looks, record_looks, remember_good
from archive.store import Archive, Transaction
from archive.verdicts import (
    SourcePoll,
    arrivals,
    earlier_lengths,
    listed_addresses,
    newest_of,
    note_compared,
    read_verdict,
    run_polls,
    write_verdict,
)
from crawler.silence import LOOKED_BACK, find_silence
from crawler.verdicts import ListFacts, host_of, judge_list, judge_pages
from crawler.watch import SourceWatch, Watch
from crawler.zones import zone_of
from records.health import HEALTHY, OF_THE_LIST, SourceLook, Verdict
from records.registry import Outlet, Source

_REMEMBERED_LOOKS = 60
_REMEMBERED = 10  # earlier answers whose lengths count
_EMPTY_AT_TIMES = frozenset({"sitemap", "news-sitemap"})  # they list the last days alone
_QUIET = timedelta(hours=24)


def record_health(
    archive: Archive, run_id: int, watch: Watch, outlets: Mapping[str, Outlet], now: datetime
) -> None:
    """Lost when the crawl is killed, and no harm: the next one sees the same."""
    known = {source.id: source for outlet in outlets.values() for source in outlet.sources}
    with archive.writing() as connection:
        prune_looks(connection, now)
        record_looks(connection, run_id, {id_: _look(seen) for id_, seen in watch.sources.items()})
        polls = run_polls(connection, run_id)
        for source_id in sorted(known.keys() & (watch.sources.keys() | polls.keys())):
            source = known[source_id]
            judge = _Judge(connection, run_id, source, outlets[source.outlet_id], now)
            judge.decide(watch.sources.get(source_id), polls.get(source_id))


def _look(seen: SourceWatch) -> SourceLook:
    return SourceLook.of([*seen.looks, *seen.texts], odd=sum(bool(symptom) for symptom in seen.symptoms))


class _Judge:
    """One source, with what the archive knows of it."""

    def __init__(
        self, connection: Transaction, run_id: int, source: Source, outlet: Outlet, now: datetime
    ) -> None:
        self._connection = connection
        self._run_id = run_id
        self._source = source
        self._outlet = outlet
        self._now = now

    def decide(self, seen: SourceWatch | None, poll: SourcePoll | None) -> None:
        before = read_verdict(self._connection, self._source.id)
        verdict = self._of_pages(seen, before)
        if poll is not None and poll.outcome == "ok":
            of_list = judge_list(self._list_facts(poll, before), before, self._now)
            verdict = of_list if of_list.detail in OF_THE_LIST else verdict
        elif before.detail in OF_THE_LIST:
            verdict = before
        if verdict.condition != "broken" and poll is not None and poll.succeeded:
            verdict = self._of_time(verdict)
        if verdict != before:
            write_verdict(self._connection, self._source.id, verdict)
        if seen is not None:
            self._remember(seen, verdict)

    def _of_pages(self, seen: SourceWatch | None, before: Verdict) -> Verdict:
        before = HEALTHY if before.detail in OF_THE_LIST else before
        if seen is None:
            return before
        earlier = earlier_looks(self._connection, self._source.id, self._run_id, _REMEMBERED_LOOKS)
        return judge_pages(replace(seen.evidence, earlier=earlier), before, self._now)

    def _list_facts(self, poll: SourcePoll, before: Verdict) -> ListFacts:
        """A list that leads away is compared with what it was before that began."""
        begun = before.since if before.detail in OF_THE_LIST and before.since else poll.asked
        known = listed_addresses(self._connection, self._source.id, before=min(begun, poll.asked))
        new = listed_addresses(self._connection, self._source.id, since=poll.asked)
        home = {host_of(url) for url in known}
        return ListFacts(
            found=poll.found,
            unusable=poll.unusable,
            lengths=earlier_lengths(self._connection, self._source.id, self._run_id, _REMEMBERED),
            new_hosts=[host_of(url) for url in new],
            home=home | {host_of(self._outlet.url), host_of(self._source.url)} if home else home,
            may_be_empty=self._source.kind in _EMPTY_AT_TIMES,
        )

    def _of_time(self, verdict: Verdict) -> Verdict:
        newest = newest_of(self._connection, self._source.id)
        if newest is None or self._now - newest < _QUIET:
            return HEALTHY
        times = arrivals(self._connection, self._source.id, newest - LOOKED_BACK)
        silence = find_silence(times, newest, self._now, zone_of(self._outlet))
        if silence is None:
            return HEALTHY if verdict.condition == "silent" else verdict
        return Verdict(condition="silent", since=silence.since, detail=f"{silence.usual.total_seconds():.0f}")

    def _remember(self, seen: SourceWatch, verdict: Verdict) -> None:
        if seen.asked:
            note_compared(self._connection, self._source.id, self._now)
        if verdict.condition != "broken":
            remember_good(self._connection, self._source.id, seen.good_looks())
