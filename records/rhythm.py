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
