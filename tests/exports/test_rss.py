"""A feed that readers understand, whatever its texts hold."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import feedparser
import pytest

from exports.rss import Feed, FeedItem, write_rss

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
FEED = Feed(
    title="Поиск", text="Новое", address="https://d.example/1.rss", link="https://d.example/1", language="ru", built=NOW
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a & b]]>",
        "\x00\x08\x0b\x1f\ufffe\uffff",
        "\ud800",
        "&#0; &lt;",
        "𝕏 ё",
        "]]><item/>",
    ],
)
def test_any_text_is_a_text_and_the_feed_stays_whole(text: str) -> None:
    item = FeedItem(guid=text, title=text, link="https://a.example/", text=text, published=NOW, category=text)
    written = write_rss(FEED, [item, item])
    feed = feedparser.parse(BytesIO(written))  # noqa: TID251 - a file, which it takes for no name
    assert not feed.bozo
    assert len(feed.entries) == 2
    assert b"<script" not in written


def test_what_is_not_known_of_an_item_is_left_out() -> None:
    item = FeedItem(guid="1", title="Статья", link="", text="", published=NOW)
    written = write_rss(FEED, [item]).decode()
    assert "<category" not in written
    assert "<pubDate>Wed, 25 Nov 2026 09:00:00 +0000</pubDate>" in written
