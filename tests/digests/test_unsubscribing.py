"""Only who got the mail can unsubscribe by it, and a token says nothing that was not signed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.store import Archive
from archive.unsubscribed import signing_key, subscribe_again, unsubscribe
from records.unsubscribing import KEY, Unsubscription, make_token, read_token, unsubscribe_address
from tests.digests.press import NOW

SECRET = bytes(range(32))
WISH = Unsubscription(subscription_id="vse", recipient="anna@stf.example")


def test_a_token_means_its_reader_and_subscription() -> None:
    token = make_token(SECRET, WISH)
    assert read_token(SECRET, token) == WISH
    assert token == make_token(SECRET, WISH)
    assert (
        unsubscribe_address("https://desk.example/", SECRET, WISH)
        == f"https://desk.example/unsubscribe/{token}"
    )


def test_another_key_another_reader_or_a_changed_letter_is_refused() -> None:
    token = make_token(SECRET, WISH)
    assert read_token(bytes(32), token) is None
    for place in range(len(token)):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert read_token(SECRET, changed) != Unsubscription(
            subscription_id="vse", recipient="boss@stf.example"
        )
        assert read_token(SECRET, changed) in (None, WISH)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=700))
def test_no_text_is_taken_for_a_token(text: str) -> None:
    assert read_token(SECRET, text) is None


def test_the_key_is_drawn_once_and_kept(archive: Archive) -> None:
    with archive.writing() as connection:
        first = signing_key(connection, KEY)
    with archive.writing() as connection:
        assert signing_key(connection, KEY) == first
        assert signing_key(connection, "another") != first
        assert len(first) == 32


def test_who_comes_back_gets_the_mail_again(archive: Archive) -> None:
    with archive.writing() as connection:
        unsubscribe(connection, "vse", "anna@stf.example", NOW, how="one-click")
        assert subscribe_again(connection, "vse", "anna@stf.example")
        assert not subscribe_again(connection, "vse", "anna@stf.example")
