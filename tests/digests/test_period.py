from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digests.period import is_over, last_complete, parse_period, period_bounds
from records.errors import UsageError
from records.period import Day, Month, Week, period_after, period_before


def test_a_week_is_read_as_it_is_written() -> None:
    assert parse_period("2026-W47") == Week(year=2026, number=47)
    assert parse_period(" 2026w07 ") == Week(year=2026, number=7)
    assert str(parse_period("2026-W7")) == "2026-W07"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2026",
        "47",
        "2026-W00",
        "2026-W54",
        "2025-W53",
        "2026-47",
        "2026-00",
        "2026-02-30",
        "2026-11-17-1",
        "0001-W01",
        "9999-W52",
        "２０２６-W47",
        "2026-W47; rm",
    ],
)
def test_what_is_no_week_is_named_with_an_example(written: str) -> None:
    with pytest.raises(UsageError, match="2026-W47"):
        parse_period(written)


def test_the_last_week_of_a_long_year_is_the_53rd() -> None:
    assert parse_period("2026-W53").first.isoformat() == "2026-12-28"
    assert period_before(Week(year=2027, number=1)) == Week(year=2026, number=53)
    assert period_before(Week(year=2026, number=1)) == Week(year=2025, number=52)


def test_new_years_days_belong_to_the_week_of_their_thursday() -> None:
    sunday = datetime(2027, 1, 3, 12, tzinfo=UTC)
    assert last_complete("weekly", sunday, ZoneInfo("UTC")) == Week(year=2026, number=52)
    assert last_complete("weekly", sunday + timedelta(days=1), ZoneInfo("UTC")) == Week(year=2026, number=53)


def test_the_week_turns_at_midnight_of_the_zone() -> None:
    evening_in_moscow = datetime(2026, 11, 22, 20, 59, tzinfo=UTC)
    for zone, number in (("Europe/Moscow", 46), ("Asia/Kamchatka", 47), ("Europe/Kaliningrad", 46)):
        assert last_complete("weekly", evening_in_moscow, ZoneInfo(zone)) == Week(year=2026, number=number)
    minute_later = evening_in_moscow + timedelta(minutes=1)
    assert last_complete("weekly", minute_later, ZoneInfo("Europe/Moscow")) == Week(year=2026, number=47)


def test_days_and_months_are_read_as_they_are_written() -> None:
    assert parse_period("2026-11-17") == Day(first=date(2026, 11, 17))
    assert parse_period("2026-11") == Month(year=2026, number=11)
    for written in ("2026-11-17", "2026-11", "2026-W47"):
        assert str(parse_period(written)) == written


def test_a_month_ends_on_its_last_day_and_the_next_follows_it() -> None:
    december, february = Month(year=2026, number=12), Month(year=2028, number=2)
    assert (december.last, february.last) == (date(2026, 12, 31), date(2028, 2, 29))
    assert period_after(december) == Month(year=2027, number=1)
    assert period_before(Month(year=2027, number=1)) == december
    since, until = period_bounds(december, ZoneInfo("Europe/Moscow"))
    assert until - since == timedelta(days=31)


def test_a_day_in_which_the_clocks_change_is_an_hour_shorter() -> None:
    since, until = period_bounds(Day(first=date(2026, 3, 29)), ZoneInfo("Europe/Berlin"))
    assert until - since == timedelta(hours=23)


def test_the_bounds_are_local_midnights() -> None:
    since, until = period_bounds(Week(year=2026, number=47), ZoneInfo("Asia/Vladivostok"))
    assert since == datetime(2026, 11, 15, 14, tzinfo=UTC)
    assert until == datetime(2026, 11, 22, 14, tzinfo=UTC)


@pytest.mark.parametrize(("number", "hours"), [(13, 167), (43, 169), (30, 168)])
def test_a_week_in_which_the_clocks_change_is_an_hour_shorter_or_longer(number: int, hours: int) -> None:
    since, until = period_bounds(Week(year=2026, number=number), ZoneInfo("Europe/Berlin"))
    assert until - since == timedelta(hours=hours)


def test_a_monday_whose_midnight_the_clocks_skip_begins_when_they_skip_it() -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    since, _until = period_bounds(parse_period("1997-W41"), zone)
    assert since == period_bounds(parse_period("1997-W40"), zone)[1] == datetime(1997, 10, 6, 3, tzinfo=UTC)
    assert since.astimezone(zone).hour == 1


def test_a_week_is_over_from_its_last_midnight_on() -> None:
    week, zone = Week(year=2026, number=47), ZoneInfo("Europe/Moscow")
    end = datetime(2026, 11, 22, 21, tzinfo=UTC)
    assert is_over(week, end, zone)
    assert not is_over(week, end - timedelta(seconds=1), zone)
