from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.silence import LOOKED_BACK, find_silence

ZONE = ZoneInfo("Asia/Yekaterinburg")
START = datetime(2025, 11, 3, tzinfo=ZONE)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEWSROOMS = ("busy", "daily", "slow", "weekly")


def rests(day: datetime) -> bool:
    date = (day.month, day.day)
    return (
        date <= (1, 8) or (5, 1) <= date <= (5, 3) or (5, 8) <= date <= (5, 11) or date in {(2, 23), (6, 12)}
    )


def publish(newsroom: str, days: int, seed: int = 1) -> list[datetime]:
    """A year's articles: a portal that never sleeps, a daily, one article on most days, one issue each Thursday."""
    chance = random.Random(f"{newsroom} {seed}")
    found = []
    for number in range(days):
        day = START + number * DAY
        is_weekend = day.weekday() >= 5
        if newsroom == "busy":
            count = chance.randint(5, 12) if is_weekend or rests(day) else chance.randint(25, 50)
        elif is_weekend or rests(day):
            count = 0
        elif newsroom == "weekly":
            count = chance.randint(6, 12) if day.weekday() == 3 else 0
        else:
            count = chance.randint(4, 10) if newsroom == "daily" else int(chance.random() < 0.6)
        found += [day + HOUR * chance.uniform(8, 19) for _ in range(count)]
    return sorted(found)


def is_silent(arrivals: list[datetime], now: datetime) -> bool:
    past = [moment for moment in arrivals if moment <= now]
    recent = [moment for moment in past if moment > past[-1] - LOOKED_BACK]
    return find_silence(recent, recent[-1], now, ZONE) is not None


@pytest.mark.parametrize("newsroom", NEWSROOMS)
def test_a_year_with_its_holidays_and_quiet_weekends_is_no_silence(newsroom: str) -> None:
    arrivals = publish(newsroom, 400)
    asked = [START + number * DAY + 12 * HOUR for number in range(60, 400)]
    assert [day for day in asked if is_silent(arrivals, day)] == []


@pytest.mark.parametrize(
    ("newsroom", "days"), [("busy", 1.5), ("daily", 5), ("slow", 30), ("weekly", 16)], ids=NEWSROOMS
)
def test_who_stops_publishing_is_silent_after_a_time_of_its_own(newsroom: str, days: float) -> None:
    arrivals = publish(newsroom, 200)
    last = arrivals[-1]
    assert not is_silent(arrivals, last + 20 * HOUR)
    assert is_silent(arrivals, last + days * DAY)


def test_the_new_year_does_not_count() -> None:
    before = [moment for moment in publish("daily", 400) if moment < datetime(2025, 12, 31, tzinfo=ZONE)]
    assert not is_silent(before, datetime(2026, 1, 12, 10, tzinfo=ZONE))
    assert is_silent(before, datetime(2026, 1, 16, 10, tzinfo=ZONE))


def test_a_list_that_only_repeats_what_another_lists_first_is_not_silent() -> None:
    arrivals = publish("daily", 100)
    now = arrivals[-1] + 30 * DAY
    assert find_silence(arrivals, arrivals[-1], now, ZONE) is not None
    assert find_silence(arrivals, now - HOUR, now, ZONE) is None


def test_a_source_with_little_past_is_never_silent() -> None:
    arrivals = publish("daily", 2)
    assert find_silence(arrivals, arrivals[-1], arrivals[-1] + 300 * DAY, ZONE) is None
    assert find_silence([], datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), ZONE) is None
