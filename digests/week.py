"""ISO weeks: how they are written, which one is over, and when they begin and end in a time zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from records.digest import Week
from records.errors import UsageError
from texts import _

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})-?[Ww](?P<number>[0-9]{1,2})", re.ASCII)


def parse_week(written: str) -> Week:
    """`2026-W47` → Week. Raises UsageError for anything that is no week of the ISO calendar."""
    match = _WRITTEN.fullmatch(written.strip())
    try:
        if match is None:
            raise ValueError(written)
        week = Week(year=int(match["year"]), number=int(match["number"]))
        # The week before is compared with, the next Monday ends it: at the calendar's edges there is none.
        week_bounds(week_before(week), ZoneInfo("UTC")), week_bounds(week, ZoneInfo("UTC"))
    except (ValueError, OverflowError) as error:
        raise UsageError(
            _(
                "Неделя «{written}» не понята: пишите год и номер по ИСО 8601, например 2026-W47.",
                written=written,
            )
        ) from error
    return week


def week_of(day: date) -> Week:
    year, number, _weekday = day.isocalendar()
    return Week(year=year, number=number)


def last_complete_week(now: datetime, zone: ZoneInfo) -> Week:
    """The week that ended last, as seen in the zone."""
    return week_of(now.astimezone(zone).date() - timedelta(weeks=1))


def week_before(week: Week) -> Week:
    return week_of(week.monday - timedelta(weeks=1))


def week_bounds(week: Week, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """(from, until) in UTC: Monday 00:00 and the next Monday 00:00, whatever the clocks did in between."""
    return _midnight(week.monday, zone), _midnight(week.monday + timedelta(weeks=1), zone)


def is_over(week: Week, now: datetime, zone: ZoneInfo) -> bool:
    return week_bounds(week, zone)[1] <= now


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
