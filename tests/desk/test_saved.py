"""Saved searches: kept under a name, opened by an address, followed by a feed that needs no log-in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode
from xml.etree.ElementTree import fromstring

import feedparser
import pytest

from archive.desk_users import remove_user
from archive.saved_searches import list_searches, save_search
from records.desk import SavedSearch
from tests.desk.guards_fixtures import FIRST, SECOND, Place, Visitor, open_place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path, users=True) as opened:
        yield opened


def kept(place: Place, owner: str = "boris") -> list[SavedSearch]:
    with place.archive.reading() as connection:
        return list_searches(connection, owner)


def save(visitor: Visitor, name: str = "Надбавки", **query: str) -> SavedSearch | None:
    answer = visitor.post("/saved", {"name": name, "query": urlencode(query)})
    assert answer.headers["location"] == "/saved"
    return None


def test_a_search_is_saved_without_where_one_was_in_it_and_opens_again(place: Place) -> None:
    reader = place.reader()
    page = reader.get("/search?q=надбавки&union=stf&page=1&tone=").text
    query = re.search(r'name="query" value="([^"]*)"', page)
    assert query
    answer = reader.post(
        "/saved", {"name": " Надбавки\n стекольщикам ", "query": query[1].replace("&amp;", "&")}
    )
    assert "Поиск сохранён" in reader.get(answer.headers["location"]).text
    [search] = kept(place)
    assert search.name == "Надбавки стекольщикам"
    assert search.query == urlencode({"q": "надбавки", "union": "stf"})
    assert reader.get(f"/saved/{search.id}").headers["location"] == f"/search?{search.query}"


def test_its_name_changes_its_address_stays_and_deleted_it_is_gone(place: Place) -> None:
    reader = place.reader()
    save(reader, q="надбавки")
    [search] = kept(place)
    reader.post(f"/saved/{search.id}/rename", {"name": "Другое"})
    assert [(one.id, one.name) for one in kept(place)] == [(search.id, "Другое")]
    reader.post(f"/saved/{search.id}/delete")
    assert kept(place) == []
    assert reader.get(f"/saved/{search.id}").status_code == 404
    assert place.client().get(f"/saved/{search.id}.rss").status_code == 404


def test_nobody_changes_or_lists_anothers_search_but_its_address_may_be_shown(place: Place) -> None:
    reader, editor = place.reader(), place.editor()
    save(reader, "Моё", q="надбавки")
    [search] = kept(place)
    assert "Моё" not in editor.get("/saved").text
    assert editor.post(f"/saved/{search.id}/rename", {"name": "Твоё"}).status_code == 403
    assert editor.post(f"/saved/{search.id}/delete").status_code == 403
    assert editor.get(f"/saved/{search.id}").status_code == 303
    assert [one.name for one in kept(place)] == ["Моё"]


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "q=1"), ("\u200b\n", "q=1"), ("я" * 121, "q=1"), ("имя", "tone=7"), ("имя", "q=" + "x" * 5000),
     ("имя", "nobody-knows=1"), ("имя", "since=вчера")],
)  # fmt: skip
def test_what_cannot_be_sought_or_named_is_not_saved(place: Place, name: str, query: str) -> None:
    reader = place.reader()
    assert reader.post("/saved", {"name": name, "query": query}).status_code == 400
    assert kept(place) == []


def test_a_condition_that_this_version_does_not_know_is_named(place: Place) -> None:
    with place.archive.writing() as connection:
        search = save_search(connection, "Старый", "q=1&moon=full", "boris", place.clock())
    for answer in (place.reader().get(f"/saved/{search.id}"), place.client().get(f"/saved/{search.id}.rss")):
        assert answer.status_code == 400
        assert "не знает: moon" in answer.text


def test_a_feed_is_read_without_a_log_in_by_its_address_alone(place: Place) -> None:
    save(place.reader(), "СТФ & «Ко» <b>", union="stf", sort="relevance")
    [search] = kept(place)
    answer = place.client().get(f"/saved/{search.id}.rss")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    feed = feedparser.parse(BytesIO(answer.content))  # noqa: TID251 - a file, which it takes for no name
    assert not feed.bozo
    assert feed.version == "rss20"
    assert feed.feed.title == "СТФ & «Ко» <b> — Отклик"
    own = f"http://desk.example:8321/saved/{search.id}"
    assert {(link.rel, link.href) for link in feed.feed.links} == {("self", f"{own}.rss"), ("alternate", own)}
    assert [entry.id for entry in feed.entries] == [f"otklik:article:{SECOND}", f"otklik:article:{FIRST}"]
    assert feed.entries[0].published == "Thu, 19 Nov 2026 09:00:00 +0000"
    assert feed.entries[0].link.startswith("https://kedr.example/")
    assert "СТФ, нейтральный: СТФ провёл круглый стол." in feed.entries[0].description
    assert fromstring(answer.content).find("channel/item/guid").get("isPermaLink") == "false"  # type: ignore[union-attr]


def test_a_feed_closes_when_its_owner_is_removed_and_opens_nothing_else(place: Place) -> None:
    save(place.reader(), q="надбавки")
    [search] = kept(place)
    stranger = place.client()
    assert stranger.get(f"/saved/{search.id}").status_code == 303
    for wrong in (search.id[:-1], search.id.swapcase(), "x" * 5000, "%00"):
        assert stranger.get(f"/saved/{wrong}.rss").status_code == 404
    with place.archive.writing() as connection:
        remove_user(connection, "boris", place.clock())
    assert stranger.get(f"/saved/{search.id}.rss").status_code == 404


def test_nobody_fills_the_archive_with_searches(place: Place) -> None:
    reader = place.reader()
    with place.archive.writing() as connection:
        for number in range(200):
            save_search(connection, f"{number}", "q=1", "boris", place.clock())
    answer = reader.post("/saved", {"name": "ещё один", "query": "q=1"})
    assert answer.status_code == 400
    assert "удалите лишние" in answer.text
