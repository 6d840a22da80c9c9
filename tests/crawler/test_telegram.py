"""The preview page of a Telegram channel, in the markup that t.me/s/… shows: bytes in, whole posts out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.links import Listing
from crawler.telegram import channel_of, parse_channel
from records.registry import Source
from tests.crawler.social import channel_page, post

URL = "https://t.me/s/zarnica_press"


def parse(body: bytes) -> Listing:
    source = Source(id="zarnica/0", outlet_id="zarnica", kind="telegram", url=URL)
    return parse_channel(body, source=source, url=URL, content_type="text/html; charset=utf-8")


def test_a_post_becomes_a_link_with_its_whole_text() -> None:
    text = "Профком «Зарницы» <b>подписал</b> договор.<br/><br/>Зарплата вырастет на 8&nbsp;%.<br/>#профсоюз"
    (link,) = parse(channel_page(post(7, text, at="2026-11-22T14:05:31+05:00"))).links
    assert link.url == "https://t.me/zarnica_press/7"
    assert link.text == "Профком «Зарницы» подписал договор.\nЗарплата вырастет на 8 %.\n#профсоюз"
    assert link.title == "Профком «Зарницы» подписал договор."
    assert link.published == datetime(2026, 11, 22, 9, 5, 31, tzinfo=UTC)
    assert link.authors == ()


def test_the_newest_post_comes_first() -> None:
    listing = parse(channel_page(post(5, "Раньше"), post(6, "Позже")))
    assert [link.text for link in listing.links] == ["Позже", "Раньше"]


def test_a_forwarded_post_names_whose_words_it_carries() -> None:
    forwarded = (
        '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from '
        '<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/oblsovprof/55">'
        '<span dir="auto">Облсовпроф</span></a></div>'
    )
    signed = '<span class="tgme_widget_message_from_author" dir="auto">Ирина Выдумова</span>, '
    listing = parse(channel_page(post(7, "Текст", above=forwarded), post(8, "Текст", meta=signed)))
    assert [link.authors for link in listing.links] == [("Ирина Выдумова",), ("Облсовпроф",)]


def test_the_message_that_a_post_answers_is_not_its_text() -> None:
    quoted = (
        '<a class="tgme_widget_message_reply user-color-default" href="https://t.me/zarnica_press/1">'
        '<div class="tgme_widget_message_author accent_color"><span>Кто-то</span></div>'
        '<div class="tgme_widget_message_text js-message_reply_text" dir="auto">Прежний вопрос</div></a>'
    )
    assert [link.text for link in parse(channel_page(post(7, "Ответ", above=quoted))).links] == ["Ответ"]


def test_a_preview_of_a_linked_page_is_not_the_posts_text_nor_its_time() -> None:
    preview = (
        '<a class="tgme_widget_message_link_preview" href="https://zarya.example/1"><div class="link_preview_title">'
        'Чужой заголовок</div><div class="link_preview_description">Чужой текст <time datetime="2020-01-01T00:00:00Z">'
        "2020</time></div></a>"
    )
    (link,) = parse(channel_page(post(7, "Свой текст", below=preview, at="2026-11-22T10:00:00+00:00"))).links
    assert (link.text, link.published) == ("Свой текст", datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def test_quotes_and_lists_of_a_post_keep_their_lines() -> None:
    (link,) = parse(channel_page(post(7, "Сказано:<blockquote>Слова<br/>и слова</blockquote>конец"))).links
    assert link.text == "Сказано:\nСлова\nи слова\nконец"


def test_pictures_and_service_messages_are_no_posts() -> None:
    service = (
        '<div class="tgme_widget_message_wrap"><div class="tgme_widget_message service_message" '
        'data-post="zarnica_press/1"><div class="tgme_widget_message_text">Channel created</div></div></div>'
    )
    listing = parse(channel_page(service, post(2, ""), post(3, "Текст")))
    assert [link.url for link in listing.links] == ["https://t.me/zarnica_press/3"]
    assert listing.unusable == {"no-text": 1}


def test_older_posts_stand_behind_the_link_to_them() -> None:
    assert parse(channel_page(post(7, "Текст"), before=7)).next_url == f"{URL}?before=7"
    assert parse(channel_page(post(1, "Текст"))).next_url == ""


def test_an_empty_channel_is_no_failure() -> None:
    assert parse(channel_page()).outcome == "ok"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", "empty"),
        (
            b'<html><body class="tgme_page"><a class="tgme_action_button_new">Preview channel</a></body></html>',
            "unreadable",
        ),
        (b"\x00", "unreadable"),
        (b"{}", "unreadable"),
    ],
)
def test_a_channel_without_a_preview_is_a_failure(body: bytes, outcome: str) -> None:
    assert parse(body).outcome == outcome


def test_a_time_that_is_none_leaves_the_date_open() -> None:
    assert [link.published for link in parse(channel_page(post(7, "Текст", at="вчера"))).links] == [None]


@pytest.mark.parametrize(
    ("url", "channel"),
    [
        ("https://t.me/s/zarnica_press", "zarnica_press"),
        ("https://t.me/zarnica_press", "zarnica_press"),
        ("https://t.me/zarnica_press/55", "zarnica_press"),
        ("https://telegram.me/s/zarnica_press/", "zarnica_press"),
        ("https://t.me/+AbCd", ""),
        ("https://t.me/joinchat/AbCd", "joinchat"),
        ("https://t.me/", ""),
        ("https://t.me/s/", ""),
        ("https://t.me/../../etc", ""),
    ],
)
def test_the_channel_is_named_by_its_address(url: str, channel: str) -> None:
    assert channel_of(url) == channel
