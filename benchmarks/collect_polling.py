"""Asks recorded feeds again by our schedule: what it would have missed, how late it would have been, at what cost.

The arrivals are real (inputs `feeds/arrivals.json`: seven feeds over 169 days); time is simulated, the schedule is the
product's own. Cron comes every ten minutes, as deploy/crontab has it.

    python -m benchmarks.collect_polling [--inputs DIR]
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from crawler.rhythm import learn, new_rhythm
from crawler.schedule import Asked, Limits, next_asking

_CRON = timedelta(minutes=10)
_FIXED = timedelta(minutes=15)
_ZONE = ZoneInfo("Europe/Moscow")  # the outlets' own zones are not recorded


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A feed as it was recorded. `window` is how many articles it lists at once."""

    name: str
    first: datetime
    last: datetime
    window: int
    arrivals: tuple[datetime, ...]

    @property
    def days(self) -> float:
        return (self.last - self.first) / timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`delays` are minutes from arrival to the asking that found it; what stood there at the start is not counted."""

    feed: Recorded
    requests: int
    missed: int
    delays: tuple[float, ...]


def read_feeds(path: Path) -> Iterator[Recorded]:
    for name, feed in json.loads(path.read_text("utf-8")).items():
        arrivals = tuple(datetime.fromtimestamp(second, UTC) for second in sorted(feed["arrivals"]))
        first, last = (datetime.fromtimestamp(feed[key], UTC) for key in ("first", "last"))
        yield Recorded(name=name, first=first, last=last, window=feed["window"], arrivals=arrivals)


def follow(feed: Recorded, limits: Limits, zone: tzinfo = _ZONE) -> Outcome:
    """Our schedule, from knowing nothing."""
    rhythm = new_rhythm(feed.first)
    known = bisect_right(feed.arrivals, feed.first)
    asked = Asked(at=feed.first, window=feed.window, new=known)
    requests, missed, delays = 1, 0, list[float]()
    while (now := _next_cron(next_asking(rhythm, asked, limits, zone), feed.first)) < feed.last:
        found = bisect_right(feed.arrivals, now)
        new = feed.arrivals[known:found]
        listed = new[-feed.window :]
        missed += len(new) - len(listed)
        delays += [(now - arrival) / timedelta(minutes=1) for arrival in listed]
        rhythm = learn(rhythm, listed, now, zone)
        asked = Asked(at=now, window=feed.window, new=len(listed), pause=now - asked.at)
        requests, known = requests + 1, found
    return Outcome(feed=feed, requests=requests, missed=missed, delays=tuple(delays))


def follow_fixed(feed: Recorded, pause: timedelta) -> Outcome:
    """The same feed, asked every `pause`."""
    known = bisect_right(feed.arrivals, feed.first)
    now, requests, missed, delays = feed.first, 1, 0, list[float]()
    while (now := now + pause) < feed.last:
        found = bisect_right(feed.arrivals, now)
        new = feed.arrivals[known:found]
        missed += max(len(new) - feed.window, 0)
        delays += [(now - arrival) / timedelta(minutes=1) for arrival in new[-feed.window :]]
        requests, known = requests + 1, found
    return Outcome(feed=feed, requests=requests, missed=missed, delays=tuple(delays))


def _next_cron(due: datetime, first: datetime) -> datetime:
    turns = -(-(due - first) // _CRON)
    return first + turns * _CRON


def lines(feeds: list[Recorded]) -> Iterator[str]:
    yield (
        f"{'feed':<14}{'a day':>7}{'requests a day':>16}{'of 15 min':>11}"
        f"{'missed':>8}{'median delay, min':>19}{'fixed, same cost':>18}"
    )
    spent = full = missed = 0
    for feed in feeds:
        outcome, fixed = follow(feed, Limits()), follow_fixed(feed, _FIXED)
        same_cost = follow_fixed(feed, (feed.last - feed.first) / outcome.requests)
        spent, full, missed = spent + outcome.requests, full + fixed.requests, missed + outcome.missed
        yield (
            f"{feed.name:<14}{len(outcome.delays) / feed.days:>7.2f}{outcome.requests / feed.days:>16.1f}"
            f"{outcome.requests / fixed.requests:>11.3f}{outcome.missed:>8}{median(outcome.delays):>19.0f}"
            f"{median(same_cost.delays):>18.0f}"
        )
    yield f"all: {missed} missed, {spent / full:.3f} of the requests of a fixed 15-minute poll"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=Path("../shared/inputs"))
    path = parser.parse_args().inputs / "feeds" / "arrivals.json"
    if not path.is_file():
        print(f"{path} is absent: nothing was measured.")
        return
    print("\n".join(lines(list(read_feeds(path)))))


if __name__ == "__main__":
    main()
