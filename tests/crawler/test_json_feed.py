"""JSON Feed 1.0 and 1.1: bytes in, links out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crawler.json_feed import looks_like_json, parse_json_feed
from crawler.links import Listing
from records.registry import Source

ZONE = ZoneInfo("Asia/Yekaterinburg")
ASKED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
URL = "https://zarya.example/feed.json"
LONG = "Профком вымышленного завода договорился о новом порядке индексации. " * 10


def parse(body: bytes, **options: Any) -> Listing:
    source = Source(id="zarya/0", outlet_id="zarya", kind="feed", url=URL, **options)
    return parse_json_feed(body, source=source, url=URL, zone=ZONE, asked=ASKED)


def feed(*items: Any, version: str = "https://jsonfeed.org/version/1.1", **more: Any) -> bytes:
    return json.dumps({"version": version, "title": "Заря", "items": items, **more}).encode()


def test_an_item_becomes_a_link_with_all_that_it_says() -> None:
    (link,) = parse(
        feed(
            {
                "id": "urn:1",
                "url": "/news/1",
                "title": "Договор подписан",
                "summary": "Коротко",
                "date_published": "2026-11-22T14:05:00+05:00",
                "date_modified": "2026-11-22T15:05:00+05:00",
                "authors": [{"name": "Ирина Выдумова"}, {"url": "https://zarya.example/a"}],
                "content_html": f"<p>{LONG}</p><p>Конец.</p>",
            }
        )
    ).links
    assert (link.url, link.title, link.summary) == (
        "https://zarya.example/news/1",
        "Договор подписан",
        "Коротко",
    )
    assert link.published == datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
    assert link.updated == datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
    assert link.authors == ("Ирина Выдумова",)
    assert link.text == f"{LONG.strip()}\nКонец."


def test_version_one_has_one_author() -> None:
    body = feed(
        {"id": "1", "url": "/1", "author": {"name": "И. Выдумова"}}, version="https://jsonfeed.org/version/1"
    )
    assert parse(body).links[0].authors == ("И. Выдумова",)


def test_plain_text_is_the_text_where_there_is_no_html() -> None:
    (link,) = parse(feed({"id": "1", "url": "/1", "content_text": f"{LONG}\n\n{LONG}"})).links
    assert link.text == f"{LONG.strip()}\n{LONG.strip()}"


def test_the_register_can_say_that_the_text_is_not_whole() -> None:
    assert parse(feed({"id": "1", "url": "/1", "content_text": LONG}), full_text=False).links[0].text == ""


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ({"id": "https://zarya.example/1"}, "https://zarya.example/1"),
        ({"id": "1", "external_url": "https://other.example/1"}, "https://other.example/1"),
        ({"id": "1", "url": "/1", "external_url": "https://other.example/1"}, "https://zarya.example/1"),
    ],
)
def test_an_item_is_found_at_its_own_address_first(item: dict[str, str], url: str) -> None:
    assert [link.url for link in parse(feed(item)).links] == [url]


def test_a_feed_in_pages_names_the_next() -> None:
    assert parse(feed(next_url="?page=2")).next_url == "https://zarya.example/feed.json?page=2"
    assert parse(feed()).next_url == ""


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[1]",
        b"{",
        b'{"version": 1}',
        b'{"version": "https://example.org/1"}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_other_json_is_no_feed(body: bytes) -> None:
    assert parse(body).outcome == "not-a-feed"


@pytest.mark.parametrize(
    "item", [None, 5, "x", {}, {"id": 5}, {"url": ["/1"]}, {"url": "javascript:alert(1)"}]
)
def test_a_broken_item_costs_itself_alone(item: object) -> None:
    listing = parse(
        feed(item, {"id": "1", "url": "/1", "title": {"x": 1}, "date_published": 5, "authors": "x"})
    )
    assert [link.url for link in listing.links] == ["https://zarya.example/1"]


def test_json_is_told_by_its_first_sign() -> None:
    assert looks_like_json(b"\xef\xbb\xbf \n{")
    assert not looks_like_json(b"<rss>")
    assert not looks_like_json(b"")
