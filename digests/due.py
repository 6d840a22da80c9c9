"""Which digests of a subscription are due: a pure function of the clock and of what the ledger says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digests.period import last_complete, period_bounds, periods_between
from records.digest import Schedule
from records.period import Period, period_before, period_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """`periods` are to be sent now, the earliest first; `missed` never will be, for it is too late for them."""

    periods: tuple[Period, ...] = ()
    missed: tuple[Period, ...] = ()


def due_moment(period: Period, schedule: Schedule, zone: ZoneInfo) -> datetime:
    """When the digest of the period may go, in UTC: the first wanted weekday after its end, at the hour of the zone.

    An hour that the clocks skip is taken as the one that they show instead; of one that comes twice, the first.
    """
    day: date = period.last + _DAY
    while schedule.weekday is not None and day.weekday() != schedule.weekday:
        day += _DAY
    return datetime.combine(day, time(schedule.hour), zone).astimezone(UTC)


def find_due(
    schedule: Schedule, now: datetime, zone: ZoneInfo, stored: Collection[Period], max_age: timedelta
) -> Due:
    """`stored` are the periods of which the subscription has digests already, of whatever cadence.

    Due is the last period whose hour has come (that it is stored may still mean a new recipient), and before it every
    one since the first stored that has no digest and ended no longer than `max_age` ago. Missed are those that ended
    earlier, as long as no later one has its digest: that one names them. Who subscribes today is not
    sent the past: without anything stored only the last one is due. Where the cadence was another, what ends before
    the last digest of that one was told by it.
    """
    last = _last_due(schedule, now, zone)
    stored = frozenset(stored)
    own = [period for period in stored if period.cadence == schedule.cadence]
    others = [period.last for period in stored if period.cadence != schedule.cadence]
    told_until = max(others, default=date.min)
    if last.last <= told_until:
        return Due()
    wanted = [
        period
        for period in periods_between(_first_wanted(own, told_until, last), last)
        if period.last > told_until and (period not in stored or period == last)
    ]
    late = [period for period in wanted if period_bounds(period, zone)[1] + max_age < now]
    latest = max((period.last for period in stored), default=date.max)
    return Due(
        periods=tuple(period for period in wanted if period not in late),
        missed=tuple(period for period in late if period.last > latest),
    )


def _last_due(schedule: Schedule, now: datetime, zone: ZoneInfo) -> Period:
    period = last_complete(schedule.cadence, now, zone)
    while due_moment(period, schedule, zone) > now:
        period = period_before(period)
    return period


def _first_wanted(own: Collection[Period], told_until: date, last: Period) -> Period:
    if own:
        return min(own, key=lambda period: period.first)
    if told_until > date.min:
        return period_of(told_until + _DAY, last.cadence)
    return last
