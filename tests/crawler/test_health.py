"""What a crawl makes of a source's pages: real crawls of invented newsrooms, run after run."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.press import Answer, Crawl, Press, run_crawl
from tests.faults.newsroom import Newsroom, let_all_grow_older
from tests.faults.redesigns import CHANGES

WEEK = 7


@pytest.fixture
def room(press: Press) -> Newsroom:
    return Newsroom(press, "nebyl")


def next_week(room: Newsroom, archive: Path, number: int = 5, **settings: Any) -> Crawl:
    """A run a week after the last one, with so many new stories."""
    if archive.exists():
        let_all_grow_older(archive, WEEK)
    room.grow_older(WEEK)
    room.publish_week(number)
    room.serve()
    room.press.asked.clear()
    crawl = run_crawl(archive, [room.outlet()], [room.press], max_age_days=90, **settings)
    assert (crawl.code, crawl.complaints) == (0, "")
    return crawl


def condition(crawl: Crawl) -> tuple[str, str]:
    [row] = crawl.rows("SELECT condition, condition_detail FROM sources")
    return row["condition"], row["condition_detail"]


def pages_asked(room: Newsroom) -> int:
    return sum(path.startswith("/news/") for path in room.press.paths())


def test_a_broken_source_is_healthy_again_when_its_pages_are(room: Newsroom, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    assert condition(next_week(room, archive)) == ("", "")
    assert pages_asked(room) == 5
    CHANGES["captcha"](room, "")
    assert condition(next_week(room, archive)) == ("broken", "captcha")
    assert pages_asked(room) == 5 + 2, "two known pages are asked again, and these are enough"
    [row] = next_week(room, archive).rows("SELECT condition_since, last_asked FROM sources")
    assert row["condition_since"] < row["last_asked"], "it is broken since the first time"
    room.page = None
    assert condition(next_week(room, archive)) == ("", "")


def test_what_the_pages_looked_like_is_counted_run_by_run(room: Newsroom, tmp_path: Path) -> None:
    crawl = next_week(room, tmp_path / "archive.db")
    [look] = crawl.rows("SELECT * FROM looks")
    texts = [len("\n".join(story.text)) for story in room.stories]
    assert (look["pages"], look["empty"], look["dated"], look["titles"], look["texts"]) == (5, 0, 5, 5, 5)
    assert look["signed"] == sum(bool(story.author) for story in room.stories)
    assert min(texts) * 0.9 < look["chars"] < max(texts) * 1.1


def test_a_photo_report_costs_two_requests_once_in_six_hours_and_no_alarm(
    room: Newsroom, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    next_week(room, archive)
    room.mix = {"photo": 1.0}
    assert condition(next_week(room, archive, 1)) == ("", "")
    assert pages_asked(room) == 1 + 2
    room.publish_week(1)
    room.serve()
    room.press.asked.clear()
    run_crawl(archive, [room.outlet()], [room.press])
    assert pages_asked(room) == 1


def test_known_pages_are_asked_as_politely_as_all_others(room: Newsroom, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    next_week(room, archive)
    CHANGES["login page"](room, "")
    next_week(room, archive, 1, delay=0.5, concurrency_per_host=1)
    times = [request.at for request in room.press.asked]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) >= 4, "robots.txt, feed, one new page and two known ones"
    assert min(gaps[1:]) > 0.4


def test_nothing_forbidden_is_asked_again(room: Newsroom, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    next_week(room, archive)
    room.press.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /news/", content_type="text/plain")
    crawl = next_week(room, archive, 2)
    assert pages_asked(room) == 0
    assert condition(crawl) == ("broken", "robots")


def test_a_source_that_never_gave_a_text_is_named_at_once(room: Newsroom, tmp_path: Path) -> None:
    CHANGES["empty shell for scripts"](room, "")
    assert condition(next_week(room, tmp_path / "archive.db"))[0] == "broken"


def test_one_of_two_feeds_of_an_outlet_is_told_alone(
    room: Newsroom, open_press: Callable[[], Press], tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    other = Newsroom(open_press(), "other")

    def crawl() -> Crawl:
        for each in (room, other):
            each.publish_week(4)
            each.serve()
        outlet = room.outlet()
        outlet["sources"] += other.outlet()["sources"]
        return run_crawl(archive, [outlet], [room.press, other.press], max_age_days=90)

    crawl()
    let_all_grow_older(archive, WEEK)
    room.grow_older(WEEK)
    other.grow_older(WEEK)
    CHANGES["one title for all"](other, "")
    rows = crawl().rows("SELECT id, condition FROM sources ORDER BY id")
    assert [row["condition"] for row in rows] == ["", "broken"]
