from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.rhythm import learn, new_rhythm, rate
from crawler.schedule import Asked, Limits, next_asking
from records.rhythm import Rhythm

ZONE = ZoneInfo("Asia/Yekaterinburg")
MONDAY = datetime(2026, 11, 2, tzinfo=ZONE)
LIMITS = Limits()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def newsroom(articles_a_day: int, days: int = 21) -> Rhythm:
    """Publishes on working days from nine to six, evenly."""
    rhythm = new_rhythm(MONDAY)
    for day in range(days):
        morning = MONDAY + day * DAY + 9 * HOUR
        working = morning.weekday() < 5
        times = [morning + HOUR * 9 * n / articles_a_day for n in range(articles_a_day if working else 0)]
        rhythm = learn(rhythm, times, MONDAY + (day + 1) * DAY, ZONE)
    return rhythm


def pause(rhythm: Rhythm, at: datetime, **facts: object) -> timedelta:
    facts = {"window": 30, "new": 1, "pause": HOUR} | facts
    return next_asking(rhythm, Asked(at=at, **facts), LIMITS, ZONE) - at  # type: ignore[arg-type]


WORKDAY_NOON, WORKDAY_NIGHT, SUNDAY_NOON = (
    MONDAY + 23 * DAY + 12 * HOUR,
    MONDAY + 23 * DAY,
    MONDAY + 27 * DAY + 12 * HOUR,
)


def test_the_hours_of_publishing_are_learned() -> None:
    rhythm = newsroom(9)
    assert rate(rhythm, WORKDAY_NOON, ZONE) > 4 * rate(rhythm, WORKDAY_NIGHT, ZONE)
    assert rate(rhythm, WORKDAY_NOON, ZONE) > 4 * rate(rhythm, SUNDAY_NOON, ZONE)
    assert 0.6 < rate(rhythm, WORKDAY_NOON, ZONE) < 1.4


def test_a_source_is_asked_often_when_it_publishes_and_seldom_when_it_is_quiet() -> None:
    rhythm = newsroom(9)
    assert pause(rhythm, WORKDAY_NOON) < 30 * MINUTE
    assert pause(rhythm, WORKDAY_NIGHT) > pause(rhythm, WORKDAY_NOON)
    assert pause(rhythm, SUNDAY_NOON) > 2 * pause(rhythm, WORKDAY_NOON)
    assert pause(newsroom(90), WORKDAY_NOON) < pause(newsroom(2), WORKDAY_NOON)


def test_the_asking_after_a_night_comes_with_the_first_articles_and_not_hours_later() -> None:
    early = MONDAY + 23 * DAY + 6 * HOUR
    assert early + pause(newsroom(20), early) <= MONDAY + 23 * DAY + 10 * HOUR


def test_a_new_habit_is_learned_within_a_month() -> None:
    rhythm = newsroom(9)
    for day in range(28):
        night = rhythm.until + HOUR
        rhythm = learn(rhythm, [night] * 9, rhythm.until + DAY, ZONE)
        assert rhythm.until == MONDAY + (22 + day) * DAY
    night_rate, noon_rate = (rate(rhythm, MONDAY + 58 * DAY + hours * HOUR, ZONE) for hours in (1, 12))
    assert night_rate > noon_rate


def test_a_feed_that_would_overflow_is_asked_before_that() -> None:
    busy = newsroom(200)
    assert pause(busy, WORKDAY_NOON, window=300) == LIMITS.fastest
    quiet = newsroom(9)
    assert pause(quiet, SUNDAY_NOON, window=1) < pause(quiet, SUNDAY_NOON, window=100)


def test_when_all_was_new_the_source_is_asked_sooner() -> None:
    rhythm = newsroom(1)
    usual = pause(rhythm, SUNDAY_NOON, window=10, new=3, pause=2 * HOUR)
    assert pause(rhythm, SUNDAY_NOON, window=10, new=10, pause=2 * HOUR) == 30 * MINUTE < usual


def test_all_being_new_at_the_first_asking_says_nothing() -> None:
    rhythm = new_rhythm(WORKDAY_NOON)
    assert pause(rhythm, WORKDAY_NOON, window=10, new=10, pause=None) == pause(
        rhythm, WORKDAY_NOON, window=10, new=0
    )


def test_a_failing_source_is_asked_ever_more_seldom_but_within_the_slowest() -> None:
    rhythm = newsroom(9)
    pauses = [pause(rhythm, WORKDAY_NOON, failures=failures) for failures in range(1, 12)]
    assert pauses[0] == LIMITS.fastest
    assert pauses == sorted(pauses)
    assert pauses[-1] == LIMITS.slowest


@pytest.mark.parametrize("asked_for", [90 * MINUTE, 5 * HOUR])
def test_the_servers_own_freshness_is_honoured(asked_for: timedelta) -> None:
    assert pause(newsroom(90), WORKDAY_NOON, fresh_for=asked_for) == asked_for


def test_a_freshness_of_a_year_does_not_silence_a_source() -> None:
    assert pause(newsroom(90), WORKDAY_NOON, fresh_for=365 * DAY) == LIMITS.slowest


@pytest.mark.parametrize("failures", [0, 1, 9])
def test_retry_after_is_kept_to_the_letter(failures: int) -> None:
    assert pause(newsroom(90), WORKDAY_NOON, retry_after=3 * DAY, failures=failures) == 3 * DAY


_FROM, _TO = datetime(2020, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - Hypothesis adds the zone itself
moments = st.datetimes(_FROM, _TO, timezones=st.just(UTC))


@given(
    start=moments,
    hours=st.lists(
        st.tuples(st.integers(0, 5000), st.lists(st.integers(-9999, 9999), max_size=9)), max_size=6
    ),
    window=st.integers(0, 1000),
    new=st.integers(0, 1000),
    failures=st.integers(0, 10**6),
    waits=st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)),
)
def test_whatever_was_seen_the_next_asking_lies_between_the_limits_or_where_the_server_put_it(
    start: datetime,
    hours: list[tuple[int, list[int]]],
    window: int,
    new: int,
    failures: int,
    waits: tuple[int, int],
) -> None:
    rhythm = new_rhythm(start)
    for watched, published in hours:
        until = rhythm.until + watched * HOUR
        rhythm = learn(rhythm, [rhythm.until + minutes * MINUTE for minutes in published], until, ZONE)
    assert all(count >= 0 for count in (*rhythm.items, *rhythm.watched))
    fresh_for, retry_after = (timedelta(seconds=seconds) for seconds in waits)
    asked = Asked(
        at=rhythm.until,
        window=window,
        new=new,
        pause=HOUR,
        failures=failures,
        fresh_for=fresh_for,
        retry_after=retry_after,
    )
    due = next_asking(rhythm, asked, LIMITS, ZONE) - rhythm.until
    assert due >= LIMITS.fastest
    assert due >= min(retry_after, 30 * DAY)
    assert due <= max(LIMITS.slowest, retry_after)
