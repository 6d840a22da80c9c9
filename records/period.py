"""The spans of time of which a digest tells: a day, an ISO week, a month, as the calendar of a time zone has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Cadence = Literal["daily", "weekly", "monthly"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A calendar day (2026-11-17)."""

    first: date

    @property
    def last(self) -> date:
        return self.first

    @property
    def cadence(self) -> Cadence:
        return "daily"

    def __str__(self) -> str:
        return self.first.isoformat()


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """An ISO week (2026-W47): Monday to Sunday."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def cadence(self) -> Cadence:
        return "weekly"

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """A calendar month (2026-11)."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        year, month = divmod(self.year * 12 + self.number, 12)
        return date(year, month + 1, 1) - _DAY

    @property
    def cadence(self) -> Cadence:
        return "monthly"

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"


Period = Day | Week | Month


def period_of(day: date, cadence: Cadence) -> Period:
    """The day, week or month that the day belongs to."""
    if cadence == "daily":
        return Day(first=day)
    if cadence == "weekly":
        year, number, _weekday = day.isocalendar()
        return Week(year=year, number=number)
    return Month(year=day.year, number=day.month)


def period_before(period: Period) -> Period:
    return period_of(period.first - _DAY, period.cadence)


def period_after(period: Period) -> Period:
    return period_of(period.last + _DAY, period.cadence)
