"""Topics, campaigns and dates as the register states them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from otklik.registry import load_registry
from records.agenda import AgendaDate, Slot, agenda_near
from tests.registry.conftest import FILES, write

MAY, OCTOBER = AgendaDate(name="1 Мая", day=1, month=5), AgendaDate(name="7 октября", day=7, month=10)
LEAP = AgendaDate(name="Лишний день", day=29, month=2)
NEW_YEAR = AgendaDate(name="Новый год", day=1, month=1)


def test_a_phrase_is_words_alternatives_groups_and_gaps(folder: Path) -> None:
    phrase = '"новый <станки>/машин* … не ткач"'
    write(folder, "topics/weaving.toml", FILES["topics/weaving.toml"].replace('"ткач"', phrase))
    [_first, read] = load_registry(base=folder).topics["weaving"].strong
    assert read.slots == (
        Slot(words=("новый",)),
        Slot(words=("станок", "челнок"), stems=("машин",)),
        Slot(words=("не",), near=True),
        Slot(words=("ткач",)),
    )


def test_what_a_text_is_read_by_changes_with_a_topic_and_a_campaign_and_not_with_a_date(folder: Path) -> None:
    before = load_registry(base=folder).knowledge
    write(folder, "agenda.toml", FILES["agenda.toml"].replace("29", "28"))
    assert load_registry(base=folder).knowledge == before
    write(folder, "campaigns/looms.toml", FILES["campaigns/looms.toml"].replace("к сроку", "сегодня"))
    assert load_registry(base=folder).knowledge != before


def test_a_users_folder_brings_campaigns_and_replaces_dates(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    write(own, "campaigns/ours.toml", 'id = "ours"\nname = "Наша"\nhashtags = ["#наша"]\n')
    dated = FILES["agenda.toml"].replace("29", "3").replace('"looms"', '"ours"')
    write(own, "agenda.toml", dated)
    registry = load_registry(own, base=folder)
    assert registry.campaigns["ours"].hashtags == ("наша",)
    assert [(one.day, one.campaigns) for one in registry.agenda] == [(3, ("ours",))]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 4, 25), ["1 Мая"]),
        (date(2026, 5, 8), ["1 Мая"]),
        (date(2026, 5, 9), []),
        (date(2026, 12, 28), ["Новый год"]),
        (date(2027, 2, 25), ["Лишний день"]),
    ],
)
def test_the_agenda_says_what_is_near_a_day(day: date, names: list[str]) -> None:
    assert [one.name for _when, one in agenda_near([MAY, OCTOBER, LEAP, NEW_YEAR], day)] == names


def test_the_last_of_february_is_the_first_of_march_where_the_year_has_none() -> None:
    assert [LEAP.nearest(date(year, 3, 1)) for year in (2027, 2028)] == [
        date(2027, 3, 1),
        date(2028, 2, 29),
    ]


def test_the_dates_of_the_unions_are_shipped() -> None:
    registry = load_registry()
    assert {(one.day, one.month) for one in registry.agenda} >= {(28, 4), (1, 5), (7, 10)}
    assert registry.campaigns["dostoynyy-trud-v-lesu"].unions == ("roslesprofsoyuz",)
