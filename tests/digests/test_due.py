"""Which digests are due follows from the clock and the ledger alone: each once, in its hour, none forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.due import due_moment, find_due
from digests.period import periods_between
from records.digest import Schedule
from records.period import Day, Month, Period, Week, period_of

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
FORTNIGHT = timedelta(days=14)
WEEKLY = Schedule(cadence="weekly", weekday=0, hour=8)
W46, W47, W48 = (Week(year=2026, number=number) for number in (46, 47, 48))


def moscow(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=MOSCOW)


def due(schedule: Schedule, now: datetime, *stored: Period, zone: ZoneInfo = MOSCOW) -> tuple[Period, ...]:
    return find_due(schedule, now, zone, stored, FORTNIGHT).periods


def test_the_hour_is_the_readers() -> None:
    assert due(WEEKLY, moscow(23, 7), W46) == (W46,)
    assert due(WEEKLY, moscow(23, 8), W46) == (W47,)
    tomsk = ZoneInfo("Asia/Tomsk")
    assert due_moment(W47, WEEKLY, tomsk) == moscow(23, 4).astimezone(UTC)


def test_a_weekday_later_in_the_week_tells_the_week_that_is_over() -> None:
    friday = Schedule(cadence="weekly", weekday=4, hour=9)
    assert due(friday, moscow(27, 8), W46) == (W46,)
    assert due(friday, moscow(27, 9), W46) == (W47,)


def test_a_month_is_told_on_the_first_wanted_weekday_of_the_next() -> None:
    month = Schedule(cadence="monthly", weekday=1, hour=9)
    assert due_moment(Month(year=2026, number=10), month, MOSCOW) == moscow(3, 9).astimezone(UTC)
    assert due(month, moscow(3, 9), Month(year=2026, number=9)) == (Month(year=2026, number=10),)


def test_who_subscribes_today_is_not_sent_the_past() -> None:
    daily = Schedule(cadence="daily", hour=7)
    assert due(daily, moscow(23, 12)) == (Day(first=date(2026, 11, 22)),)


def test_missed_weeks_are_caught_up_and_those_of_too_long_ago_are_named() -> None:
    stored = [Week(year=2026, number=number) for number in (40, 41, 42)]
    found = find_due(WEEKLY, moscow(23, 9), MOSCOW, stored, FORTNIGHT)
    assert found.periods == (W46, W47)
    assert found.missed == tuple(Week(year=2026, number=number) for number in (43, 44, 45))


def test_a_gap_before_the_latest_digest_is_filled_while_it_is_fresh() -> None:
    assert due(WEEKLY, moscow(24, 9), Week(year=2026, number=44), Week(year=2026, number=45), W47) == (
        W46,
        W47,
    )


def test_missed_ones_are_named_until_the_next_digest_names_them() -> None:
    stored = [Week(year=2026, number=40), W47]
    assert find_due(WEEKLY, moscow(24, 9), MOSCOW, stored, FORTNIGHT).missed == ()


def test_another_cadence_does_not_tell_again_what_was_told() -> None:
    daily, monthly = Schedule(cadence="daily"), Schedule(cadence="monthly")
    assert due(daily, moscow(25, 1), W46, W47) == (
        Day(first=date(2026, 11, 23)),
        Day(first=date(2026, 11, 24)),
    )
    assert due(daily, moscow(23, 1), W46, W47) == ()
    assert due(monthly, moscow(10, 1, month=12), Week(year=2026, number=49)) == ()
    assert due(monthly, moscow(2, 1, month=12), W48) == (Month(year=2026, number=11),)


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
def test_an_hour_that_the_clocks_skip_or_repeat_comes_once(day: date) -> None:
    nightly = Schedule(cadence="daily", hour=2)
    moment = due_moment(Day(first=day), nightly, BERLIN)
    before = find_due(nightly, moment - timedelta(seconds=1), BERLIN, [], FORTNIGHT)
    after = find_due(nightly, moment, BERLIN, [], FORTNIGHT)
    assert after.periods == (Day(first=day),)
    assert before.periods == (Day(first=day - timedelta(days=1)),)


SCHEDULES = st.one_of(
    st.builds(Schedule, cadence=st.just("daily"), hour=st.integers(0, 23)),
    st.builds(
        Schedule,
        cadence=st.sampled_from(["weekly", "monthly"]),
        weekday=st.none() | st.integers(0, 6),
        hour=st.integers(0, 23),
    ),
)


@settings(max_examples=25, deadline=None)
@given(
    schedule=SCHEDULES,
    zone=st.sampled_from(["Europe/Moscow", "Europe/Berlin", "Asia/Kamchatka", "America/Sao_Paulo"]),
    gaps=st.lists(st.integers(1, 20 * 24), min_size=20, max_size=60),
)
def test_over_a_year_each_period_is_sent_once_or_named(
    schedule: Schedule, zone: str, gaps: list[int]
) -> None:
    """The program is started at odd hours, and sometimes not for weeks; what it sends it stores."""
    place = ZoneInfo(zone)
    now = datetime(2026, 1, 5, 12, tzinfo=UTC)
    stored: list[Period] = []
    named: set[Period] = set()
    for gap in gaps:
        found = find_due(schedule, now, place, stored, FORTNIGHT)
        named.update(found.missed)
        for period in found.periods:
            assert due_moment(period, schedule, place) <= now
            if period not in stored:
                stored.append(period)
        again = find_due(schedule, now, place, stored, FORTNIGHT)
        assert set(again.periods) <= set(stored), "a second start at the same moment finds nothing new"
        now += timedelta(hours=gap)
    if stored:
        last = max(stored, key=lambda period: period.first)
        between = periods_between(min(stored, key=lambda period: period.first), last)
        assert set(between) <= {*stored, *named}
        assert not named & set(stored)
        assert all(period == period_of(period.first, schedule.cadence) for period in stored)
