"""Eight encodings, declared in the header, in the page, nowhere or wrongly: the text comes out as it was meant."""

from __future__ import annotations

from itertools import product

from crawler.encodings import decode
from tests.faults.conftest import Report

# No guillemets here: koi8-r and cp866 have none.
TEXT = (
    'Профсоюз работников вымышленного завода "Зарница" подписал соглашение с дирекцией: зарплату поднимут '
    "дважды в год. Об этом сообщила председатель профкома Ирина Выдумова."
)
ENCODINGS = ["utf-8", "cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-16", "utf-8-sig"]
PLACES = ["header", "meta", "none", "wrong"]
_WRONG = {"utf-8": "windows-1251", "cp1251": "utf-8"}


def page(charset: str) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>x</title></head><body><p class='text'>{TEXT}</p></body></html>"


def test_every_encoding_is_read_wherever_it_is_declared(report: Report) -> None:
    spoilt = []
    for encoding, place in product(ENCODINGS, PLACES):
        charset = {"meta": encoding, "wrong": _WRONG.get(encoding, "windows-1251")}.get(place, "")
        header = f"text/html; charset={encoding}" if place == "header" else "text/html"
        if decode(page(charset).encode(encoding), header) != page(charset):
            spoilt.append((encoding, place))
    all_of_them = len(ENCODINGS) * len(PLACES)
    report("encodings, declared well, badly or not", f"{all_of_them - len(spoilt)}/{all_of_them} exact")
    assert spoilt == []
