"""Feeds that carry the whole article: when it is taken for whole, and what becomes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

import pytest

from crawler.feeds import parse_feed
from crawler.full_text import whole_text
from crawler.posts import article_of
from records.article import Link
from records.registry import Outlet, Source

ZONE = ZoneInfo("Asia/Yekaterinburg")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
URL = "https://zarya.example/rss.xml"
SENTENCE = "Профком вымышленного завода «Зарница» договорился с дирекцией о новом порядке индексации. "
LONG = (SENTENCE * 6).strip()
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:yandex="http://news.yandex.ru" '
    'xmlns:turbo="http://turbo.yandex.ru" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def link_of(inside: str, description: str = "Коротко", **options: bool) -> Link:
    body = (
        f'<rss version="2.0" {NAMESPACES}><channel><title>Заря</title><item><title>Договор подписан</title>'
        f"<link>https://zarya.example/1</link><description>{description}</description>{inside}</item></channel></rss>"
    )
    source = Source(id="zarya/0", outlet_id="zarya", kind="feed", url=URL, **options)
    listing = parse_feed(
        body.encode(), source=source, url=URL, content_type="application/rss+xml", zone=ZONE, asked=NOW
    )
    (link,) = listing.links
    return link


@pytest.mark.parametrize(
    "inside",
    [
        f"<content:encoded><![CDATA[<p>{LONG}</p><p>Конец.</p>]]></content:encoded>",
        f"<yandex:full-text>{LONG}\n\nКонец.</yandex:full-text>",
        f"<yandex:full-text>{escape(f'<p>{LONG}</p><p>Конец.</p>')}</yandex:full-text>",
        f"<turbo:content><![CDATA[<header><h1>Договор подписан</h1><menu><a href='/'>Главная</a></menu></header>"
        f"<p>{LONG}</p><figure><img src='1.jpg'><figcaption>Подпись</figcaption></figure>"
        f"<p>Конец.</p>]]></turbo:content>",
        f"<content:encoded>{escape(f'<p>{LONG[:450]} … Читать далее</p>')}</content:encoded>"
        f"<yandex:full-text>{escape(f'<p>{LONG}</p><p>Конец.</p>')}</yandex:full-text>",
        f"<content:encoded><![CDATA[<p>{LONG}</p><p>Конец.</p>"
        "<p>Сообщение Договор подписан появились сначала на Заря.</p>]]></content:encoded>",
    ],
)
def test_the_whole_text_is_taken_with_its_paragraphs(inside: str) -> None:
    assert link_of(inside).text == f"{LONG}\nКонец."


@pytest.mark.parametrize(
    "ending",
    [
        "…",
        "[…]",
        " [...]",
        "...",
        " Читать далее",
        "… Подробнее »",
        " Читать полностью →",
        " Read more",
        "Далее…",
    ],
)
def test_a_text_that_was_cut_is_not_whole(ending: str) -> None:
    assert whole_text(f"<p>{LONG}</p><p>И вот{ending}</p>", "") == ""
    assert whole_text(f"<p>{LONG}</p><p>Далее стороны подпишут соглашение.</p>", "") != ""


@pytest.mark.parametrize("content", ["", "   ", "<p></p>", SENTENCE, "<", "<![CDATA[", "\x00", "<p>" * 5000])
def test_a_teaser_is_not_whole(content: str) -> None:
    assert whole_text(content, "") == ""


def test_a_description_alone_is_no_text() -> None:
    assert link_of("", description=LONG).text == ""


def test_the_register_can_say_that_the_text_is_not_whole() -> None:
    inside = f"<content:encoded>{escape(f'<p>{LONG}</p>')}</content:encoded>"
    assert link_of(inside).text == LONG
    assert link_of(inside, full_text=False).text == ""


def test_a_script_in_a_feed_is_no_text() -> None:
    text = link_of(
        f"<turbo:content><![CDATA[<p>{LONG}</p><script>alert(1)</script><style>p{{}}</style>]]></turbo:content>"
    ).text
    assert text == LONG


@pytest.mark.parametrize(
    ("inside", "authors"),
    [
        ("<dc:creator>Ирина Выдумова</dc:creator>", ("Ирина Выдумова",)),
        ("<author>zarya@zarya.example (Ирина Выдумова)</author>", ("Ирина Выдумова",)),
        ("<author>zarya@zarya.example</author>", ()),
        ("", ()),
    ],
)
def test_a_feed_names_its_authors(inside: str, authors: tuple[str, ...]) -> None:
    assert link_of(inside).authors == authors


OUTLET = Outlet(
    id="zarya", name="Заря", url="https://zarya.example/", kind="external", region="RU-SVE",
    timezone="Asia/Yekaterinburg", sources=(),
)  # fmt: skip


def a_link(published: datetime | None, **more: str) -> Link:
    return Link(
        url="https://zarya.example/1?utm_source=rss", source_id="zarya/0", outlet_id="zarya", text=LONG,
        published=published, seen=NOW, authors=("Ирина Выдумова",), **more,
    )  # fmt: skip


def test_a_link_with_its_text_is_an_article_without_a_page() -> None:
    article = article_of(
        a_link(datetime(2026, 11, 22, 9, 5, tzinfo=UTC), title="Договор подписан"), OUTLET, NOW
    )
    assert (article.title, article.text, article.authors) == ("Договор подписан", LONG, ("Ирина Выдумова",))
    assert article.canonical_url == "https://zarya.example/1"
    assert (article.published, article.published_has_time) == (datetime(2026, 11, 22, 9, 5, tzinfo=UTC), True)
    assert (article.published_by, article.language, article.first_seen) == ("feed", "ru", NOW)


def test_a_day_alone_is_the_outlets_noon_and_the_future_is_unknown() -> None:
    midnight = datetime(2026, 11, 22, 0, 0, tzinfo=ZONE)
    article = article_of(a_link(midnight), OUTLET, NOW)
    assert (article.published, article.published_has_time) == (
        datetime(2026, 11, 22, 7, 0, tzinfo=UTC),
        False,
    )
    future = article_of(a_link(datetime(2026, 12, 1, tzinfo=UTC)), OUTLET, NOW)
    assert (future.published, future.published_by, future.published_confidence) == (None, None, 0.0)


def test_without_a_title_the_first_words_stand_for_it() -> None:
    title = article_of(a_link(None), OUTLET, NOW).title
    assert title.endswith("…")
    assert len(title) <= 121
    assert LONG.startswith(title[:-1])
