"""The way out of a mail: by a mail program's one click and by a person's button, and by nobody else's hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.unsubscribed import find_unsubscribed, signing_key
from records.unsubscribing import KEY, Unsubscription, make_token
from tests.desk.guards_fixtures import Place, open_place

WISH = Unsubscription(subscription_id="kurgan", recipient="press@fpko.example")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path, users=True) as opened:
        yield opened


def address(place: Place, wish: Unsubscription = WISH) -> str:
    with place.archive.writing() as connection:
        return f"/unsubscribe/{make_token(signing_key(connection, KEY), wish)}"


def unsubscribed(place: Place) -> list[str]:
    with place.archive.reading() as connection:
        return list(find_unsubscribed(connection, "kurgan"))


def test_a_page_asks_and_its_button_unsubscribes_without_a_log_in(place: Place) -> None:
    client = place.client()
    asked = client.get(address(place))
    assert asked.status_code == 200
    assert "press@fpko.example" in asked.text
    assert unsubscribed(place) == []
    assert "больше не придёт" in client.post(address(place)).text
    assert unsubscribed(place) == ["press@fpko.example"]


def test_a_mail_program_does_it_in_one_click_from_elsewhere(place: Place) -> None:
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    client = place.client()
    for _twice in range(2):
        answer = client.post(address(place), {"List-Unsubscribe": "One-Click"}, headers=headers)
        assert answer.status_code == 200
    assert unsubscribed(place) == ["press@fpko.example"]


@pytest.mark.parametrize(
    "change", [lambda path: path[:-2], lambda path: path + "A", lambda _path: "/unsubscribe/x"]
)
def test_an_address_that_we_did_not_sign_does_nothing(place: Place, change: object) -> None:
    forged = change(address(place))  # type: ignore[operator]
    assert place.client().get(forged).status_code == 404
    assert place.client().post(forged).status_code == 404
    assert unsubscribed(place) == []
