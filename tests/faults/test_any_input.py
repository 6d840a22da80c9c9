"""Whatever comes in, the parsers end in an answer; twice as much of it takes about twice as long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
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
from tests.faults.conftest import Report

ZONE = ZoneInfo("Asia/Yekaterinburg")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOURCE = Source(id="a/0", outlet_id="a", kind="feed", url="https://a.example/", links=("a", "//@href"))
EXAMPLES = 300
thoroughly = settings(max_examples=EXAMPLES, deadline=None, derandomize=True)

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


def feed(body: bytes) -> object:
    return parse_feed(body, source=SOURCE, url=SOURCE.url, content_type="text/xml", zone=ZONE, asked=NOW)


def page_of(body: bytes) -> object:
    return read_page(body, url="http://[b", content_type="", fetched=NOW, home="", zone=ZONE)


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
    page_of(body)
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


# What grows without end, and what reads it. Each piece once stood for quadratic work somewhere.
GROWING: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "feed of items": (feed, b"<item><title>a</title><link>http://a.example/%d</link></item>"),
    "feed of open tags": (feed, b"<item>"),
    "feed of entities": (feed, b"&amp;&lt;"),
    "page of paragraphs": (page_of, "<p>Профсоюз подписал соглашение, сообщили в профкоме.</p>".encode()),
    "page of open tags": (page_of, b"<div>"),
    "page of links": (page_of, b"<a href='/1'>link</a> "),
    "page of dates": (page_of, "<span class='date'>12 ноября 2026, 14:05</span>".encode()),
    "page of brackets": (page_of, b"<<<<[[[[((((&&&&"),
    "page of one word": (page_of, "профсоюз".encode()),
    "page of scripts": (page_of, b'<script type="application/ld+json">{"a":[</script>'),
}
_PIECES = 4000
_MOST = 2.5


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_input_takes_no_more_than_two_and_a_half_times_as_long(name: str, report: Report) -> None:
    read, piece = GROWING[name]
    small, large = (_cost(read, piece * (_PIECES * times)) for times in (1, 2))
    report(f"twice the input: {name}", f"{large / small:.1f} times the processor's time")
    assert large <= _MOST * small + 0.1


def _cost(read: Callable[[bytes], object], body: bytes) -> float:
    """Processor seconds, the least of three: what else the machine does counts little in them."""
    costs = []
    for _round in range(3):
        started = process_time()
        read(body)
        costs.append(process_time() - started)
    return min(costs)
