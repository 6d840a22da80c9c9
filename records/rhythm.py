"""When a source publishes, as far as it has shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

HOURS = 48  # the hours of a working day, then those of a day of the weekend


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """What a source published in each hour of a working day and of the weekend, the recent weeks weighing more.

    `items` counts articles and `watched` the hours that were watched, both by hour (48 places, the outlet's own
    clock), both fading alike; so their quotient is articles an hour. `until` is where watching ended.
    """

    items: tuple[float, ...]
    watched: tuple[float, ...]
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Timetable:
    """What is known of a source before it is asked. `window` is how many articles it listed at once, the last time;
    `failures` counts askings in a row without an answer.
    """

    rhythm: Rhythm | None = None
    window: int = 0
    asked: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
