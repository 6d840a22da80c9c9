"""How soon a release was taken, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.pages.releases import delay_words
from desk.taken import usual_delay
from records.story import Pickup, Release


def release(*delays: timedelta, has_time: bool = True) -> Release:
    return Release(
        article_id="r",
        outlet_id="site",
        title="Релиз",
        timestamp=datetime(2026, 11, 16, 9, tzinfo=UTC),
        has_time=has_time,
        pickups=tuple(
            Pickup(
                article_id=str(delay), outlet_id="tobol", delay=delay, article_share=1.0, release_share=1.0
            )
            for delay in delays
        ),
    )


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        (timedelta(seconds=20), "в ту же минуту"),
        (timedelta(minutes=1), "через 1 минуту"),
        (timedelta(minutes=59), "через 59 минут"),
        (timedelta(hours=5, minutes=10), "через 5 часов"),
        (timedelta(days=1), "через 1 день"),
        (timedelta(hours=30), "через 30 часов"),
        (timedelta(days=3, hours=4), "через 3 дня"),
        (timedelta(hours=-2), "раньше на 2 часа"),
    ],
)
def test_a_delay_is_told_in_the_unit_that_a_reader_would_choose(delay: timedelta, words: str) -> None:
    one = release(delay)
    assert delay_words(one, one.pickups[0]).replace("\N{NO-BREAK SPACE}", " ") == words


def test_where_only_the_day_is_known_nobody_is_told_of_hours() -> None:
    same, later = release(timedelta(hours=7), timedelta(hours=31), has_time=False).pickups
    dayless = release(has_time=False)
    assert delay_words(dayless, same) == "в тот же день"
    assert delay_words(dayless, later).replace("\N{NO-BREAK SPACE}", " ") == "через 1 день"


def test_the_usual_delay_is_that_of_the_first_takers_whose_hours_are_known() -> None:
    known = [release(timedelta(hours=hours), timedelta(hours=90)) for hours in (1, 3, 8)]
    assert usual_delay([*known, release(timedelta(hours=50), has_time=False)]) == timedelta(hours=3)
    assert usual_delay([release(), release(timedelta(hours=-1))]) is None
