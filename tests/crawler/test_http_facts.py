"""What headers say about asking again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.http_facts import clock_behind, fresh_for, moved_to, read_facts, retry_after


def response(**headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response("https://zarya.example/rss", headers=named, request=Request("https://zarya.example/rss"))


def in_a_minute() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)


@pytest.mark.parametrize(
    ("stated", "seconds"), [("120", 120.0), (" 0 ", 0.0), ("-5", None), ("soon", None), ("", None)]
)
def test_a_wait_is_stated_in_seconds(stated: str, seconds: float | None) -> None:
    assert retry_after(response(Retry_After=stated)) == seconds


def test_a_wait_or_an_expiry_may_be_a_moment() -> None:
    assert retry_after(response(Retry_After=in_a_minute())) == pytest.approx(60, abs=2)
    assert retry_after(response(Retry_After="Mon, 01 Jan 2024 00:00:00 GMT")) == 0
    assert fresh_for(response(Expires=in_a_minute())) == pytest.approx(60, abs=2)
    assert fresh_for(response(Expires="0")) is None


@pytest.mark.parametrize(
    ("control", "age", "seconds"),
    [
        ("max-age=600", "", 600.0),
        ("public, MAX-AGE = 600, must-revalidate", "100", 500.0),
        ("max-age=600", "9999", 0.0),
        ("max-age=600, no-cache", "", None),
        ("no-store", "", None),
        ("s-maxage=600", "", None),
        ("private", "", None),
        ("", "", None),
    ],
)
def test_freshness_is_what_max_age_leaves(control: str, age: str, seconds: float | None) -> None:
    assert fresh_for(response(Cache_Control=control, **({"Age": age} if age else {}))) == seconds


@pytest.mark.parametrize(
    ("reasons", "led_to"),
    [
        ([], None),
        ([301], "/1"),
        ([301, 308], "/2"),
        ([308, 302, 301], "/1"),
        ([302, 301], None),
        ([307], None),
    ],
)
def test_a_move_is_followed_as_far_as_it_is_permanent(reasons: list[int], led_to: str | None) -> None:
    places = [f"https://zarya.example/{number}" for number in range(len(reasons) + 1)]
    meta = {"redirect_urls": places[:-1], "redirect_reasons": reasons} if reasons else {}
    found = moved_to(Response(places[-1], request=Request(places[-1], meta=meta)))
    assert found == (f"https://zarya.example{led_to}" if led_to else None)


def test_an_answer_that_was_cut_has_no_validators() -> None:
    cut = Response("https://zarya.example/", headers={"ETag": '"a"'}, flags=["dataloss"])
    assert read_facts(cut).etag is None
    assert read_facts(response(ETag='W/"a"', Last_Modified="Mon")).etag == 'W/"a"'


@pytest.mark.parametrize(
    ("stated", "age", "behind"),
    [
        ("Mon, 23 Nov 2026 06:00:00 GMT", None, 3600.0),
        ("Mon, 23 Nov 2026 04:00:00 GMT", None, -3600.0),
        ("Mon, 23 Nov 2026 04:00:00 GMT", "3600", 0.0),
        ("Monday", None, None),
        ("", None, None),
    ],
)
def test_a_servers_date_says_how_far_our_clock_is_behind(
    stated: str, age: str | None, behind: float | None
) -> None:
    now = datetime(2026, 11, 23, 5, tzinfo=UTC)
    headers = {"Date": stated} | ({"Age": age} if age else {})
    assert clock_behind(response(**headers), now) == behind
