"""The hours in which nothing rings."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from records.alert import Watch


def is_quiet(watch: Watch, now: datetime, zone: ZoneInfo) -> bool:
    """From 22 to 8 is over midnight, from 1 to 6 is not; the same hour twice is no quiet time at all."""
    hour = now.astimezone(zone).hour
    if watch.quiet_from <= watch.quiet_until:
        return watch.quiet_from <= hour < watch.quiet_until
    return hour >= watch.quiet_from or hour < watch.quiet_until
