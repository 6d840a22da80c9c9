"""Publication dates: as people and machines write them, in the outlet's zone, never the crawl's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.date_words import read_date
from crawler.pages import PageFacts, read_page

ZONE = ZoneInfo("Asia/Yekaterinburg")
TODAY = date(2026, 11, 23)
FETCHED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 17:00 in Yekaterinburg
TEXT = "<p>" + "Профком завода «Зарница» и дирекция договорились о порядке индексации зарплаты. " * 6 + "</p>"

WORDS = [
    ("вчера, 14:05", "2026-11-22T14:05:00+05:00"),
    ("Сегодня в 9:07", "2026-11-23T09:07:00+05:00"),
    ("позавчера", "2026-11-21"),
    ("12 ноября 2026, 14:05", "2026-11-12T14:05:00+05:00"),
    ("14:05, 12 ноября 2026 г.", "2026-11-12T14:05:00+05:00"),
    ("Опубликовано 1 мая 2026 года", "2026-05-01"),
    ("12 ноя", "2026-11-12"),
    ("31 декабря", "2025-12-31"),
    ("5 марта 2026", "2026-03-05"),
    ("5 мая 2026", "2026-05-05"),
    ("12.11.2026 14:05", "2026-11-12T14:05:00+05:00"),
    ("12.11.26", "2026-11-12"),
    ("12 ноября в 14.05", "2026-11-12T14:05:00+05:00"),
    ("23.11.2026, 10:00 МСК", "2026-11-23T10:00:00+03:00"),
    ("Чт, 12 ноя 2026 14:05:00 +0300", "2026-11-12T14:05:00+03:00"),
    ("2026-11-12T14:05:33+03:00", "2026-11-12T14:05:33+03:00"),
    ("2026-11-12T14:05:00+0300", "2026-11-12T14:05:00+03:00"),
    ("2026-11-12 14:05", "2026-11-12T14:05:00+05:00"),
    ("2026-11-12T09:05:33.123Z", "2026-11-12T09:05:33.123000+00:00"),
    ("2026-11-12T00:00:00+05:00", "2026-11-12"),
    ("2026-11-12", "2026-11-12"),
    ("20261112T140533", "2026-11-12T14:05:33+05:00"),
    ("Thu, 12 Nov 2026 14:05:00 +0300", "2026-11-12T14:05:00+03:00"),
    ("Thu, 12 Nov 2026 14:05:00 GMT", "2026-11-12T14:05:00+00:00"),
    ("Thu, 12 Nov 2026 14:05:00 MSK", "2026-11-12T14:05:00+03:00"),
    ("Thu, 12 Nov 2026 14:05:00 YEKT", "2026-11-12T14:05:00+05:00"),
    ("12 Nov 2026", "2026-11-12"),
    ("3 дня назад", "2026-11-20"),
    ("2 часа назад", None),
    ("32 ноября 2026", None),
    ("2026-13-45", None),
    ("март 2026", None),
    ("Nov 2026", None),
    ("1791799200", None),
    ("01.01.1970", None),
    ("профсоюз", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_a_date_is_read_as_it_is_written(text: str, expected: str | None) -> None:
    reading = read_date(text, zone=ZONE, today=TODAY)
    if reading is None:
        assert expected is None
    else:
        assert (reading.when.isoformat() if reading.has_time else reading.when.date().isoformat()) == expected


def facts(
    head: str = "", top: str = "", *, url: str = "https://zarya.example/n/1", listed: datetime | None = None
) -> PageFacts:
    body = f"<article><h1>Договор подписан сторонами</h1>{top}{TEXT}</article>"
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    found = read_page(
        page.encode(), url=url, content_type="text/html", fetched=FETCHED, home="https://zarya.example/", zone=ZONE,
        listed=listed,
    )  # fmt: skip
    assert found is not None
    return found


def json_ld(when: str) -> str:
    thing = f'{{"@graph": [{{"@type": "NewsArticle", "datePublished": "{when}"}}]}}'
    return f'<script type="application/ld+json">{thing}</script>'


def meta(when: str) -> str:
    return f'<meta property="article:published_time" content="{when}">'


TEASER = '<ul><li><a href="/2">Другое</a> <time datetime="2026-11-22">22</time></li></ul>'
VISIBLE = '<p class="pubdate">18 ноября</p>'
YESTERDAY = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
PAGES = [
    (json_ld("2026-11-20T10:00:00+05:00") + meta("2026-11-21"), "", "json-ld", "2026-11-20T10:00:00+05:00"),
    (meta("2026-11-21T10:00:00"), "", "meta", "2026-11-21T10:00:00+05:00"),
    ("", '<time datetime="2026-11-19T08:00">19 ноября</time>', "time-element", "2026-11-19T08:00:00+05:00"),
    ("", '<div class="news-date">вчера, 14:05</div>', "visible", "2026-11-22T14:05:00+05:00"),
    ("", '<ul><li class="date">12 ноября 2026, 14:05</li></ul>', "visible", "2026-11-12T14:05:00+05:00"),
    # A day alone takes its time from the next statement of the same day.
    (json_ld("2026-11-22"), '<span class="date">22.11.2026 18:40</span>', "json-ld", "2026-11-22T18:40:00+05:00"),
    (json_ld("2026-11-22"), '<span class="date">21.11.2026 18:40</span>', "json-ld", "2026-11-22"),
    # «GMT» that is local time in truth: read as UTC it would be of the future.
    (json_ld("2026-11-23T16:30:00+00:00"), "", "json-ld", "2026-11-23T16:30:00+05:00"),
    # The future is nobody's publication date; the next statement counts.
    (json_ld("2027-01-01T10:00:00+05:00") + meta("2026-11-21T10:00:00+05:00"), "", "meta", "2026-11-21T10:00:00+05:00"),
    # A teaser's date in a list of other news is not this page's.
    ("", TEASER + VISIBLE, "visible", "2026-11-18"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "top", "source", "expected"), PAGES)
def test_the_surest_statement_of_a_page_counts(head: str, top: str, source: str, expected: str) -> None:
    published = facts(head, top).published
    assert published is not None
    local = published.when.astimezone(ZONE)
    assert published.source == source
    assert (local.isoformat() if published.has_time else local.date().isoformat()) == expected


def test_the_feed_speaks_where_the_page_is_silent_and_then_the_address() -> None:
    published = facts(listed=YESTERDAY).published
    assert published is not None
    assert (published.source, published.when) == ("feed", YESTERDAY)
    published = facts(url="https://zarya.example/2026/11/20/dogovor").published
    assert published is not None
    assert (published.source, published.has_time) == ("url", False)
    assert published.when.astimezone(ZONE).date() == date(2026, 11, 20)


def test_the_clock_in_the_sites_head_is_not_a_publication_date() -> None:
    clock = '<div class="top-date">23 ноября 2026, 17:00</div>'
    page = f"<html><body>{clock}<article><h1>Договор подписан сторонами</h1>{TEXT}</article></body></html>"
    found = read_page(
        page.encode(),
        url="https://zarya.example/1",
        content_type="",
        fetched=FETCHED,
        home="",
        zone=ZONE,
        listed=YESTERDAY,
    )
    assert found is not None
    assert found.published is not None
    assert found.published.source == "feed"


def test_a_page_that_gives_no_date_has_none() -> None:
    assert facts().published is None
    assert facts(listed=FETCHED + timedelta(days=2)).published is None


RUSSIA = ("Europe/Kaliningrad", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Vladivostok", "Asia/Kamchatka")


def day_alone(stated: str, zone: ZoneInfo, fetched: datetime) -> datetime | None:
    page = f"<html><head>{meta(stated)}</head><body><h1>Договор подписан сторонами</h1>{TEXT}</body></html>"
    found = read_page(
        page.encode(), url="https://zarya.example/1", content_type="", fetched=fetched, home="", zone=zone
    )
    assert found is not None
    assert found.published is None or not found.published.has_time
    return found.published.when if found.published else None


@pytest.mark.parametrize("outlets", RUSSIA)
@pytest.mark.parametrize("readers", RUSSIA)
def test_a_day_alone_is_that_day_for_every_reader_in_russia(outlets: str, readers: str) -> None:
    when = day_alone("2026-11-16", ZoneInfo(outlets), FETCHED)
    assert when is not None
    assert when.astimezone(ZoneInfo(readers)).date() == date(2026, 11, 16)


def test_a_day_alone_is_the_same_moment_whenever_the_page_is_fetched() -> None:
    vladivostok = ZoneInfo("Asia/Vladivostok")
    morning = datetime(2026, 11, 23, 0, 5, tzinfo=vladivostok)
    found = {
        day_alone("2026-11-23", vladivostok, morning + timedelta(hours=hours)) for hours in (0, 9, 15, 40)
    }
    assert found == {datetime(2026, 11, 23, 2, tzinfo=UTC)}


def test_a_day_that_has_not_begun_at_the_outlet_is_of_the_future() -> None:
    kaliningrad = ZoneInfo("Europe/Kaliningrad")
    late = datetime(2026, 11, 22, 23, 59, tzinfo=kaliningrad)
    noon = datetime(2026, 11, 23, 12, tzinfo=kaliningrad)
    assert day_alone("2026-11-23", kaliningrad, late) != noon
    assert day_alone("2026-11-23", kaliningrad, late + timedelta(minutes=1)) == noon


def test_a_surer_source_has_more_confidence() -> None:
    surest, page, address = (
        facts(json_ld("2026-11-20")),
        facts(listed=YESTERDAY),
        facts(url="https://a.example/2026/11/20/x"),
    )
    order = [found.published.confidence for found in (surest, page, address) if found.published]
    assert order == sorted(order, reverse=True)
    assert len(set(order)) == 3
