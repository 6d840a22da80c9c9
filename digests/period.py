"""Days, weeks and months: how they are written, which one is over, and when they begin and end in a time zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from records.errors import UsageError
from records.period import Cadence, Day, Period, Week, period_after, period_before, period_of
from texts import _

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:-?[Ww](?P<week>[0-9]{1,2})|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)", re.ASCII
)


def parse_period(written: str) -> Period:
    """`2026-W47`, `2026-11` or `2026-11-17`. Raises UsageError for anything that the calendar does not have."""
    match = _WRITTEN.fullmatch(written.strip())
    try:
        if match is None:
            raise ValueError(written)
        period = _matched(match)
        # The one before is compared with, the next one ends it: at the calendar's edges there is none.
        period_bounds(period_before(period), ZoneInfo("UTC")), period_bounds(period, ZoneInfo("UTC"))
    except (ValueError, OverflowError) as error:
        raise UsageError(
            _(
                "Срок «{written}» не понят: пишите неделю (2026-W47), месяц (2026-11) или день (2026-11-17).",
                written=written,
            )
        ) from error
    return period


def _matched(match: re.Match[str]) -> Period:
    year = int(match["year"])
    if match["week"]:
        week = Week(year=year, number=int(match["week"]))
        week.first  # noqa: B018 - raises ValueError for a number that the year has not
        return week
    if match["day"]:
        return Day(first=date(year, int(match["month"]), int(match["day"])))
    return period_of(date(year, int(match["month"]), 1), "monthly")


def last_complete(cadence: Cadence, now: datetime, zone: ZoneInfo) -> Period:
    """The day, week or month that ended last, as seen in the zone."""
    return period_before(period_of(now.astimezone(zone).date(), cadence))


def period_bounds(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """(from, until) in UTC: the first midnight and the one after the last day, whatever the clocks did in between."""
    return _midnight(period.first, zone), _midnight(period.last + timedelta(days=1), zone)


def is_over(period: Period, now: datetime, zone: ZoneInfo) -> bool:
    return period_bounds(period, zone)[1] <= now


def periods_back(period: Period, number: int) -> tuple[Period, ...]:
    """The `number` periods before this one, the earliest first; fewer at the calendar's beginning."""
    found: list[Period] = []
    while len(found) < number and period.first.year > 1:
        period = period_before(period)
        found.append(period)
    return tuple(reversed(found))


def periods_between(first: Period, last: Period) -> tuple[Period, ...]:
    """Both of them and all between; nothing where `first` is the later one. They are of one cadence."""
    found: list[Period] = []
    while first.first <= last.first:
        found.append(first)
        first = period_after(first)
    return tuple(found)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
