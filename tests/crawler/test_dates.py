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
    ("2026-11-12T09:05:33.123Z", "2026-11-12T09:05:33+00:00"),
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
    ("Опубликовано 12 ноября 26 (14:05)", "2026-11-12T14:05:00+05:00"),
    ("12 ноября 14:05", "2026-11-12T14:05:00+05:00"),
    ("12-11-2026, 14:05", "2026-11-12T14:05:00+05:00"),
    ("2026/11/12 14:05", "2026-11-12T14:05:00+05:00"),
    ("11/27/2025", "2025-11-27"),
    ("Сегодня, 7 ноября 2026", "2026-11-07"),
    ("12 листопада 2026, 14:05", "2026-11-12T14:05:00+05:00"),
    ("November 12th, 2026, 2:05 p.m.", "2026-11-12T14:05:00+05:00"),
    ("12:05 AM - 12 Nov 2026", "2026-11-12T00:05:00+05:00"),
    ("jueves 12 de noviembre de 2026", "2026-11-12"),
    ("12. März 2026", "2026-03-12"),
    ("2026年11月12日", "2026-11-12"),
    ("2026-11-12T14:05:0Z", "2026-11-12T14:05:00+00:00"),
    ("2026-11-12T14:05:00+99:99", "2026-11-12T14:05:00+05:00"),
    ("12 ноября 2026 00:00", "2026-11-12"),
    ("31.11.2026", None),
    ("3 out of 5 stars", None),
    ("5 лист", None),
    ("1.2.11", None),
    ("+7 (383) 277-01-23", None),
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


LISTED = "".join(
    f'<div class="when">{day} ноября 2026, 10:00</div><p>Другая новость</p>' for day in range(10, 20)
)
COMMENTS = '<div class="comments"><span class="date">20.11.2026 11:11</span> Согласен!</div>'
CLOCK = '<div class="clock">23 ноября 2026</div>'
LICENCE = "<p>Свидетельство о регистрации от 12.03.2014</p>"


def seen(markup: str, url: str = "https://zarya.example/n/1") -> str | None:
    """The date of a page without any word for machines."""
    page = f"<html><head><title>Договор подписан сторонами — Заря</title></head><body>{markup}</body></html>"
    found = read_page(page.encode(), url=url, content_type="", fetched=FETCHED, home="", zone=ZONE)
    assert found is not None
    if found.published is None:
        return None
    local = found.published.when.astimezone(ZONE)
    return local.isoformat(timespec="minutes") if found.published.has_time else local.date().isoformat()


HEADLINE = "<h1>Договор подписан сторонами</h1>"
LAYOUTS = [
    (f"<div>{HEADLINE}<p>18.11.2026 14:05</p>{TEXT}</div>", "2026-11-18T14:05+05:00"),
    (f"<div><i>18 ноября 2026</i>{HEADLINE}{TEXT}</div>", "2026-11-18"),
    (f"<div>{HEADLINE}<div><b>18</b> <b>ноября 2026</b> <b>14:05</b></div>{TEXT}</div>", "2026-11-18T14:05+05:00"),
    (f"<div>{HEADLINE}{TEXT}<div>Опубликовано: 18 ноября 2026 г.</div></div>", "2026-11-18"),
    # Old layouts have no headings.
    (f"<table><tr><td>Договор подписан сторонами</td></tr><tr><td>18.11.2026, Курган</td></tr><tr><td>{TEXT}</td></tr>"
     "</table>", "2026-11-18"),
    # The dates of other news, of comments, of the site itself.
    (f"{LISTED}<div>{HEADLINE}<p class='info'>18.11.2026</p>{TEXT}</div>{LISTED}", "2026-11-18"),
    (f"{LISTED}<div>{HEADLINE}{TEXT}</div>{LISTED}", None),
    (f"<div>{HEADLINE}<span class='date'>18.11.2026 14:05</span>{TEXT}{COMMENTS}</div>", "2026-11-18T14:05+05:00"),
    (f"<div>{HEADLINE}{TEXT}</div>{COMMENTS}{CLOCK}{LICENCE}", None),
    # An event that is told of is no date of publication.
    (f"<div>{HEADLINE}{TEXT}<p>Стороны соберутся вновь, как обещал директор, 3 ноября 2026 года.</p></div>", None),
    # An agency begins its text with place and day.
    (f"<div>{HEADLINE}<p>КУРГАН, 18 ноября — Агентство. {TEXT}</p></div>", "2026-11-18"),
    # The only date that the page shows.
    (f"{HEADLINE}{TEXT * 3}<section><div><div><div>В мире 18/11/2026 10:00</div></div></div></section>",
     "2026-11-18T10:00+05:00"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), LAYOUTS)
def test_a_reader_sees_the_date_by_the_headline(markup: str, expected: str | None) -> None:
    assert seen(markup) == expected


def test_an_address_with_a_day_settles_which_of_two_dates_is_meant() -> None:
    two = f"<div>{HEADLINE}{TEXT * 9}<p>17.11.2026 10:00</p><p>18.11.2026 14:05</p></div>"
    assert seen(two, "https://zarya.example/2026/11/18/dogovor") == "2026-11-18T14:05+05:00"
    assert seen(two, "https://zarya.example/news/20261117/1") == "2026-11-17T10:00+05:00"


MACHINES = [
    # A page's date in the data about the page, not about the article.
    ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2026-11-18T14:05:00+05:00"}'
     ',{"@type": "https://schema.org/NewsArticle", "headline": "Договор"}]}</script>', "2026-11-18T14:05:00+05:00"),
    ('<script type="application/ld+json">{"@type": [{}], "datePublished": "2026-11-18"}</script>',
     "2026-11-18T12:00:00+05:00"),
    # Broken JSON and other scripts, if they speak of one day.
    ('<script type="application/ld+json">{"datePublished": "2026-11-18T14:05:00+05:00", }</script>',
     "2026-11-18T14:05:00+05:00"),
    ('<script>page = {publish_date: "2026-11-18 14:05"}</script>', "2026-11-18T14:05:00+05:00"),
    ('<script>a = [{"pubDate": "2026-11-18"}, {"pubDate": "2026-11-19"}]</script>', None),
    # JSON-LD that calls local time UTC, as meta shows.
    (json_ld("2026-11-18T14:05:00Z") + meta("2026-11-18T09:05:00+00:00"), "2026-11-18T14:05:00+05:00"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), MACHINES)
def test_what_is_written_for_machines_is_read_in_all_its_forms(head: str, expected: str | None) -> None:
    published = facts(head).published
    if published is None:
        assert expected is None
    else:
        assert published.when.astimezone(ZONE).isoformat() == expected


def test_a_moment_in_utc_of_an_unknown_outlet_is_placed_by_the_day_that_the_page_shows() -> None:
    late = meta("2026-11-18T21:30:00Z")
    for top, expected in (("<p>19 ноября 2026</p>", "2026-11-19"), ("<p>18 ноября 2026</p>", "2026-11-18")):
        page = f"<html><head>{late}</head><body>{HEADLINE}{top}{TEXT}</body></html>"
        found = read_page(page.encode(), url="", content_type="", fetched=FETCHED, home="", zone=None)
        assert found is not None
        assert found.published is not None
        assert found.published.when.date().isoformat() == expected


def test_the_feed_speaks_where_the_page_is_silent_and_then_the_address() -> None:
    published = facts(listed=YESTERDAY).published
    assert published is not None
    assert (published.source, published.when) == ("feed", YESTERDAY)
    published = facts(url="https://zarya.example/2026/11/20/dogovor").published
    assert published is not None
    assert (published.source, published.has_time) == ("url", False)
    assert published.when.astimezone(ZONE).date() == date(2026, 11, 20)


def test_a_day_after_the_feeds_own_is_an_update() -> None:
    published = facts(top="<p>22.11.2026</p>", listed=YESTERDAY - timedelta(days=3)).published
    assert published is not None
    assert (published.source, published.when) == ("feed", YESTERDAY - timedelta(days=3))


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
    assert day_alone("2026-11-23", kaliningrad, late) is None
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
