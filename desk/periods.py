"""The span of days that a page is about, and the one before it to compare with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from starlette.datastructures import QueryParams

from desk.addresses import read_day
from desk.place import Desk
from records.errors import UsageError
from texts import _
from texts.typography import NBSP, day_words

_WEEK = re.compile(r"(?P<year>\d{4})-?W(?P<number>\d{1,2})", re.ASCII)
_MOST_DAYS = 5 * 366


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Both days belong to it."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def is_week(self) -> bool:
        return self.days == 7 and self.since.weekday() == 0

    @property
    def before(self) -> Period:
        """As many days, ending where this one begins."""
        return Period(since=self.since - timedelta(self.days), until=self.since - timedelta(1))

    @property
    def after(self) -> Period:
        return Period(since=self.until + timedelta(1), until=self.until + timedelta(self.days))

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """(from, until): its first moment, and that of the day after it."""
        first, last = (datetime.combine(day, time(), zone) for day in (self.since, self.until + timedelta(1)))
        return first, last

    @property
    def parts(self) -> dict[str, str]:
        """What names it in an address."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}

    @property
    def words(self) -> str:
        first, last = self.since, self.until
        end = f"{day_words(last)}{NBSP}{last.year}"
        if first.year != last.year:
            return f"{day_words(first)}{NBSP}{first.year} – {end}"
        if first.month != last.month:
            return f"{day_words(first)} – {end}"
        return end if first == last else f"{first.day}–{end}"


def read_period(params: QueryParams, desk: Desk, days: int = 7) -> Period:
    """`week=2026-W47`, or `since` and `until`; else the last whole weeks that make at least `days` days.

    Raises UsageError for what is no span of days.
    """
    since, until = read_day(params, "since"), read_day(params, "until")
    if week := params.get("week"):
        return _read_week(week)
    if since is None and until is None:
        return last_weeks(desk, days)
    today = desk.clock().astimezone(desk.zone).date()
    until = until or today
    since = since or until - timedelta(days - 1)
    if since > until:
        raise UsageError(_("Начало периода позже конца: поменяйте дни местами."))
    if (until - since).days > _MOST_DAYS or not 1900 <= since.year <= until.year <= 2100:
        raise UsageError(_("Такой период не показать: возьмите не больше пяти лет."))
    return Period(since=since, until=until)


def last_weeks(desk: Desk, days: int) -> Period:
    """Whole weeks of the desk's time zone that are over: on a Monday morning the week that was."""
    today = desk.clock().astimezone(desk.zone).date()
    monday = today - timedelta(today.weekday())
    return Period(since=monday - timedelta(7 * -(-days // 7)), until=monday - timedelta(1))


def _read_week(written: str) -> Period:
    match = _WEEK.fullmatch(written.strip())
    try:
        if match is None:
            raise ValueError(written)
        monday = date.fromisocalendar(int(match["year"]), int(match["number"]), 1)
        return Period(since=monday, until=monday + timedelta(6))
    except (ValueError, OverflowError) as error:
        raise UsageError(
            _("Неделя «{written}» не понята: пишите, например, 2026-W47.", written=written[:50])
        ) from error
