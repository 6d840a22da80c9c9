"""Each week's digest is due once, on its Monday at its hour, whatever the clocks and the machine do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from digests.week import parse_week, week_bounds
from otklik.service.due_digests import DigestHours, find_due
from records.digest import Week

MOSCOW = DigestHours(zone=ZoneInfo("Europe/Moscow"), hour=8, longest=timedelta(days=14))
W44, W45, W46, W47 = (parse_week(f"2026-W{number}") for number in (44, 45, 46, 47))
MONDAY_AFTER_47 = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 8:00 in Moscow


def test_last_weeks_digest_is_due_from_its_hour_on() -> None:
    before = MONDAY_AFTER_47 - timedelta(seconds=1)
    assert find_due({W45, W46}, {W45, W46}, MOSCOW, before).send == ()
    assert find_due({W45, W46}, {W45, W46}, MOSCOW, MONDAY_AFTER_47).send == (W47,)
    assert find_due({W46, W47}, {W46, W47}, MOSCOW, MONDAY_AFTER_47).send == ()


def test_who_has_had_none_gets_last_weeks_alone() -> None:
    assert find_due(set(), set(), MOSCOW, MONDAY_AFTER_47).send == (W47,)


def test_missed_weeks_are_caught_up_and_those_that_are_too_old_are_named_once() -> None:
    due = find_due({W44}, {W44}, MOSCOW, MONDAY_AFTER_47)
    assert due.send == (W46, W47)
    assert due.missed == (W45,)
    assert find_due({W44, W46, W47}, {W44, W46, W47}, MOSCOW, MONDAY_AFTER_47).missed == ()


def test_a_digest_that_is_too_late_is_closed_and_not_missed() -> None:
    due = find_due({W44, W45}, {W44}, MOSCOW, MONDAY_AFTER_47)
    assert (due.send, due.missed) == ((W45, W46, W47), ())


def test_after_a_restored_backup_the_weeks_before_it_are_left_to_a_person() -> None:
    hours = DigestHours(
        zone=MOSCOW.zone, hour=8, longest=MOSCOW.longest, restored=datetime(2026, 11, 18, tzinfo=UTC)
    )
    due = find_due({W45}, {W45}, hours, MONDAY_AFTER_47)
    assert (due.send, due.doubtful) == ((W47,), (W46,))


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Europe/Moscow", 8), ("Europe/Berlin", 2), ("America/New_York", 0), ("Asia/Kamchatka", 23)],
)
def test_a_year_of_weeks_each_once_in_its_hour_over_dst_and_a_clock_that_jumps(zone: str, hour: int) -> None:
    hours = DigestHours(zone=ZoneInfo(zone), hour=hour, longest=timedelta(days=14))
    sent: dict[Week, datetime] = {}
    for now in _looks():
        for week in find_due(set(sent), set(sent), hours, now).send:
            assert week not in sent
            sent[week] = now
    weeks = sorted(sent, key=lambda week: week.monday)
    assert len(weeks) >= 52
    assert all(after.monday - week.monday == timedelta(weeks=1) for week, after in pairwise(weeks))
    late = 0
    for week in weeks[1:]:  # the first look is in the middle of a week
        ended = week_bounds(week, hours.zone)[1]
        local = sent[week].astimezone(hours.zone)
        assert sent[week] >= ended
        late += (local.weekday(), local.hour) != (0, hour)
    assert late <= 2, "those of the fortnight in which the machine was off"


def _looks() -> list[datetime]:
    """Every hour of a year, but for ten days when the machine is off; and a clock set back for two days.

    From Wednesday to Saturday nothing happens: there one look a day is enough.
    """
    begin = datetime(2026, 1, 7, tzinfo=UTC)
    looks = []
    for number in range(52 * 7 * 24):
        now = begin + timedelta(hours=number)
        if datetime(2026, 6, 3, tzinfo=UTC) < now < datetime(2026, 6, 13, tzinfo=UTC):
            continue
        if now.weekday() in (2, 3, 4, 5) and now.hour:
            continue
        if now == datetime(2026, 9, 8, tzinfo=UTC):
            looks += [now - timedelta(days=2) + timedelta(hours=step) for step in range(48)]
        looks.append(now)
    return looks
