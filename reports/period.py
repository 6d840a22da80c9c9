"""The days that a report is about, and the two spans beside which it is held: just before, and a year before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from babel.dates import format_date

from records.errors import UsageError
from records.quarter import Quarter
from texts import _, current_language
from texts.typography import NBSP, day_words

_QUARTER = re.compile(r"(?P<year>\d{4})-?Q(?P<number>[1-4])", re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])", re.ASCII)
_ROMAN = ("I", "II", "III", "IV")
_MOST_DAYS = 2 * 366


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Whole months from the first day of `since` on, or any days; both days belong to it."""

    since: date
    until: date

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """(from, until): its first moment, and that of the day after it."""
        first, last = (datetime.combine(day, time(), zone) for day in (self.since, self.until + timedelta(1)))
        return first, last

    @property
    def months(self) -> int:
        """How many whole months it is; 0 where it is other days."""
        is_whole = self.since.day == 1 and (self.until + timedelta(1)).day == 1
        return _number(self.until) - _number(self.since) + 1 if is_whole else 0

    @property
    def before(self) -> Span:
        """As many months, or days, ending where this one begins."""
        if self.months:
            return _months(_number(self.since) - self.months, self.months)
        days = (self.until - self.since).days + 1
        return Span(since=self.since - timedelta(days), until=self.since - timedelta(1))

    @property
    def year_before(self) -> Span:
        if self.months:
            return _months(_number(self.since) - 12, self.months)
        return Span(since=_year_back(self.since), until=_year_back(self.until))

    @property
    def words(self) -> str:
        """«IV квартал 2026», «ноябрь 2026», or the two days."""
        if self.months == 3 and self.since.month % 3 == 1:
            return _("{number} квартал {year}", number=_ROMAN[self.since.month // 3], year=self.since.year)
        if self.months == 1:
            return str(format_date(self.since, "LLLL yyyy", locale=current_language()))
        return f"{_day(self.since)} – {_day(self.until)}"

    @property
    def name(self) -> str:
        """For a file."""
        if self.months == 3 and self.since.month % 3 == 1:
            return str(Quarter(self.since.year, self.since.month // 3 + 1))
        return f"{self.since:%Y-%m}" if self.months == 1 else f"{self.since}_{self.until}"


def read_span(quarter: str | None, month: str | None, since: date | None, until: date | None) -> Span:
    """Exactly one of quarter, month or both days. Raises UsageError that says how it is written."""
    ways = [quarter is not None, month is not None, since is not None or until is not None]
    if sum(ways) != 1:
        raise UsageError(_("укажите один период: --quarter 2026-Q4, --month 2026-11 или --since и --until."))
    if quarter is not None:
        return _read_quarter(quarter)
    if month is not None:
        return _read_month(month)
    if since is None or until is None:
        raise UsageError(_("--since и --until нужны оба: отчёт сравнивает период с таким же до него."))
    if (until - since).days >= _MOST_DAYS:
        raise UsageError(_("Период длиннее двух лет: сделайте несколько отчётов."))
    return _checked(Span(since=since, until=until), f"{since} – {until}")


def _read_quarter(written: str) -> Span:
    match = _QUARTER.fullmatch(written.strip())
    if match is None:
        raise UsageError(
            _("--quarter: «{written}» не квартал; пишите, например, 2026-Q4.", written=written[:50])
        )
    return _checked(_from_match(match, 3), written)


def _read_month(written: str) -> Span:
    match = _MONTH.fullmatch(written.strip())
    if match is None:
        raise UsageError(_("--month: «{written}» не месяц; пишите, например, 2026-11.", written=written[:50]))
    return _checked(_from_match(match, 1), written)


def _from_match(match: re.Match[str], length: int) -> Span:
    year = int(match["year"])
    if not 1900 <= year <= 2100:
        return Span(since=date.min, until=date.min)
    return _months(12 * year + (int(match["number"]) - 1) * length, length)


def _checked(span: Span, written: str) -> Span:
    if not 1900 <= span.since.year <= span.until.year <= 2100:
        raise UsageError(_("Таких лет у прессы нет: «{written}».", written=written[:50]))
    return span


def _months(first: int, length: int) -> Span:
    return Span(since=_first_day(first), until=_first_day(first + length) - timedelta(1))


def _number(day: date) -> int:
    """Months since year 0."""
    return 12 * day.year + day.month - 1


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _year_back(day: date) -> date:
    """Of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _day(day: date) -> str:
    return f"{day_words(day)}{NBSP}{day.year}"
