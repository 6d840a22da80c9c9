"""Outlets that answer but cannot be read any more: which are noticed at the next run, and who is accused wrongly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.crawler.press import Crawl, Press, run_crawl
from tests.faults.conftest import Report
from tests.faults.newsroom import Newsroom, let_all_grow_older
from tests.faults.redesigns import CHANGES

WEEK = 7
RUNS = 5
# Two newsrooms of each; the numbers are shares of their stories.
HABITS: dict[str, dict[str, Any]] = {
    "busy daily": {
        "per_week": 10,
        "shown": 12,
        "mix": {"brief": 0.3, "photo": 0.1, "column": 0.2, "edited": 0.2},
    },
    "busy daily with photo reports": {"per_week": 6, "shown": 8, "mix": {"photo": 0.4, "deleted": 0.1}},
    "daily of briefs": {"per_week": 6, "shown": 8, "mix": {"brief": 0.9, "repeated": 0.1}},
    "slow weekly": {"per_week": 2, "shown": 10, "mix": {"edited": 0.5, "deleted": 0.2, "photo": 0.1}},
    "slow weekly with briefs": {"per_week": 3, "mix": {"brief": 0.5, "photo": 0.2, "repeated": 0.2}},
    "weekly without dates": {"per_week": 3, "mix": {"undated": 1.0}, "feed_dated": False},
    "daily that dates half of its pages": {"per_week": 5, "mix": {"undated": 0.5}},
    "daily that forgets a date at times": {"per_week": 5, "mix": {"undated": 0.1, "brief": 0.2}},
    "listing": {"per_week": 5, "lists": "listing", "mix": {"photo": 0.2}},
    "monthly": {"per_week": 1, "shown": 3, "mix": {"photo": 0.3, "brief": 0.3}},
}


def test_a_redesigned_outlet_is_noticed_at_the_next_run(
    open_press: Callable[[], Press], tmp_path: Path, report: Report
) -> None:
    rooms = {
        name: Newsroom(open_press(), name, lists="listing" if name == "listing drawn anew" else "feed")
        for name in CHANGES
    }
    other = open_press()
    archive = tmp_path / "archive.db"
    for number in (0, 1):
        crawl = _run(archive, list(rooms.values()), [other], weeks_ago=number)
        assert not _conditions(crawl), "they were all well"
    let_all_grow_older(archive, 4 * WEEK)
    for number, (name, room) in enumerate(rooms.items()):
        room.grow_older(4 * WEEK)
        room.publish_week(1 + number % 3)
        CHANGES[name](room, other.url)
    conditions = _conditions(_crawl(archive, list(rooms.values()), [other]))
    unnoticed = CHANGES.keys() - conditions.keys()
    report("a redesigned outlet, at the next run", f"{len(conditions)}/{len(CHANGES)} noticed")
    for name in CHANGES:
        print(name, "→", *conditions.get(name, ("unnoticed",)))
    assert len(unnoticed) <= 2, unnoticed


def test_a_newsroom_with_its_habits_is_not_accused(
    open_press: Callable[[], Press], tmp_path: Path, report: Report
) -> None:
    rooms = [
        Newsroom(open_press(), f"{name}-{number}", **habits)
        for name, habits in HABITS.items()
        for number in (1, 2)
    ]
    accused = []
    for week in range(RUNS):
        crawl = _run(tmp_path / "archive.db", rooms, [], weeks_ago=week)
        accused += [(week, outlet, *condition) for outlet, condition in _conditions(crawl).items()]
    compared = crawl.rows("SELECT count(*) AS number FROM sources WHERE compared IS NOT NULL")[0]["number"]
    report("healthy outlets accused", f"{len(accused)} of {RUNS * len(rooms)} runs; {compared} were compared")
    assert RUNS * len(rooms) >= 100
    assert compared > 5, "nothing odd was seen, so nothing was tried"
    assert len(accused) <= 1, accused


def _run(archive: Path, rooms: list[Newsroom], others: list[Press], weeks_ago: int) -> Crawl:
    """A run after another week of news."""
    if weeks_ago:
        let_all_grow_older(archive, WEEK)
    for room in rooms:
        room.grow_older(WEEK)
        room.revise()
        room.publish_week()
        room.serve()
    return _crawl(archive, rooms, others)


def _crawl(archive: Path, rooms: list[Newsroom], others: list[Press]) -> Crawl:
    outlets = [room.outlet() for room in rooms]
    presses = [*(room.press for room in rooms), *others]
    crawl = run_crawl(archive, outlets, presses, max_age_days=90)
    assert (crawl.code, crawl.complaints) == (0, "")
    return crawl


def _conditions(crawl: Crawl) -> dict[str, tuple[Any, ...]]:
    """What each source is said to suffer from, by outlet."""
    rows = crawl.rows("SELECT * FROM sources")
    return {
        row["outlet_id"]: ("failing", row["outcome"])
        if row["failing_since"]
        else (row["condition"], row["condition_detail"])
        for row in rows
        if row["failing_since"] or row["condition"]
    }
