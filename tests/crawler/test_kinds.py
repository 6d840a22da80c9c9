"""Every kind of source crawled over loopback HTTP, from its first answer to the archive."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.crawler.press import PARAGRAPH, Answer, Crawl, Press, order, rss, run_crawl, start_crawl
from tests.crawler.social import channel_page, post, record, vk_error, wall

NOW = datetime.now(UTC).replace(microsecond=0)
SPORT = "Команда вымышленного города выиграла матч и вышла в полуфинал кубка страны по хоккею. "
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def crawl_source(
    press: Press, tmp_path: Path, kind: str, url: str, *, keys: Any = None, **settings: Any
) -> Crawl:
    tmp_path.mkdir(exist_ok=True)
    outlet = press.outlet()
    outlet["sources"] = [{"kind": kind, "url": url, **(keys or {})}]
    settings = {"telegram_url": press.url, "vk_api_url": press.url, "vk_token": "secret-token"} | settings
    crawl = run_crawl(tmp_path / "archive.db", [outlet], [press], **settings)
    assert (crawl.code, crawl.complaints) == (0, "")
    return crawl


def ago(hours: float) -> str:
    return (NOW - timedelta(hours=hours)).isoformat()


# Telegram


def channel(press: Press, newest: int, *, per_page: int = 3, hours: float = 1) -> None:
    """A channel with posts from 1 to `newest`, each some hours older than the next, in pages as Telegram makes them."""
    for before in (None, *range(2, newest + 1)):
        last = newest if before is None else before - 1
        first = max(last - per_page + 1, 1)
        posts = [
            post(number, f"{PARAGRAPH}Запись {number}.", at=ago((newest - number) * hours))
            for number in range(first, last + 1)
        ]
        path = "/s/zarnica_press" + ("" if before is None else f"?before={before}")
        press.answers[path] = Answer(channel_page(*posts, before=first if first > 1 else None))


def numbers(crawl: Crawl) -> list[int]:
    return sorted(int(row["url"].rpartition("/")[2]) for row in crawl.rows("SELECT url FROM articles"))


def test_a_channels_posts_are_kept_page_after_page_without_fetching_each(
    press: Press, tmp_path: Path
) -> None:
    channel(press, 8)
    crawl = crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    assert numbers(crawl) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert press.paths() == [
        "/robots.txt",
        "/s/zarnica_press",
        "/s/zarnica_press?before=6",
        "/s/zarnica_press?before=3",
    ]
    (row,) = crawl.rows("SELECT * FROM articles WHERE url = 'https://t.me/zarnica_press/8'")
    assert row["text"] == f"{PARAGRAPH}Запись 8."
    assert row["published"].startswith(NOW.strftime("%Y-%m-%d %H:%M:%S"))
    assert crawl.rows("SELECT found, new, outcome FROM polls") == [{"found": 8, "new": 8, "outcome": "ok"}]
    assert {row["text"] for row in crawl.rows("SELECT text FROM links")} == {""}, "kept once, in the article"


def test_the_next_crawl_goes_back_only_to_what_is_known(press: Press, tmp_path: Path) -> None:
    channel(press, 4)
    crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    channel(press, 9)
    press.asked.clear()
    crawl = crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    assert numbers(crawl) == list(range(1, 10))
    assert press.paths()[1:] == [
        "/s/zarnica_press",
        "/s/zarnica_press?before=7",
        "/s/zarnica_press?before=4",
    ]
    press.asked.clear()
    crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    assert press.paths()[1:] == ["/s/zarnica_press"]


def test_a_channel_is_read_neither_past_its_limit_nor_past_what_is_too_old(
    press: Press, tmp_path: Path
) -> None:
    channel(press, 30)
    limited = crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press", keys={"pages": 2})
    assert numbers(limited) == list(range(25, 31))
    assert limited.details() == ["pages left unread: 1"]
    channel(press, 30, hours=24 * 12)
    old = crawl_source(press, tmp_path / "old", "telegram", "https://t.me/zarnica_press", max_age_days=30)
    assert numbers(old) == [28, 29, 30]


def test_a_page_that_fails_half_way_leaves_no_gap(press: Press, tmp_path: Path) -> None:
    channel(press, 9)
    older = press.answers["/s/zarnica_press?before=7"]
    press.answers["/s/zarnica_press?before=7"] = Answer(status=502)
    crawl = crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    assert numbers(crawl) == [7, 8, 9]
    assert "before=7: http-502" in crawl.details()[0]
    press.answers["/s/zarnica_press?before=7"] = older
    crawl = crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    assert numbers(crawl) == list(range(1, 10))
    press.asked.clear()
    crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    assert press.paths()[1:] == ["/s/zarnica_press"]


def test_a_crawl_that_is_killed_between_two_pages_leaves_no_gap(press: Press, tmp_path: Path) -> None:
    channel(press, 9)
    older = press.answers["/s/zarnica_press?before=7"]
    asked, over = Event(), Event()

    def hang(_handler: BaseHTTPRequestHandler) -> None:
        asked.set()
        over.wait(60)

    press.answers["/s/zarnica_press?before=7"] = Answer(write=hang)
    outlet = press.outlet()
    outlet["sources"] = [{"kind": "telegram", "url": "https://t.me/zarnica_press"}]
    with start_crawl() as started:
        assert started.stdin is not None
        archive = tmp_path / "archive.db"
        started.stdin.write(order(archive, [outlet], [press], telegram_url=press.url, deadline=60.0))
        started.stdin.close()
        assert asked.wait(60)
        started.kill()
    over.set()
    press.answers["/s/zarnica_press?before=7"] = older
    assert numbers(crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")) == list(
        range(1, 10)
    )


def test_posts_pass_the_same_steps_as_pages_with_a_length_of_their_own(press: Press, tmp_path: Path) -> None:
    press.answers["/s/zarnica_press"] = Answer(
        channel_page(
            post(1, PARAGRAPH, at=ago(24 * 90)),
            post(2, SPORT, at=ago(3)),
            post(3, "Профсоюз!", at=ago(2)),
            post(4, "Профсоюз завода «Зарница» ждёт всех на собрании в пятницу.", at=ago(1)),
        )
    )
    crawl = crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    assert crawl.reasons() == {
        "/zarnica_press/1": "too-old",
        "/zarnica_press/2": "not-relevant",
        "/zarnica_press/3": "too-short",
        "/zarnica_press/4": None,
    }


def test_a_channel_without_a_preview_is_a_failure_of_its_source(press: Press, tmp_path: Path) -> None:
    press.answers["/s/zarnica_press"] = Answer(status=302, headers={"Location": "/zarnica_press"})
    press.answers["/zarnica_press"] = Answer(b'<html><body><div class="tgme_page">Join</div></body></html>')
    crawl = crawl_source(press, tmp_path, "telegram", "https://t.me/s/zarnica_press")
    assert crawl.outcomes() == ["unreadable"]
    assert "no preview" in crawl.details()[0]


def test_a_post_that_a_killed_crawl_had_listed_is_decided_by_the_next(press: Press, tmp_path: Path) -> None:
    """A kill between the poll and the posts leaves links with their texts and nothing else: made here by hand."""
    channel(press, 3)
    crawl = crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    texts = {row["url"]: row["text"] for row in crawl.rows("SELECT url, text FROM articles")}
    undecide(tmp_path / "archive.db", texts)
    press.answers["/s/zarnica_press"] = Answer(channel_page(post(9, SPORT)))
    crawl = crawl_source(press, tmp_path, "telegram", "https://t.me/zarnica_press")
    assert {row["url"]: row["text"] for row in crawl.rows("SELECT url, text FROM articles")} == texts


def undecide(archive: Path, texts: dict[str, str]) -> None:
    with sqlite3.connect(archive) as connection:
        connection.execute("UPDATE links SET decided = NULL, run_id = NULL, reason = NULL, article_id = NULL")
        connection.execute("DELETE FROM articles")
        for url, text in texts.items():
            connection.execute("UPDATE links SET text = ? WHERE url = ?", (text, url))
    connection.close()


# VK


def wall_path(offset: int, about: str = "domain=zarnica_prof") -> str:
    return f"/method/wall.get?{about}&offset={offset}&count=100&filter=owner&extended=1&v=5.199"


def test_a_wall_is_read_in_pages_with_the_key_in_a_header(press: Press, tmp_path: Path) -> None:
    press.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /")
    moment = int(NOW.timestamp())
    items = [record(number, f"{PARAGRAPH} {number}", date=moment - number * 60) for number in range(150)]
    press.answers[wall_path(0)] = Answer(wall(items[:100], count=150), content_type="application/json")
    press.answers[wall_path(100)] = Answer(wall(items[100:], count=150), content_type="application/json")
    crawl = crawl_source(press, tmp_path, "vk", "https://vk.com/zarnica_prof")
    assert len(crawl.rows("SELECT id FROM articles")) == 150
    assert press.paths() == [wall_path(0), wall_path(100)]
    assert {request.headers["authorization"] for request in press.asked} == {"Bearer secret-token"}
    assert "secret-token" not in (tmp_path / "archive.db").read_bytes().decode("latin-1")
    assert press.asked[1].at - press.asked[0].at >= 1 / 3


def test_the_rate_limit_holds_over_all_communities(press: Press, tmp_path: Path) -> None:
    outlet = press.outlet()
    outlet["sources"] = [{"kind": "vk", "url": f"https://vk.com/club{number}"} for number in range(1, 6)]
    for number in range(1, 6):
        press.answers[wall_path(0, f"owner_id=-{number}")] = Answer(wall([]))
    run_crawl(
        tmp_path / "a.db", [outlet], [press], vk_api_url=press.url, vk_token="t", concurrency_per_host=8
    )
    moments = [request.at for request in press.asked]
    assert len(moments) == 5
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 1 / 3


def test_without_a_token_the_source_says_so_and_the_crawl_goes_on(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1")
    outlet = press.outlet()
    outlet["sources"].append({"kind": "vk", "url": "https://vk.com/zarnica_prof"})
    crawl = run_crawl(tmp_path / "archive.db", [outlet], [press], vk_api_url=press.url)
    assert (crawl.code, crawl.complaints) == (0, "")
    assert sorted(crawl.outcomes()) == ["no-token", "ok"]
    assert any("OTKLIK_CRAWL__VK_TOKEN" in detail for detail in crawl.details())
    assert crawl.reasons() == {"/news/1": None}


@pytest.mark.parametrize(("code", "outcome"), [(5, "api-refused"), (15, "api-refused"), (29, "http-429")])
def test_an_error_of_the_api_is_told_in_russian(
    press: Press, tmp_path: Path, code: int, outcome: str
) -> None:
    press.answers[wall_path(0)] = Answer(vk_error(code, "told in English"))
    crawl = crawl_source(press, tmp_path, "vk", "https://vk.com/zarnica_prof")
    assert crawl.outcomes() == [outcome]
    assert f"ошибка {code}" in crawl.details()[0] or "лимит" in crawl.details()[0]


def test_the_key_follows_no_redirect(press: Press, open_press: Callable[[], Press], tmp_path: Path) -> None:
    other = open_press()
    press.answers[wall_path(0)] = Answer(status=302, headers={"Location": f"{other.url}/thief"})
    outlet = press.outlet()
    outlet["sources"] = [{"kind": "vk", "url": "https://vk.com/zarnica_prof"}]
    crawl = run_crawl(
        tmp_path / "a.db", [outlet], [press, other], vk_api_url=press.url, vk_token="secret-token"
    )
    assert (crawl.outcomes(), other.asked) == (["http-302"], [])


# Sitemaps


def sitemap(*paths: tuple[str, str]) -> bytes:
    entries = "".join(
        f"<url><loc>{path}</loc><lastmod>{modified}</lastmod></url>" for path, modified in paths
    )
    return f"<urlset {NAMESPACE}>{entries}</urlset>".encode()


def parts(*entries: tuple[str, str]) -> bytes:
    inside = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in entries)
    return f"<sitemapindex {NAMESPACE}>{inside}</sitemapindex>".encode()


def test_an_index_is_read_through_its_packed_and_nested_parts(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2", feed="/unused.xml")
    old = ago(24 * 60)
    press.answers["/sitemap.xml"] = Answer(
        parts(
            (f"{press.url}/a.xml.gz", ago(1)),
            (f"{press.url}/deep.xml", ago(2)),
            (f"{press.url}/old.xml", old),
        )
    )
    press.answers["/a.xml.gz"] = Answer(
        gzip.compress(sitemap((f"{press.url}/news/1", ago(1)), (f"{press.url}/news/0", old))),
        content_type="application/gzip",
    )
    press.answers["/deep.xml"] = Answer(
        parts((f"{press.url}/b.xml", ago(2)), (f"{press.url}/sitemap.xml", ago(1)))
    )
    press.answers["/b.xml"] = Answer(sitemap((f"{press.url}/news/2", ago(2))))
    crawl = crawl_source(press, tmp_path, "sitemap", f"{press.url}/sitemap.xml")
    assert crawl.reasons() == {"/news/1": None, "/news/2": None}
    assert press.paths()[1:5] == ["/sitemap.xml", "/a.xml.gz", "/deep.xml", "/b.xml"]
    assert "/old.xml" not in press.paths()


def test_a_part_that_fails_is_made_up_for_by_the_next_reading(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2", feed="/unused.xml")
    press.answers["/sitemap.xml"] = Answer(
        parts((f"{press.url}/a.xml", ago(1)), (f"{press.url}/b.xml", ago(24 * 9))), headers={"ETag": '"1"'}
    )
    press.answers["/a.xml"] = Answer(status=500)
    press.answers["/b.xml"] = Answer(sitemap((f"{press.url}/news/2", ago(24 * 9))))
    crawl = crawl_source(press, tmp_path, "sitemap", f"{press.url}/sitemap.xml")
    assert crawl.rows("SELECT etag, complete FROM sources") == [{"etag": None, "complete": 0}]
    press.answers["/a.xml"] = Answer(sitemap((f"{press.url}/news/1", ago(1))))
    crawl = crawl_source(press, tmp_path, "sitemap", f"{press.url}/sitemap.xml")
    assert crawl.reasons() == {"/news/1": None, "/news/2": None}
    assert crawl.rows("SELECT etag, complete FROM sources") == [{"etag": '"1"', "complete": 1}]


def test_a_news_sitemap_is_read_like_a_feed(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", feed="/unused.xml")
    news = (
        f"<urlset {NAMESPACE} xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url>"
        f"<loc>{press.url}/news/1</loc><news:news><news:publication_date>{ago(5)}</news:publication_date>"
        "<news:title>Договор подписан</news:title></news:news></url></urlset>"
    )
    press.answers["/news.xml"] = Answer(news.encode())
    crawl = crawl_source(press, tmp_path, "news-sitemap", f"{press.url}/news.xml")
    (link,) = crawl.rows("SELECT title, published FROM links")
    assert link["title"] == "Договор подписан"
    assert link["published"] is not None
    assert crawl.reasons() == {"/news/1": None}


# Listings and feeds in pages


def listing_page(paths: list[str], next_path: str | None) -> bytes:
    links = "".join(f'<li><a href="{path}">{path}</a></li>' for path in paths)
    more = f'<a class="next" href="{next_path}">Дальше</a>' if next_path else ""
    return f"<html><body><ul>{links}</ul><div class='pager'>{more}</div></body></html>".encode()


@pytest.mark.parametrize("selector", ["a.next", "div.pager", "//a[@class='next']/@href"])
def test_a_listing_is_followed_until_nothing_is_new(press: Press, tmp_path: Path, selector: str) -> None:
    paths = [f"/news/{number}" for number in range(8)]
    press.publish(*paths, feed="/unused.xml")
    press.answers["/"] = Answer(listing_page(paths[4:6], "/?page=2"))
    press.answers["/?page=2"] = Answer(listing_page(paths[2:4], "/?page=3"))
    press.answers["/?page=3"] = Answer(listing_page(paths[0:2], "/"))
    keys = {"links": ["li a"], "next": [selector]}
    crawl = crawl_source(press, tmp_path, "listing", press.url + "/", keys=keys)
    assert crawl.reasons() == dict.fromkeys(paths[:6])
    press.answers["/"] = Answer(listing_page(paths[6:8], "/?page=2"))
    press.answers["/?page=2"] = Answer(listing_page(paths[4:6], "/?page=3"))
    press.asked.clear()
    assert crawl_source(press, tmp_path, "listing", press.url + "/", keys=keys).reasons() == dict.fromkeys(
        paths
    )
    assert [path for path in press.paths() if "news" not in path] == ["/robots.txt", "/", "/?page=2"]


def test_a_json_feed_is_read_by_the_kind_feed(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", feed="/unused.xml")
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": "1", "url": "{press.url}/news/1"}}]}}'
    press.answers["/feed.json"] = Answer(body.encode(), content_type="application/feed+json")
    assert crawl_source(press, tmp_path, "feed", press.url + "/feed.json").reasons() == {"/news/1": None}


def test_an_article_whose_feed_has_all_of_it_is_not_fetched(press: Press, tmp_path: Path) -> None:
    text = PARAGRAPH * 4
    whole = (
        f"<item><title>Договор подписан</title><link>{press.url}/whole?utm_source=rss</link>"
        f"<pubDate>{format_datetime(NOW)}</pubDate>"
        f"<content:encoded>{escape(f'<p>{text}</p>')}</content:encoded></item>"
    )
    body = rss([f"{press.url}/teaser"]).decode().replace("</channel>", whole + "</channel>")
    body = body.replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    press.publish("/teaser")
    press.answers["/rss.xml"] = Answer(body.encode(), content_type="application/rss+xml")
    crawl = crawl_source(press, tmp_path, "feed", press.url + "/rss.xml")
    assert [path for path in press.paths() if path.startswith("/whole")] == []
    (row,) = crawl.rows("SELECT * FROM articles WHERE url LIKE '%/whole%'")
    assert (row["title"], row["text"]) == ("Договор подписан", text.strip())
    assert (row["canonical_url"], row["published_by"]) == (f"{press.url}/whole", "feed")
    assert len(crawl.rows("SELECT id FROM articles")) == 2


def test_what_answers_say_about_asking_again_is_kept(
    press: Press, open_press: Callable[[], Press], tmp_path: Path
) -> None:
    new = open_press()
    new.publish("/news/1")
    feed = new.answers["/rss.xml"].body.replace(b"<channel>", b"<channel><ttl>90</ttl>")
    new.answers["/rss.xml"] = Answer(feed, headers={"Cache-Control": "public, max-age=600"})
    press.answers["/rss.xml"] = Answer(status=301, headers={"Location": f"{press.url}/moved.xml"})
    press.answers["/moved.xml"] = Answer(status=308, headers={"Location": f"{new.url}/rss.xml"})

    def remembered() -> dict[str, Any]:
        crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press, new])
        return crawl.rows("SELECT * FROM sources")[0]

    first = remembered()
    assert (first["moved_to"], first["period"]) == (f"{new.url}/rss.xml", 5400.0)
    assert seconds(first["fresh_until"], first["last_asked"]) == pytest.approx(600, abs=1)
    assert remembered()["moved_since"] == first["moved_since"] == first["last_asked"]
    press.answers["/rss.xml"] = Answer(status=410)
    gone = remembered()
    assert (gone["outcome"], gone["moved_to"], gone["period"]) == ("http-410", f"{new.url}/rss.xml", 5400.0)
    press.answers["/rss.xml"] = Answer(status=302, headers={"Location": f"{new.url}/rss.xml"})
    back = remembered()
    assert (back["moved_to"], back["moved_since"], back["retry_at"]) == (None, None, None)
    press.answers["/rss.xml"] = Answer(status=503, headers={"Retry-After": "120"})
    refused = remembered()
    assert seconds(refused["retry_at"], refused["last_asked"]) == pytest.approx(120, abs=1)


def seconds(later: str, earlier: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def test_a_slow_outlet_holds_no_place_of_the_others(
    press: Press, open_press: Callable[[], Press], tmp_path: Path
) -> None:
    """Four places for all; a delay per server: were the places one outlet's, the others would come after it."""
    quick = [open_press() for _ in range(3)]
    press.publish(*(f"/news/{number}" for number in range(20)))
    for other in quick:
        other.publish("/news/1", "/news/2")
    outlets = [press.outlet("slow"), *(other.outlet(f"quick{n}") for n, other in enumerate(quick))]
    crawl = run_crawl(
        tmp_path / "archive.db", outlets, [press, *quick], concurrency=4, concurrency_per_host=1, delay=0.1
    )
    assert set(crawl.reasons().values()) == {None}
    last = max(other.asked[-1].at for other in quick)
    assert sum(request.at < last for request in press.asked) < 10
