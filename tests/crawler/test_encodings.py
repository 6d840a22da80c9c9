"""Text comes out right whatever the server says of its encoding."""

from __future__ import annotations

import pytest

from crawler.encodings import decode

TEXT = (
    "Профсоюз работников вымышленного завода «Зарница» подписал соглашение с дирекцией: зарплату поднимут "
    "дважды в год. Об этом сообщила председатель профкома Ирина Выдумова."
)
PLAIN = TEXT.replace("«", '"').replace("»", '"')  # koi8-r and cp866 have no such quotation marks


def page(charset: str) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>x</title></head><body><p class='text'>{PLAIN}</p></body></html>"


def test_a_wrong_header_does_not_spoil_utf8() -> None:
    assert PLAIN in decode(page("").encode(), "text/html; charset=windows-1251")
    assert PLAIN in decode(page("").encode("cp1251"), "text/html; charset=utf-8")


@pytest.mark.parametrize("name", ["hex", "rot13", "unknown-42", "zlib", "idna"])
def test_a_nonsensical_declaration_is_harmless(name: str) -> None:
    assert PLAIN in decode(page(name).encode(), f"text/html; charset={name}")


def test_control_characters_do_not_pass() -> None:
    assert decode(b"a\x00b\x1bc\td") == "abc\td"


def test_a_few_broken_bytes_leave_the_rest_readable() -> None:
    assert "Профсоюз работников" in decode(TEXT.encode() + b"\xd0")


def test_nothing_is_nothing() -> None:
    assert decode(b"") == ""
