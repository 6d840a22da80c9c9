"""Whatever bytes a source of any kind sends, its parser ends in an answer and never in an exception."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.full_text import whole_text
from crawler.json_feed import parse_json_feed
from crawler.kinds import first_url
from crawler.settings_record import CrawlSettings
from crawler.sitemaps import parse_sitemap
from crawler.telegram import parse_channel
from crawler.vk import parse_wall
from records.registry import Source, SourceKind

ZONE = ZoneInfo("Asia/Yekaterinburg")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOURCE = Source(id="a/0", outlet_id="a", kind="feed", url="https://a.example/")
KINDS: tuple[SourceKind, ...] = ("feed", "news-sitemap", "sitemap", "listing", "telegram", "vk")
thoroughly = settings(max_examples=300, deadline=None, derandomize=True)

SITEMAP = [
    "<urlset>", "<url>", "</url>", "<loc>", "</loc>", "http://a/1", "<lastmod>", "</lastmod>", "2026-11-22", "31.02",
    "<sitemapindex>", "<sitemap>", "</sitemap>", "<news:news xmlns:news='n'>", "<news:publication_date>", "&x;", "<!--",
    "</urlset>", "<![CDATA[", "\x00", "<?xml version='1.0' encoding='koi8-r'?>", "\x1f\x8b", "[::", "2026-13-45T99",
]  # fmt: skip
JSON = [
    "{", "}", "[", "]", ",", ":", '"version"', '"https://jsonfeed.org/version/1.1"', '"items"', '"url"', '"http://[x"',
    '"response"', '"error"', '"error_code"', '"date"', "1e999", "-1", "null", '"text"', '"copy_history"', '"id"', "NaN",
    '"owner_id"', '"content_html"', '"<p>"', '"date_published"', '"2026-99-99"', "9" * 30, "true", '"\\ud800"',
]  # fmt: skip
CHANNEL = [
    "<section class='tgme_channel_history'>", "<div class='tgme_widget_message' data-post='a/1'>", "</div>", "<br>",
    "<div class='tgme_widget_message_text'>", "слово", "<time datetime='2026-99'>",
    "<a class='tgme_widget_message_date'>",
    "<a class='tme_messages_more' href='http://[?before=1'>", "<link rel='prev' href='?before='>", "<blockquote>",
    "<div class='tgme_widget_message' data-post='http://[x'>", "<!--", "&#0;", "<a class='tgme_widget_message_reply'>",
]  # fmt: skip
TEXT = [
    "<p>",
    "</p>",
    "слово " * 90,
    "…",
    "<br>",
    "<script>",
    "<!--",
    "&lt;",
    "<header>",
    "Читать далее",
    "\n",
]


def pieces(of: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(of), max_size=30).map("".join)


@thoroughly
@given(pieces(SITEMAP).map(lambda text: text.encode("latin-1")) | st.binary(max_size=300))
@example(b"\x1f\x8b\x08\x00")
@example(b"<urlset><url><loc>http://[</loc><lastmod>2026-11-23</lastmod></url></urlset>")
def test_any_sitemap_has_an_outcome(body: bytes) -> None:
    for kind in KINDS[1:3]:
        source = replace(SOURCE, kind=kind)
        listing = parse_sitemap(body, source=source, url="http://[b", zone=ZONE, since=NOW, most_bytes=9999)
        assert listing.outcome in ("ok", "not-a-feed", "empty", "unreadable", "too-large")


@thoroughly
@given(pieces(JSON).map(str.encode) | st.binary(max_size=300))
@example(b'{"response": {"items": [{"id": 1, "owner_id": -1, "text": "x", "date": 1e999}], "count": 9}}')
@example(
    b'{"response": {"items": [{"id": 1, "owner_id": -1, "text": "\\ud800", "signer_id": 1}], "count": 1e9}}'
)
def test_any_json_is_a_feed_or_a_wall_or_neither(body: bytes) -> None:
    parse_json_feed(body, source=SOURCE, url="http://[b", zone=ZONE, asked=NOW)
    parse_wall(body, source=SOURCE, url="https://api.vk.com/method/wall.get?domain=a&offset=0")


@thoroughly
@given(pieces(CHANNEL).map(str.encode) | st.binary(max_size=300))
def test_any_channel_has_an_outcome(body: bytes) -> None:
    listing = parse_channel(body, source=SOURCE, url="https://t.me/s/a", content_type="")
    assert listing.outcome in ("ok", "empty", "unreadable")


@thoroughly
@given(st.text(max_size=40))
def test_any_address_can_be_asked_or_not(text: str) -> None:
    for kind in KINDS:
        for url in (text, f"https://t.me/{text}", f"https://[{text}"):
            first_url(replace(SOURCE, kind=kind, url=url), CrawlSettings(contact=""))


@thoroughly
@given(st.text(max_size=60) | pieces(TEXT), st.text(max_size=5))
def test_any_full_text_is_whole_or_not(content: str, title: str) -> None:
    text = whole_text(content, title)
    assert text == text.strip()
