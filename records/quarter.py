"""A quarter of a year, by the reader's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """`number` is 1…4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """(from, until): its first moment and that of the next one."""
        return self._begin(zone), self.shifted(1)._begin(zone)

    def shifted(self, quarters: int) -> Quarter:
        year, number = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year, number + 1)

    def _begin(self, zone: tzinfo) -> datetime:
        return datetime(self.year, self.number * 3 - 2, 1, tzinfo=zone)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def last_quarters(day: date, count: int) -> list[Quarter]:
    """So many quarters, of which the day's is the last."""
    return [quarter_of(day).shifted(-back) for back in range(count - 1, -1, -1)]
