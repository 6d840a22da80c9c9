"""Feeds and listing pages: saved bytes in, links out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.feeds import parse_feed
from crawler.links import Listing
from crawler.listings import parse_listing
from records.errors import ConfigError
from records.registry import Source

ZONE = ZoneInfo("Asia/Yekaterinburg")
ASKED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
URL = "https://zarya.example/rss/main.xml"
FEED = Source(id="zarya/0", outlet_id="zarya", kind="feed", url=URL)


def parse(body: bytes, content_type: str = "application/rss+xml") -> Listing:
    return parse_feed(body, source=FEED, url=URL, content_type=content_type, zone=ZONE, asked=ASKED)


def rss(items: str, declaration: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{declaration}<rss version="2.0"><channel><title>Заря</title>{items}</channel></rss>'


def item(link: str, extra: str = "") -> str:
    return f"<item><title>Профком «Зарницы» &amp; дирекция</title><link>{link}</link>{extra}</item>"


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Заря</title>
<entry><title>Договор</title><link rel="alternate" href="/news/1"/><id>tag:zarya,1</id>
<updated>2026-11-22T10:00:00+05:00</updated><summary>&lt;b&gt;Кратко&lt;/b&gt; о договоре</summary></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://zarya.example/"><title>Заря</title></channel>
<item rdf:about="https://zarya.example/news/1"><title>Договор</title><link>https://zarya.example/news/1</link>
<dc:date>2026-11-22T10:00:00+05:00</dc:date></item></rdf:RDF>"""


def test_rss_gives_its_items_with_plain_titles_and_utc_dates() -> None:
    listing = parse(
        rss(
            item("https://zarya.example/news/1", "<pubDate>Sun, 22 Nov 2026 10:00:00 +0500</pubDate>")
        ).encode()
    )
    (link,) = listing.links
    assert (listing.outcome, listing.whole, dict(listing.unusable)) == ("ok", True, {})
    assert (link.url, link.source_id, link.outlet_id) == ("https://zarya.example/news/1", "zarya/0", "zarya")
    assert link.title == "Профком «Зарницы» & дирекция"
    assert link.published == datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("", None),
        ("<a:updated>2026-11-23T10:00:00Z</a:updated>", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("<dc:date>2026-11-23T15:00:00+05:00</dc:date>", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("<a:updated>недавно</a:updated>", None),
    ],
)
def test_an_item_says_when_it_was_changed_beside_when_it_was_published(
    stated: str, expected: datetime | None
) -> None:
    published = "<pubDate>Sun, 22 Nov 2026 10:00:00 +0500</pubDate>"
    feed = rss(item("https://zarya.example/news/1", published + stated)).replace(
        "<rss ",
        '<rss xmlns:a="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" ',
    )
    (link,) = parse(feed.encode()).links
    assert (link.published, link.updated) == (datetime(2026, 11, 22, 5, tzinfo=UTC), expected)


@pytest.mark.parametrize("body", [ATOM, RDF])
def test_atom_and_rdf_are_read_too(body: str) -> None:
    (link,) = parse(body.encode()).links
    assert (link.url, link.title) == ("https://zarya.example/news/1", "Договор")
    assert link.published == datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("header", ["", "; charset=utf-8", "; charset=windows-1251"])
@pytest.mark.parametrize("declared", [True, False])
def test_russian_titles_survive_any_declaration(encoding: str, header: str, declared: bool) -> None:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>' if declared else '<?xml version="1.0"?>'
    items = item("https://zarya.example/news/1").replace("«", "").replace("»", "") * 3
    (link,) = parse(rss(items, declaration).encode(encoding), "application/rss+xml" + header).links
    assert link.title == "Профком Зарницы & дирекция"


DATES = [
    ("Sun, 22 Nov 2026 10:00:00 +0300", "2026-11-22T07:00:00+00:00"),
    ("Sun, 22 Nov 2026 10:00:00", "2026-11-22T05:00:00+00:00"),  # no zone: the outlet's, not UTC
    ("22 ноября 2026, 10:00", "2026-11-22T05:00:00+00:00"),
    ("Вс, 22 ноя 2026 10:00:00 +0300", "2026-11-22T07:00:00+00:00"),
    ("Mon, 23 Nov 2026 16:30:00 GMT", "2026-11-23T11:30:00+00:00"),  # local time called GMT
    ("вчера", "2026-11-21T19:00:00+00:00"),
    ("никогда", None),
]


@pytest.mark.parametrize(("stated", "expected"), DATES)
def test_a_date_is_read_in_the_zone_that_it_means(stated: str, expected: str | None) -> None:
    (link,) = parse(rss(item("https://zarya.example/1", f"<pubDate>{stated}</pubDate>")).encode()).links
    assert (link.published.isoformat() if link.published else None) == expected


def test_entries_without_a_usable_link_are_counted_by_reason() -> None:
    links = ["", "javascript:alert(1)", "file:///etc/passwd", "http://[broken", "https://user:word@zarya.example/1",
             "/news/1", "https://zarya.example/news/1?utm_source=rss", "mailto:a@zarya.example"]  # fmt: skip
    listing = parse(rss("".join(item(link) for link in links)).encode())
    assert [link.url for link in listing.links] == ["https://zarya.example/news/1"]
    assert dict(listing.unusable) == {"no-link": 1, "bad-address": 5, "repeated": 1}


@pytest.mark.parametrize("body", [b"", b" \r\n ", b"\xef\xbb\xbf"])
def test_an_answer_without_a_body_is_called_empty(body: bytes) -> None:
    assert parse(body).outcome in ("empty", "not-a-feed")


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body><h1>404</h1></body></html>",
        b"/etc/passwd",
        b"file:///etc/passwd",
        b"http://127.0.0.1/",
        b"{}",
        b"\x00" * 99,
    ],
)
def test_what_is_no_feed_is_called_so(body: bytes) -> None:
    assert parse(body).outcome == "not-a-feed"


def test_a_body_that_names_a_feed_file_does_not_open_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(rss(item("https://inner.example/secret")))
    assert parse(str(secret).encode()).links == ()
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    listing = parse(
        rss(item("https://zarya.example/1"), f'<?xml version="1.0"?>{entity}')
        .replace("Профком", "&x;")
        .encode()
    )
    assert all("inner.example" not in link.url + link.title for link in listing.links)


def test_a_feed_that_is_cut_yields_its_whole_items() -> None:
    whole = rss(item("https://zarya.example/news/1") + item("https://zarya.example/news/2"))
    for cut in range(whole.index("news/2") + 2, whole.index("</item>", whole.index("news/2")) + 3):
        listing = parse(whole[:cut].encode())
        assert [link.url for link in listing.links] == ["https://zarya.example/news/1"]
        assert not listing.whole
        assert listing.unusable["cut"] == 1


def test_an_empty_channel_is_a_feed_with_nothing_new() -> None:
    assert parse(rss("").encode()).outcome == "ok"


RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="https://zarya.example/">
<title>Заря</title><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
<items><rdf:Seq><rdf:li resource="https://zarya.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://zarya.example/1"><title>Профком</title><link>https://zarya.example/1</link>
<dc:date>2026-11-22T14:05+05:00</dc:date><dc:creator>И. Выдумова</dc:creator></item></rdf:RDF>"""
RSS_090 = RDF.replace("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/")
RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Заря</title><item>
<title>Профком</title><link>https://zarya.example/1</link><pubDate>Sun, 22 Nov 2026 14:05:00 +0500</pubDate>
</item></channel></rss>"""
RSS_092 = RSS_091.replace("0.91", "0.92")
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Заря</title><entry><title>Профком</title>
<link rel="alternate" type="text/html" href="https://zarya.example/1"/><issued>2026-11-22T14:05:00+05:00</issued>
<modified>2026-11-23T10:00:00+05:00</modified></entry></feed>"""
ATOM_10 = """<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://zarya.example/"><a:title>Заря</a:title>
<a:entry><a:title type="html">Профком</a:title><a:link rel="edit" href="/edit"/><a:link href="/1"/><a:id>urn:1</a:id>
<a:published>2026-11-22T14:05:00+05:00</a:published><a:updated>2026-11-23T10:00:00Z</a:updated></a:entry></a:feed>"""


@pytest.mark.parametrize(
    "feed",
    [RDF, RSS_090, RSS_091, RSS_092, ATOM_03, ATOM_10],
    ids=["rdf", "0.90", "0.91", "0.92", "atom-0.3", "atom-1.0"],
)
def test_every_old_and_new_dialect_is_a_feed(feed: str) -> None:
    listing = parse(feed.encode(), "text/xml")
    (link,) = listing.links
    assert (listing.outcome, listing.whole) == ("ok", True)
    assert (link.url, link.title) == ("https://zarya.example/1", "Профком")
    if feed != RSS_090:  # which had no dates: the module's is read where there is one
        assert link.published == datetime(2026, 11, 22, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("<ttl>60</ttl>", 3600.0),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>99999999999</ttl>", None),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", 3600.0),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21600.0),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86400.0),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_often_it_changes(stated: str, seconds: float | None) -> None:
    feed = rss(item("https://zarya.example/1")).replace(
        "<channel>", f'<channel xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">{stated}'
    )
    assert parse(feed.encode()).period == seconds


PAGE = """<html><head><base href="https://zarya.example/section/"></head><body>
<div class="news"><a href="one">Договор <b>подписан</b></a></div><div class="news"><a href="/two">Второе</a></div>
<div class="news"><span>без ссылки</span></div><a href="/about">О нас</a></body></html>"""


@pytest.mark.parametrize(
    "selector", ["div.news a", "//div[@class='news']/a", "div.news", "//div[@class='news']/a/@href"]
)
def test_a_listing_gives_the_links_that_its_selector_finds(selector: str) -> None:
    source = Source(id="zarya/0", outlet_id="zarya", kind="listing", url=URL, links=("div.gone a", selector))
    listing = parse_listing(PAGE.encode(), source=source, url=URL, content_type="text/html")
    assert [link.url for link in listing.links] == [
        "https://zarya.example/section/one",
        "https://zarya.example/two",
    ]


def test_a_listing_whose_selectors_find_nothing_is_a_failure() -> None:
    source = Source(id="zarya/0", outlet_id="zarya", kind="listing", url=URL, links=("div.gone a",))
    listing = parse_listing(PAGE.encode(), source=source, url=URL, content_type="text/html")
    assert (listing.outcome, listing.links) == ("unreadable", ())
    assert "div.gone a" in listing.detail


def test_a_selector_that_is_neither_css_nor_xpath_is_named() -> None:
    source = Source(id="zarya/0", outlet_id="zarya", kind="listing", url=URL, links=("div[",))
    with pytest.raises(ConfigError, match=r"div\["):
        parse_listing(PAGE.encode(), source=source, url=URL, content_type="text/html")
