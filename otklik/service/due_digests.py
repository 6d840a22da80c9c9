"""Which weeks' digests are due: last week's, and those that were missed. Values in, weeks out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from digests.week import last_complete_week, week_before, week_bounds, week_of
from records.digest import Week


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestHours:
    """`hour` of Monday in `zone` is when last week's digest goes out; one whose week ended longer than `longest` ago
    does not any more. Of weeks that ended before `restored` nobody knows whether they went out after the backup."""

    zone: ZoneInfo
    hour: int
    longest: timedelta
    restored: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DueWeeks:
    """`send`: the oldest first. `missed`: too late for them. `doubtful`: left to a person since a restored backup."""

    send: tuple[Week, ...] = ()
    missed: tuple[Week, ...] = ()
    doubtful: tuple[Week, ...] = ()


def find_due(
    known: Collection[Week], settled: Collection[Week], hours: DigestHours, now: datetime
) -> DueWeeks:
    """`known` are the weeks that have a digest, `settled` those of them with nothing left to send.

    Who has had none yet gets last week's alone: nobody who subscribes today asks for last month. A digest that was
    composed and is too late is «sent» too: that marks its copies as skipped.
    """
    last = _last_due(now, hours)
    first = min(known, key=_monday, default=last)
    send, missed, doubtful = list[Week](), list[Week](), list[Week]()
    newest = max(known, key=_monday, default=None)
    for week in _weeks(max(first, _oldest(now), key=_monday), last):
        if week in settled:
            continue
        ended = week_bounds(week, hours.zone)[1]
        too_late = ended + hours.longest < now
        if too_late and week not in known:
            # Named once: when the weeks after it have their digests, it has been named.
            missed += [week] if newest is not None and week.monday > newest.monday else []
        elif hours.restored is not None and ended <= hours.restored and not too_late:
            doubtful.append(week)
        else:
            send.append(week)
    return DueWeeks(send=tuple(send), missed=tuple(missed), doubtful=tuple(doubtful))


def _last_due(now: datetime, hours: DigestHours) -> Week:
    """By the clock on the wall, whatever was done to it: «8:00» comes once on every Monday, also over DST."""
    week = last_complete_week(now, hours.zone)
    monday = now.astimezone(hours.zone).date() - timedelta(days=now.astimezone(hours.zone).weekday())
    opens = datetime.combine(monday, time(hours.hour), hours.zone)
    return week if opens.timestamp() <= now.timestamp() else week_before(week)


def _weeks(first: Week, last: Week) -> list[Week]:
    count = (last.monday - first.monday).days // 7 + 1
    return [week_of(first.monday + timedelta(weeks=number)) for number in range(max(count, 0))]


def _oldest(now: datetime) -> Week:
    """A year back, no further: a machine that slept longer is set up anew."""
    return week_of(now.date() - timedelta(weeks=52))


def _monday(week: Week) -> int:
    return week.monday.toordinal()
