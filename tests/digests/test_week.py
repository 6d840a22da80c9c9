from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digests.week import is_over, last_complete_week, parse_week, week_before, week_bounds
from records.digest import Week
from records.errors import UsageError


def test_a_week_is_read_as_it_is_written() -> None:
    assert parse_week("2026-W47") == Week(year=2026, number=47)
    assert parse_week(" 2026w07 ") == Week(year=2026, number=7)
    assert str(parse_week("2026-W7")) == "2026-W07"


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
        "0001-W01",
        "9999-W52",
        "２０２６-W47",
        "2026-W47; rm",
    ],
)
def test_what_is_no_week_is_named_with_an_example(written: str) -> None:
    with pytest.raises(UsageError, match="2026-W47"):
        parse_week(written)


def test_the_last_week_of_a_long_year_is_the_53rd() -> None:
    assert parse_week("2026-W53").monday.isoformat() == "2026-12-28"
    assert week_before(Week(year=2027, number=1)) == Week(year=2026, number=53)
    assert week_before(Week(year=2026, number=1)) == Week(year=2025, number=52)


def test_new_years_days_belong_to_the_week_of_their_thursday() -> None:
    sunday = datetime(2027, 1, 3, 12, tzinfo=UTC)
    assert last_complete_week(sunday, ZoneInfo("UTC")) == Week(year=2026, number=52)
    assert last_complete_week(sunday + timedelta(days=1), ZoneInfo("UTC")) == Week(year=2026, number=53)


def test_the_week_turns_at_midnight_of_the_zone() -> None:
    evening_in_moscow = datetime(2026, 11, 22, 20, 59, tzinfo=UTC)
    for zone, number in (("Europe/Moscow", 46), ("Asia/Kamchatka", 47), ("Europe/Kaliningrad", 46)):
        assert last_complete_week(evening_in_moscow, ZoneInfo(zone)).number == number
    assert (
        last_complete_week(evening_in_moscow + timedelta(minutes=1), ZoneInfo("Europe/Moscow")).number == 47
    )


def test_the_bounds_are_local_midnights() -> None:
    since, until = week_bounds(Week(year=2026, number=47), ZoneInfo("Asia/Vladivostok"))
    assert since == datetime(2026, 11, 15, 14, tzinfo=UTC)
    assert until == datetime(2026, 11, 22, 14, tzinfo=UTC)


@pytest.mark.parametrize(("number", "hours"), [(13, 167), (43, 169), (30, 168)])
def test_a_week_in_which_the_clocks_change_is_an_hour_shorter_or_longer(number: int, hours: int) -> None:
    since, until = week_bounds(Week(year=2026, number=number), ZoneInfo("Europe/Berlin"))
    assert until - since == timedelta(hours=hours)


def test_a_monday_whose_midnight_the_clocks_skip_begins_when_they_skip_it() -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    since, _until = week_bounds(parse_week("1997-W41"), zone)
    assert since == week_bounds(parse_week("1997-W40"), zone)[1] == datetime(1997, 10, 6, 3, tzinfo=UTC)
    assert since.astimezone(zone).hour == 1


def test_a_week_is_over_from_its_last_midnight_on() -> None:
    week, zone = Week(year=2026, number=47), ZoneInfo("Europe/Moscow")
    end = datetime(2026, 11, 22, 21, tzinfo=UTC)
    assert is_over(week, end, zone)
    assert not is_over(week, end - timedelta(seconds=1), zone)
