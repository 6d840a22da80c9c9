"""When a source is to be asked again: often when it publishes, seldom when it is quiet, never sooner than it allows.

With r articles expected an hour and a request every d hours, the articles wait r·d/2 in all and the requests are 1/d;
their weighed sum is least where d = √(c/r). So the time to the next request is that in which √(r/c) adds up to one:
it shrinks as the working day comes near, and four times the news is asked for twice as often. `c` is the one weight
between promptness and manners; docs/benchmarks.md shows what it brings on the recorded arrivals of real feeds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from crawler.rhythm import rate
from records.rhythm import Rhythm

PROMPTNESS = 0.08  # c above, in hours
_STEP = timedelta(minutes=5)
_FULL = 1 / 3  # a feed that holds n articles is asked before a third of them are expected to be new
_AFTER_LOSS = 1 / 4  # all was new: some may have been missed, so come back in a fraction of the last pause
_LONGEST_REFUSAL = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What the administrator sets: a source is asked no sooner than `fastest` and no later than `slowest`."""

    fastest: timedelta = timedelta(minutes=10)
    slowest: timedelta = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the last asking showed. `window` is how many articles the source lists at once, `new` how many of them
    nobody had seen; `pause` is the time since the asking before it, None for the first one. `failures` counts
    askings in a row without an answer. `fresh_for` (max-age, ttl) and `retry_after` are the server's own word.
    """

    at: datetime
    window: int
    new: int
    pause: timedelta | None = None
    failures: int = 0
    fresh_for: timedelta = timedelta(0)
    retry_after: timedelta = timedelta(0)

    @property
    def all_new(self) -> bool:
        return self.pause is not None and 0 < self.window == self.new


def next_asking(rhythm: Rhythm, asked: Asked, limits: Limits, zone: tzinfo) -> datetime:
    """The server's `retry_after` is kept to the letter; its `fresh_for` within `slowest`, because many feeds state
    a day or a year there and yet publish by the hour."""
    earliest = max(limits.fastest, min(asked.fresh_for, limits.slowest))
    if asked.failures:
        pause = _backing_off(asked.failures, limits)
    elif asked.all_new and asked.pause is not None:
        pause = asked.pause * _AFTER_LOSS
    else:
        pause = _until_worth_it(rhythm, asked, limits, zone)
    pause = min(max(pause, earliest), limits.slowest)
    return asked.at + max(pause, min(asked.retry_after, _LONGEST_REFUSAL))


def _backing_off(failures: int, limits: Limits) -> timedelta:
    doublings = min(failures - 1, 16)
    return min(limits.fastest * float(2**doublings), limits.slowest)


def _until_worth_it(rhythm: Rhythm, asked: Asked, limits: Limits, zone: tzinfo) -> timedelta:
    worth = expected = 0.0
    most = max(asked.window, 1) * _FULL
    step_hours = _STEP / timedelta(hours=1)
    pause = timedelta(0)
    while pause < limits.slowest and worth < 1 and expected < most:
        articles = rate(rhythm, asked.at + pause, zone)
        worth += math.sqrt(articles / PROMPTNESS) * step_hours
        expected += articles * step_hours
        pause += _STEP
    return pause
