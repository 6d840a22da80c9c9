"""After each asking of a source: what it taught of the source's rhythm, when it is due again, what it had forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from archive.gaps import record_gap
from archive.store import Transaction
from archive.timetable import write_timetable
from crawler.rhythm import learn, new_rhythm
from crawler.schedule import Asked, Limits, next_asking
from records.article import Link, Poll
from records.rhythm import Timetable

_ENDLESS = 10_000  # what a source that forgets nothing lists at once, for the schedule
_LEARNED_FROM = timedelta(days=28)  # a new source's list goes back so far at most: what is older is pinned


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What one asking showed: `new` are those of the `listed` links that nobody had listed before.

    `forgets` is False for a source that lists everything, or page after page all that we lack: with such a one it means
    nothing that all is new.
    """

    poll: Poll
    listed: Sequence[Link]
    new: Sequence[Link]
    forgets: bool


def plan_next(
    connection: Transaction, run_id: int, before: Timetable, shown: Shown, limits: Limits, zone: tzinfo
) -> bool:
    """Writes the timetable in the poll's own transaction; `before` is the one before the poll.

    Returns whether the source had forgotten something, so that the outlet's other sources are worth asking.
    """
    poll, listed, new = shown.poll, shown.listed, shown.new
    after = before
    if poll.succeeded:
        rhythm = before.rhythm or new_rhythm(_first_seen(listed, poll.asked))
        times = [min(link.published or poll.asked, poll.asked) for link in new]
        window = before.window
        if poll.outcome == "ok":
            window = len(listed) if shown.forgets else _ENDLESS
        after = replace(before, rhythm=learn(rhythm, times, poll.asked, zone), window=window)
    asked = _asked(before, after, poll, len(new))
    due = next_asking(after.rhythm or new_rhythm(poll.asked), asked, limits, zone)
    write_timetable(connection, poll.source_id, after, due)
    gap = find_gap(before, shown)
    if gap is not None:
        record_gap(connection, run_id, poll.source_id, *gap, window=len(listed))
    return gap is not None


def find_gap(before: Timetable, shown: Shown) -> tuple[datetime, datetime] | None:
    """From when until when the source may have published what it lists no more: all that it lists was new, so its
    list began after the last asking. None where something known stands in the list, or where nothing is dated."""
    dated = [link.published for link in shown.listed if link.published is not None]
    if not shown.forgets or before.succeeded is None or not dated or len(shown.new) < len(shown.listed):
        return None
    oldest = min(dated)
    return (before.succeeded, oldest) if before.window and oldest > before.succeeded else None


def _first_seen(listed: Sequence[Link], asked: datetime) -> datetime:
    """A source that is asked for the first time has shown its rhythm since its oldest article of late."""
    times = [link.published for link in listed if link.published is not None]
    return min((time for time in times if asked - _LEARNED_FROM <= time <= asked), default=asked)


def _asked(before: Timetable, after: Timetable, poll: Poll, new: int) -> Asked:
    fresh_for = max(poll.fresh_for or 0.0, poll.period or 0.0)
    return Asked(
        at=poll.asked,
        window=after.window,
        new=new,
        pause=poll.asked - before.asked if before.asked else None,
        failures=0 if poll.succeeded else before.failures + 1,
        fresh_for=timedelta(seconds=fresh_for),
        retry_after=timedelta(seconds=poll.retry_after or 0.0),
    )
