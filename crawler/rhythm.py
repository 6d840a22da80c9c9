"""Learns at which hours a source publishes, from the times of what it listed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from records.rhythm import HOURS, Rhythm

_FADING = timedelta(
    days=28
)  # what was watched this long ago weighs 1/e: a newsroom's new habits show in a month
_LONGEST = 2 * _FADING  # an older start would weigh next to nothing
_HOUR = timedelta(hours=1)
_SATURDAY = 5

# A new source is taken for one that publishes every other day, and watched hours have to speak against that.
_FIRST_ITEMS, _FIRST_HOURS = 0.5, 24.0
# The day's mean counts in each hour like ten watched ones: an hour without news yet is not one that never has any.
_MEAN_HOURS = 10.0
_BESIDE = 0.5  # what the hour before and the hour after count: newsrooms keep no clock


def new_rhythm(since: datetime) -> Rhythm:
    return Rhythm(items=(0.0,) * HOURS, watched=(0.0,) * HOURS, until=since)


def learn(rhythm: Rhythm, published: Iterable[datetime], until: datetime, zone: tzinfo) -> Rhythm:
    """The rhythm after watching up to `until`, and having seen what was `published` meanwhile.

    Times after `until` are mistakes of the source and count as published then; those before the watching began
    are left out, because the hours without news that lay between them are not known.
    """
    if until <= rhythm.until:
        return rhythm
    since = max(rhythm.until, until - _LONGEST)
    fade = math.exp(-(until - rhythm.until) / _FADING)
    items = [count * fade for count in rhythm.items]
    watched = [hours * fade for hours in rhythm.watched]
    for moment in published:
        if moment >= since:
            items[_place(min(moment, until), zone)] += 1
    for moment, hours in _hours(since, until):
        watched[_place(moment, zone)] += hours
    return Rhythm(items=tuple(items), watched=tuple(watched), until=until)


def rate(rhythm: Rhythm, moment: datetime, zone: tzinfo) -> float:
    """Articles an hour that the source is expected to publish at this time of the week."""
    mean = (sum(rhythm.items) + _FIRST_ITEMS) / (sum(rhythm.watched) + _FIRST_HOURS)
    items, watched = _MEAN_HOURS * mean, _MEAN_HOURS
    day, hour = divmod(_place(moment, zone), 24)
    for aside, weight in ((-1, _BESIDE), (0, 1.0), (1, _BESIDE)):
        place = day * 24 + (hour + aside) % 24
        items += weight * rhythm.items[place]
        watched += weight * rhythm.watched[place]
    return items / watched


def _place(moment: datetime, zone: tzinfo) -> int:
    local = moment.astimezone(zone)
    return (24 if local.weekday() >= _SATURDAY else 0) + local.hour


def _hours(since: datetime, until: datetime) -> Iterator[tuple[datetime, float]]:
    """The time between as pieces that end at whole hours, each with its length in hours."""
    while since < until:
        end = min(until, since.replace(minute=0, second=0, microsecond=0) + _HOUR)
        yield since, (end - since) / _HOUR
        since = end
