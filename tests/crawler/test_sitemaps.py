"""Sitemaps, news sitemaps and their indexes: bytes in, fresh links and parts out."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.links import Listing
from crawler.sitemaps import parse_sitemap
from records.registry import Source, SourceKind
from tests.crawler.press import ROOT

ZONE = ZoneInfo("Asia/Yekaterinburg")
SINCE = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://zarya.example/sitemap.xml"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def parse(body: bytes, kind: SourceKind = "sitemap", most_bytes: int = 2**24) -> Listing:
    source = Source(id="zarya/0", outlet_id="zarya", kind=kind, url=URL)
    return parse_sitemap(body, source=source, url=URL, zone=ZONE, since=SINCE, most_bytes=most_bytes)


def urlset(*entries: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACES}>{"".join(entries)}</urlset>'.encode()


def entry(path: str, modified: str = "", news: str = "") -> str:
    stamp = f"<lastmod>{modified}</lastmod>" if modified else ""
    return f"<url><loc>https://zarya.example{path}</loc>{stamp}{news}</url>"


def news(published: str, title: str) -> str:
    return (
        "<news:news><news:publication><news:name>Заря</news:name><news:language>ru</news:language></news:publication>"
        f"<news:publication_date>{published}</news:publication_date><news:title>{title}</news:title></news:news>"
    )


def index(*parts: tuple[str, str]) -> bytes:
    entries = "".join(
        f"<sitemap><loc>https://zarya.example{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for path, day in parts
    )
    return f'<?xml version="1.0"?><sitemapindex {NAMESPACES}>{entries}</sitemapindex>'.encode()


def paths(listing: Listing) -> list[str]:
    return [link.url.removeprefix("https://zarya.example") for link in listing.links]


def test_only_what_changed_in_the_window_is_taken() -> None:
    listing = parse(
        urlset(
            entry("/old", "2026-11-19"),
            entry("/that-day", "2026-11-20"),
            entry("/earlier-that-day", "2026-11-20T09:00:00+05:00"),
            entry("/new", "2026-11-21T09:00:00+05:00"),
            entry("/undated"),
            entry("/2026/11/23/dated-by-its-address"),
            entry("/2025/11/23/long-ago"),
        )
    )
    assert listing.outcome == "ok"
    assert paths(listing) == ["/that-day", "/earlier-that-day", "/new", "/2026/11/23/dated-by-its-address"]
    assert all(link.published is None for link in listing.links), "a change is no publication"
    assert listing.links[2].updated == datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
    assert listing.unusable == {"undated": 1}


def test_a_news_sitemap_gives_titles_and_times_of_publication() -> None:
    fresh = news("2026-11-22T14:05:00+05:00", "Профком «Зари» подписал договор")
    touched = news("2026-10-01T10:00:00+05:00", "Старое, но правленное сегодня")
    listing = parse(
        urlset(
            entry("/1", news=fresh), entry("/2", "2026-11-23T10:00:00Z", news=touched), entry("/3", news="")
        ),
        "news-sitemap",
    )
    assert paths(listing) == ["/1", "/3"]
    assert listing.links[0].title == "Профком «Зари» подписал договор"
    assert listing.links[0].published == datetime(2026, 11, 22, 9, 5, tzinfo=UTC)


def test_a_picture_in_a_sitemap_does_not_stand_for_the_article() -> None:
    picture = (
        '<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        "<image:loc>https://zarya.example/1.jpg</image:loc><image:title>Фото</image:title></image:image>"
    )
    listing = parse(urlset(entry("/1", "2026-11-22", picture)))
    assert [(link.url, link.title) for link in listing.links] == [("https://zarya.example/1", "")]


def test_an_index_gives_its_fresh_parts_newest_first() -> None:
    listing = parse(
        index(
            ("/a.xml", ""),
            ("/old.xml", "2026-10-01"),
            ("/b.xml", "2026-11-21"),
            ("/c.xml.gz", "2026-11-23T10:00:00+03:00"),
            ("/news-2026-10.xml", ""),
            ("/news-2026-11.xml", ""),
        )
    )
    assert [part.removeprefix("https://zarya.example") for part in listing.children] == [
        "/c.xml.gz",
        "/b.xml",
        "/news-2026-11.xml",
        "/a.xml",
    ]
    assert (listing.outcome, listing.links) == ("ok", ())


def test_a_packed_sitemap_is_unpacked_member_after_member() -> None:
    body = urlset(entry("/1", "2026-11-22"))
    assert paths(parse(gzip.compress(body[:100]) + gzip.compress(body[100:]))) == ["/1"]


def test_a_packed_bomb_is_refused_without_being_unpacked() -> None:
    bomb = gzip.compress(urlset(entry("/1", "2026-11-22")) + b" " * 2**26)
    tracemalloc.start()
    outcome = parse(bomb, most_bytes=2**20).outcome
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outcome == "too-large"
    assert peak < 2**23


@pytest.mark.parametrize("cut", [20, -1])
def test_a_packed_sitemap_that_is_broken_is_no_sitemap(cut: int) -> None:
    packed = gzip.compress(urlset(entry("/1", "2026-11-22")))
    broken = packed[:10] + b"\xff" * 20 if cut < 0 else packed[:cut]
    assert parse(broken).outcome in ("unreadable", "not-a-feed")


def test_a_sitemap_that_is_cut_gives_its_whole_entries() -> None:
    whole = urlset(entry("/1", "2026-11-22"), entry("/2", "2026-11-22"))
    listing = parse(whole[: whole.index(b"/2</loc>") + 1])
    assert (paths(listing), listing.whole) == (["/1"], False)
    assert parse(whole).whole


def test_a_sitemap_without_any_date_is_a_failure_that_says_so() -> None:
    listing = parse(urlset(entry("/1"), entry("/2")))
    assert (listing.outcome, listing.links) == ("unreadable", ())
    assert "none of 2 entries has a date" in listing.detail


def test_a_sitemap_with_nothing_new_is_no_failure() -> None:
    assert parse(urlset()).outcome == "ok"
    assert parse(urlset(entry("/1", "2020-01-01"))).outcome == "ok"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<html><body><h1>404</h1></body></html>", "not-a-feed"),
        (b"/etc/passwd", "not-a-feed"),
        (b"{}", "not-a-feed"),
        (b"\x00" * 99, "not-a-feed"),
        (b"https://zarya.example/1\nhttps://zarya.example/2\n", "not-a-feed"),
    ],
)
def test_what_is_no_sitemap_is_called_so(body: bytes, outcome: str) -> None:
    assert parse(body).outcome == outcome


def test_entities_are_neither_fetched_nor_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://inner.example/secret")
    lines = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    for declarations, name in (
        (f'<!ENTITY x SYSTEM "file://{secret}">', "x"),
        (f'<!ENTITY l0 "ha">{lines}', "l9"),
    ):
        body = urlset(entry(f"/&{name};", "2026-11-22"), entry("/whole", "2026-11-22")).replace(
            b"<urlset", f"<!DOCTYPE urlset [{declarations}]><urlset".encode(), 1
        )
        tracemalloc.start()
        listing = parse(body)
        assert tracemalloc.get_traced_memory()[1] < 2**22
        tracemalloc.stop()
        assert all("inner" not in link.url and len(link.url) < 100 for link in listing.links)


def test_nesting_without_end_is_survived() -> None:
    listing = parse(b"<urlset>" + b"<url>" * 100_000)
    assert listing.links == ()


def test_fifty_thousand_entries_cost_little_memory_and_more_are_counted() -> None:
    body = urlset(
        *(entry(f"/news/{number}", "2026-01-01") for number in range(50_010)), entry("/n", "2026-11-22")
    )
    tracemalloc.start()
    listing = parse(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (listing.links, listing.unusable) == ((), {"too-many": 11})
    assert peak < 2**24


JUNK = """
from pathlib import Path
from tests.crawler.test_sitemaps import parse
def held():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
junk = b"<x/>" * 600_000
body = b"<urlset>" + junk + b"<url>" + junk + b"</url></urlset>"
before = held()
assert parse(body).links == ()
print(held() - before)
"""


def test_junk_between_the_entries_fills_no_memory() -> None:
    """In a process of its own, for libxml2 keeps its memory where tracemalloc does not look."""
    done = subprocess.run([sys.executable, "-c", JUNK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 40_000  # KiB


def test_an_old_encoding_is_read_as_declared() -> None:
    body = urlset(entry("/1", news=news("2026-11-22T10:00:00+05:00", "Зарплата выросла")))
    old = body.decode().replace("UTF-8", "windows-1251").encode("cp1251")
    assert parse(old, "news-sitemap").links[0].title == "Зарплата выросла"
