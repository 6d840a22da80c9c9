"""How soon a release was taken, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.article_words import follow_words
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
        (timedelta(hours=7), "в тот же день"),
        (timedelta(hours=31), "спустя 1 д"),
        (timedelta(hours=-31), "на 1 д раньше"),
    ],
)
def test_where_only_the_day_is_known_nobody_is_told_of_hours(delay: timedelta, words: str) -> None:
    assert follow_words(delay, is_exact=False).replace("\N{NO-BREAK SPACE}", " ") == words


def test_the_usual_delay_is_that_of_the_first_takers_whose_hours_are_known() -> None:
    known = [release(timedelta(hours=hours), timedelta(hours=90)) for hours in (1, 3, 8)]
    assert usual_delay([*known, release(timedelta(hours=50), has_time=False)]) == timedelta(hours=3)
    assert usual_delay([release(), release(timedelta(hours=-1))]) is None
