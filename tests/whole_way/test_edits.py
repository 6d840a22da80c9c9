"""An outlet edits an article: it is read again, understood anew, placed anew and found by its new words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.crawler.conftest import open_press
from tests.crawler.press import Answer, Press, page, read_rows
from tests.crawler.test_page_copies import an_hour_later, atom
from tests.otklik.conftest import Run, otklik
from tests.otklik.site import configure
from tests.otklik.test_sources_check import register

__all__ = ["open_press", "otklik"]  # fixtures
RELEASE = (
    "Федерация профсоюзов Курганской области поздравила коллектив вымышленного завода «Зарница» с новым "
    "колдоговором. Индексация составит семь процентов, доплаты за ночные смены вырастут вдвое. "
)
EDITED = (
    "Переговоры на вымышленном заводе «Зарница» сорваны. Федерация профсоюзов Курганской области обвинила дирекцию "
    "в обмане рабочих и назвала её поведение позорным. Забастовка возможна уже в декабре. "
)
YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def crawl(otklik: Run) -> None:
    done = otklik("crawl", "--all")
    assert done.returncode == 0, done.stderr


def found(otklik: Run, word: str) -> dict[str, Any]:
    """Hits by the outlet's id."""
    hits = json.loads(otklik("search", word, "--json").stdout)["hits"]
    return {hit["outlet"]: hit for hit in hits}


def article(folder: Path, press: Press) -> dict[str, Any]:
    query = f"SELECT * FROM articles WHERE url = '{press.url}/1'"
    [row] = read_rows(folder / "data" / "archive.db", query)
    return row


def test_an_edited_article_leaves_its_story_and_is_found_by_its_new_words(
    otklik: Run, tmp_path: Path, open_press: Callable[[], Press]
) -> None:
    first, copy = open_press(), open_press()
    configure(tmp_path, first, copy, more="only_own = true")
    for press, name in ((first, "zarya"), (copy, "vestnik")):
        register(tmp_path, press, name)
        published = YESTERDAY if press is first else YESTERDAY + timedelta(hours=1)
        press.answers["/rss.xml"] = atom(press, published, "/1")
        moment = f'<meta property="article:published_time" content="{published.isoformat()}">'
        press.answers["/1"] = Answer(page("Договор подписан", text=RELEASE, head=moment, times=3))
    crawl(otklik)
    before = article(tmp_path, first)
    assert article(tmp_path, copy)["story_id"] == before["id"], "a copy of the first"
    assert set(found(otklik, "колдоговор")) == {"zarya", "vestnik"}

    an_hour_later(tmp_path / "data")
    moment = f'<meta property="article:published_time" content="{YESTERDAY.isoformat()}">'
    first.answers["/1"] = Answer(page("Переговоры сорваны", text=EDITED, head=moment, times=3))
    first.answers["/rss.xml"] = atom(first, datetime.now(UTC), "/1")
    crawl(otklik)
    assert article(tmp_path, first) == before, "until it is read again, all stands as it stood"
    crawl(otklik)

    after = article(tmp_path, first)
    assert (after["id"], after["state"], after["timestamp"]) == (before["id"], "indexed", before["timestamp"])
    assert after["revision"] > before["revision"]
    assert article(tmp_path, copy)["story_id"] != before["id"], "it repeats nobody any more"
    assert set(found(otklik, "колдоговор")) == {"vestnik"}
    hit = found(otklik, "забастовка")["zarya"]
    assert hit["title"] == "Переговоры сорваны"
    assert "обвинила" in hit["evidence"][0]["sentence"]
    assert otklik("index", "status").returncode == 0
    connection = sqlite3.connect(tmp_path / "data" / "archive.db")
    assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    assert connection.execute("SELECT title FROM article_texts").fetchall() == [("Договор подписан",)]
    connection.close()
    saved = otklik("sources", "page", first.url + "/1", "--json").stdout
    assert len(json.loads(saved)["revisions"]) == 2
