"""An article in several pages is one article."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.crawler.press import Answer, Press, page, rss, run_crawl

WORDS = "Профсоюз депо «Зарница» собрал рабочих на смене номер {part}, и мастер рассказал о новом графике отдыха. "


def publish_parts(press: Press, number: int = 3) -> None:
    for part in range(1, number + 1):
        following = f'<link rel="next" href="/news/1?page={part + 1}">' if part < number else ""
        path = "/news/1" if part == 1 else f"/news/1?page={part}"
        text = WORDS.format(part=part) * 3
        press.answers[path] = Answer(page(title="Смена", head=following, text=text))
    press.answers["/rss.xml"] = Answer(rss([press.url + "/news/1"]))


def kept_text(press: Press, tmp_path: Path) -> str:
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert (crawl.code, crawl.complaints) == (0, "")
    (row,) = crawl.rows("SELECT text, canonical_url FROM articles")
    assert row["canonical_url"] == press.url + "/news/1"
    return str(row["text"])


def test_the_parts_are_joined_in_their_order(press: Press, tmp_path: Path) -> None:
    publish_parts(press)
    text = kept_text(press, tmp_path)
    assert [text.index(f"номер {part}") for part in (1, 2, 3)] == sorted(
        text.index(f"номер {part}") for part in (1, 2, 3)
    )


def test_a_part_that_is_gone_leaves_what_came_before(press: Press, tmp_path: Path) -> None:
    publish_parts(press)
    press.answers["/news/1?page=2"] = Answer(status=404)
    text = kept_text(press, tmp_path)
    assert "номер 1" in text
    assert "номер 3" not in text


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


@pytest.mark.parametrize("trouble", [Answer(status=500), Answer(write=hang_up)])
def test_a_part_that_fails_for_now_sends_the_article_back_to_wait(
    trouble: Answer, press: Press, tmp_path: Path
) -> None:
    publish_parts(press)
    press.answers["/news/1?page=3"] = trouble
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.reasons() == {"/news/1": "waiting"}


def test_a_site_that_shows_one_page_under_every_number_is_not_followed_for_ever(
    press: Press, tmp_path: Path
) -> None:
    publish_parts(press, 30)
    for part in range(2, 31):
        press.answers[f"/news/1?page={part}"].body = press.answers["/news/1"].body
    text = kept_text(press, tmp_path)
    assert text.count("Часть 0") == 1
    assert len([path for path in press.paths() if "page=" in path]) == 1


def test_no_more_than_ten_parts_are_read(press: Press, tmp_path: Path) -> None:
    publish_parts(press, 30)
    assert "номер 11" not in kept_text(press, tmp_path)
    assert len([path for path in press.paths() if "page=" in path]) == 9
