"""The answers of wall.get as dev.vk.com describes them: bytes in, whole posts out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.links import Listing
from crawler.vk import parse_wall, wall_url
from records.registry import Source
from tests.crawler.social import record, vk_error, wall

BASE = "https://api.vk.com"
URL = wall_url(BASE, "https://vk.com/zarnica_prof")


def parse(body: bytes) -> Listing:
    source = Source(id="zarnica/0", outlet_id="zarnica", kind="vk", url="https://vk.com/zarnica_prof")
    return parse_wall(body, source=source, url=URL)


@pytest.mark.parametrize(
    ("community", "about"),
    [
        ("https://vk.com/zarnica_prof", "domain=zarnica_prof"),
        ("https://vk.ru/zarnica.prof/", "domain=zarnica.prof"),
        ("https://vk.com/club7", "owner_id=-7"),
        ("https://vk.com/public7", "owner_id=-7"),
        ("https://vk.com/wall-7", "owner_id=-7"),
    ],
)
def test_a_community_is_asked_for_by_name_or_number(community: str, about: str) -> None:
    url = wall_url(BASE, community)
    assert url == f"{BASE}/method/wall.get?{about}&offset=0&count=100&filter=owner&extended=1&v=5.199"


@pytest.mark.parametrize("community", ["https://vk.com/", "https://vk.com/im/1"])
def test_what_is_no_community_is_not_asked_for(community: str) -> None:
    assert wall_url(BASE, community) == ""


def test_a_record_becomes_a_link_with_its_whole_text() -> None:
    text = (
        "[club7|Профком «Зарницы»] подписал договор.\n\nПодробнее: [https://zarya.example/1|на сайте]  завода"
    )
    (link,) = parse(wall([record(5, text, date=1795341600)])).links
    assert link.url == "https://vk.com/wall-7_5"
    assert link.text == "Профком «Зарницы» подписал договор.\nПодробнее: на сайте завода"
    assert link.title == "Профком «Зарницы» подписал договор."
    assert link.published == datetime.fromtimestamp(1795341600, UTC)


def test_a_repost_carries_the_words_and_the_name_of_its_origin() -> None:
    copied = record(1, "Облсовпроф провёл приём.", owner=-9)
    listing = parse(
        wall([record(5, "Читайте", copy_history=[copied])], groups=[{"id": 9, "name": "Облсовпроф"}])
    )
    assert [(link.text, link.authors) for link in listing.links] == [
        ("Читайте\nОблсовпроф провёл приём.", ("Облсовпроф",))
    ]


def test_who_signed_a_record_is_its_author() -> None:
    person = {"id": 11, "first_name": "Ирина", "last_name": "Выдумова"}
    (link,) = parse(wall([record(5, "Текст", signer_id=11)], profiles=[person])).links
    assert link.authors == ("Ирина Выдумова",)


def test_adverts_and_pictures_are_counted_and_left_out() -> None:
    listing = parse(wall([record(1, "Купите", marked_as_ads=1), record(2, ""), record(3, "Текст")]))
    assert [link.url for link in listing.links] == ["https://vk.com/wall-7_3"]
    assert listing.unusable == {"advert": 1, "no-text": 1}


def test_older_records_are_asked_for_by_their_offset() -> None:
    items = [record(number, "Текст") for number in range(100)]
    assert parse(wall(items, count=250)).next_url == URL.replace("offset=0", "offset=100")
    assert parse(wall(items, count=100)).next_url == ""
    assert parse(wall([], count=250)).next_url == ""


@pytest.mark.parametrize(
    ("code", "outcome", "said"),
    [
        (5, "api-refused", "токен"),
        (6, "http-429", "реже"),
        (15, "api-refused", "закрыт"),
        (18, "api-refused", "удалена"),
        (29, "http-429", "лимит"),
        (100, "api-refused", "адрес"),
        (777, "api-refused", "777: Something new"),
    ],
)
def test_an_error_of_the_api_is_told_in_words(code: int, outcome: str, said: str) -> None:
    listing = parse(vk_error(code, "Something new"))
    assert listing.outcome == outcome
    assert said in listing.detail


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"<html>",
        b'{"response": 5}',
        b'{"response": {"items": {}}}',
        b'{"error": "x"}',
        b"[" * 99999,
    ],
)
def test_what_is_no_answer_of_the_api_is_a_failure(body: bytes) -> None:
    assert parse(body).outcome == "unreadable"


@pytest.mark.parametrize(
    "item", [None, 5, {}, {"id": "x", "owner_id": 1, "text": "т"}, {"id": 1, "owner_id": -7, "text": 5}]
)
def test_a_broken_record_costs_itself_alone(item: object) -> None:
    listing = parse(wall([item, record(1, "Текст", date=10**30, copy_history="x", signer_id=[])], profiles=5))  # type: ignore[list-item] # the point
    assert [(link.text, link.published) for link in listing.links] == [("Текст", None)]
