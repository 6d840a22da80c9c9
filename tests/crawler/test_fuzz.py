"""Whatever bytes an outlet sends, the parsers end in an answer and never in an exception."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.date_words import read_date
from crawler.encodings import decode
from crawler.feeds import parse_feed
from crawler.links import urljoin_or_empty, usable_url
from crawler.listings import parse_listing
from crawler.pages import read_page
from crawler.robots import read_rules
from records.registry import Source

ZONE = ZoneInfo("Asia/Yekaterinburg")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOURCE = Source(id="a/0", outlet_id="a", kind="feed", url="https://a.example/", links=("a", "//@href"))
thoroughly = settings(max_examples=300, deadline=None, derandomize=True)

FEED_PIECES = [
    "<rss>", "<channel>", "<item>", "</item>", "<link>", "http://a", "</link>", "<title>", "</title>", "<pubDate>",
    "31 Feb 2026 99:99", "</pubDate>", "&#x0;", "&amp;", "]]>", "<![CDATA[", "<!--", "\x00", "<feed>", "<entry>",
    "<?xml encoding='hex'?>", "я", "<guid>", "[::", "</rss>", '<!DOCTYPE x [<!ENTITY y "z">]>', "&y;",
]  # fmt: skip
PAGE_PIECES = [
    "<html>", "<p>", "</p>", "<h1>", "</h1>", "<time datetime='2026-11-31'>", "<script type='application/ld+json'>",
    '{"@type":"Article","author":[[]],"datePublished":5}', "</script>", "<meta name=author content='a'>",
    "<link rel=canonical href='http://[x'>", "<div class=date>", "99.99.2026", "</div>", "<!--", "&#x110000;",
    "слово " * 50, "<table>", "<svg>", "<frameset>", "<?pi ?>", "<![CDATA[", "<a href='//['>", "<base href='http://['>",
]  # fmt: skip


def pieces(of: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(of), max_size=30).map("".join)


@thoroughly
@given(
    st.text(alphabet="0123456789-:.,/ TZ+GMTянвфермайноябсегодвчгназJanFbMyocNv", max_size=40)
    | st.text(max_size=40)
)
def test_any_date_is_read_or_not(text: str) -> None:
    read_date(text, zone=ZONE, today=date(2026, 11, 23))


@thoroughly
@given(pieces(FEED_PIECES).map(str.encode) | st.binary(max_size=300))
def test_any_feed_has_an_outcome(body: bytes) -> None:
    listing = parse_feed(body, source=SOURCE, url=SOURCE.url, content_type="text/xml", zone=ZONE, asked=NOW)
    assert listing.outcome in ("ok", "not-a-feed", "empty")


@thoroughly
@given(pieces(PAGE_PIECES).map(str.encode) | st.binary(max_size=300))
def test_any_page_and_listing_are_read_or_not(body: bytes) -> None:
    read_page(body, url="http://[b", content_type="", fetched=NOW, home="", zone=ZONE)
    parse_listing(body, source=SOURCE, url="https://a.example/", content_type="")


@thoroughly
@given(st.binary(max_size=300), st.text(max_size=20))
@example(b"\xb0", "undefined")
@example(b"\\x41\xb0", "unicode_escape")
def test_any_bytes_become_text_under_any_declaration(body: bytes, charset: str) -> None:
    decode(body, f"text/html; charset={charset}")
    read_rules(200, body)


@thoroughly
@given(st.text(max_size=40))
def test_any_address_is_usable_or_not(text: str) -> None:
    for url in (text, f"http://{text}", urljoin_or_empty("http://a.example/", text)):
        assert usable_url(url) in (url, None)
