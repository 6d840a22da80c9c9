"""Whether a source is silent: no article for far longer than its own past lets one expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from crawler.rhythm import learn, new_rhythm, rate
from records.rhythm import Rhythm

LOOKED_BACK = timedelta(days=70)
_FEWEST = 8  # articles from which a rhythm can be told
_SHORTEST_PAST = timedelta(days=3)
_SHORT_PAST = timedelta(days=21)  # a rhythm known for less has shown few of its pauses
_LEAST_EXPECTED = 7.0  # articles that should have come: by chance none comes once in a thousand times
_LONGER, _LONGER_OF_SHORT_PAST = 2.2, 3.0  # than the longest pause so far, in articles expected
_FEWEST_HOURS = 24
_HOUR = timedelta(hours=1)

# Days on which newsrooms rest, as (month, day) from and to. In May the days between the holidays are half days off.
_HOLIDAYS = (((1, 1), (1, 11)), ((2, 22), (2, 24)), ((3, 7), (3, 9)), ((5, 1), (5, 11)), ((6, 11), (6, 13)))
_MORE_HOLIDAYS = (((11, 3), (11, 5)), ((12, 30), (12, 31)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """Since the last article `expected` more should have come; `usual` is the longest pause of the past."""

    since: datetime
    expected: float
    usual: timedelta


def find_silence(
    arrivals: Sequence[datetime], newest: datetime, now: datetime, zone: tzinfo
) -> Silence | None:
    """`arrivals` are in order; `newest` is the last article that the source lists, whoever listed it first.

    Time is counted in articles expected at that hour, and holidays do not count: a quiet weekend is then short.
    """
    last = max(newest, arrivals[-1]) if arrivals else newest
    past = [moment for moment in arrivals if moment <= last]
    hours = (now - last) / _HOUR
    if len(past) < _FEWEST or last - past[0] < _SHORTEST_PAST or hours < _FEWEST_HOURS:
        return None
    usual = max(later - earlier for earlier, later in pairwise([*past, last]))
    if now - last <= usual:
        return None
    clock = _Clock(learn(new_rhythm(past[0]), past, last, zone), past[0], now, zone)
    longest = max(clock.between(earlier, later) for earlier, later in pairwise([*past, last]))
    expected = clock.between(last, now)
    factor = _LONGER if last - past[0] >= _SHORT_PAST else _LONGER_OF_SHORT_PAST
    if expected < max(_LEAST_EXPECTED, factor * longest):
        return None
    return Silence(since=last, expected=expected, usual=usual)


class _Clock:
    """How many articles are expected between two moments of the time from `start` to `end`."""

    def __init__(self, rhythm: Rhythm, start: datetime, end: datetime, zone: tzinfo) -> None:
        self._start = start.replace(minute=0, second=0, microsecond=0)
        self._sums = [0.0]
        by_place: dict[tuple[bool, int], float] = {}
        moment = self._start
        while moment <= end:
            local = moment.astimezone(zone)
            place = (local.weekday() >= 5, local.hour)
            if place not in by_place:
                by_place[place] = rate(rhythm, moment, zone)
            self._sums.append(self._sums[-1] + (0.0 if is_holiday(local) else by_place[place]))
            moment += _HOUR

    def between(self, earlier: datetime, later: datetime) -> float:
        return self._at(later) - self._at(earlier)

    def _at(self, moment: datetime) -> float:
        hours = max(0.0, (moment - self._start) / _HOUR)
        whole = min(int(hours), len(self._sums) - 2)
        return self._sums[whole] + (hours - whole) * (self._sums[whole + 1] - self._sums[whole])


def is_holiday(local: datetime) -> bool:
    day = (local.month, local.day)
    return any(first <= day <= last for first, last in (*_HOLIDAYS, *_MORE_HOLIDAYS))
