"""`otklik extract`: JSON lines in, JSON lines out, in the same order, whatever a line holds."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from crawler.jsonl import OutletFinder, extract_orders
from otklik.jsonl import answer_lines, write_answers
from records.registry import Outlet
from tests.crawler.press import ROOT, Answer, Press, page

KEYS = {"id", "url", "title", "text", "published", "authors", "language", "canonical_url", "outlet"}
DATED = '<meta property="article:published_time" content="2026-11-12T14:05:00">'
ZONED = '<meta property="article:published_time" content="2026-11-12T14:05:00+05:00">'


def answers(*orders: object, outlets: tuple[Outlet, ...] = ()) -> list[dict[str, Any]]:
    lines = [order if isinstance(order, bytes) else json.dumps(order).encode() for order in orders]
    finder = OutletFinder(outlets)
    written = BytesIO()
    write_answers(answer_lines(lines, lambda orders: extract_orders(orders, finder)), written)
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_bytes(page("Договор подписан", head=DATED))
    (tmp_path / "zoned.html.gz").write_bytes(gzip.compress(page("Договор подписан", head=ZONED)))
    (tmp_path / "empty.html").write_bytes(b"<html><body></body></html>")
    (tmp_path / "nothing.html").write_bytes(b"")
    (tmp_path / "broken.html.gz").write_bytes(b"not gzip")
    (tmp_path / "spoilt.html.gz").write_bytes(gzip.compress(page("Договор"))[:40] + b"\xff" * 40)
    return tmp_path


ZARYA = Outlet(
    id="zarya",
    name="Заря",
    url="https://www.zarya.example/",
    kind="external",
    region="RU-KGN",
    timezone="Asia/Yekaterinburg",
    sources=(),
)


def test_a_page_gives_the_fields_of_the_format(folder: Path) -> None:
    (answer,) = answers(
        {"id": "1", "url": "https://news.zarya.example/1", "path": "page.html"}, outlets=(ZARYA,)
    )
    assert set(answer) == KEYS
    assert (answer["id"], answer["url"], answer["outlet"]) == ("1", "https://news.zarya.example/1", "zarya")
    assert answer["title"] == "Договор подписан"
    assert len(answer["text"].split("\n")) == 4
    assert answer["published"] == "2026-11-12T14:05:00+05:00"
    assert (answer["authors"], answer["language"]) == ([], "ru")


def test_a_time_without_any_zone_is_worth_its_day_only(folder: Path) -> None:
    unzoned, zoned = answers({"id": 1, "path": "page.html"}, {"id": 2, "path": "zoned.html.gz"})
    assert (unzoned["published"], unzoned["outlet"], unzoned["url"]) == ("2026-11-12", None, None)
    assert zoned["published"] == "2026-11-12T14:05:00+05:00"


def test_a_day_alone_is_printed_as_a_day(folder: Path) -> None:
    dated = '<meta property="article:published_time" content="2026-11-12">'
    (folder / "day.html").write_bytes(page("Договор подписан", head=dated))
    for zone in ("Europe/Kaliningrad", "Asia/Kamchatka"):
        order = {"id": 1, "url": "https://zarya.example/1", "path": "day.html"}
        (answer,) = answers(order, outlets=(replace(ZARYA, timezone=zone),))
        assert answer["published"] == "2026-11-12"


def test_unreadable_lines_are_answered_in_their_place_and_stop_nothing(folder: Path) -> None:
    orders = [
        b"nonsense",
        {"id": "a", "path": "absent.html"},
        "[1]",
        {"id": "b"},
        {"id": "c", "path": "broken.html.gz"},
        {"id": "c2", "path": "spoilt.html.gz"},
        {"id": "d", "path": "nothing.html"},
        {"id": "e", "path": "."},
        {"id": "f", "path": "page.html", "url": 7},
        {"id": "g", "path": "page.html"},
    ]
    found = answers(*orders)
    assert [answer["id"] for answer in found] == [None, "a", None, "b", "c", "c2", "d", "e", "f", "g"]
    assert all(set(answer) == {"id", "error"} for answer in found[:-1])
    assert set(found[-1]) == KEYS


def test_half_a_letter_of_a_page_is_no_reason_to_fail(folder: Path) -> None:
    thing = r'{"@type": "NewsArticle", "headline": "Договор \ud83d подписан", "author": {"name": "Анна \udc00 Речная"}}'
    markup = f'<script type="application/ld+json">{thing}</script><p>&#xD83D; &#55357;</p>'
    (folder / "half.html").write_text(f"<html><body>{markup}{page('Договор').decode()}</body></html>")
    (answer,) = answers({"id": "\udfff", "path": "half.html", "url": "https://zarya.example/\ud800"})
    assert (answer["id"], answer["authors"]) == ("\udfff", ["Анна \ufffd Речная"])
    assert not re.search("[\ud800-\udfff]", answer["title"] + answer["text"])


def test_a_page_without_an_article_is_readable_and_its_text_is_empty(folder: Path) -> None:
    (answer,) = answers({"id": "1", "path": "empty.html"})
    assert (answer["text"], answer["title"], answer["published"]) == ("", "", None)


def test_a_broken_address_of_a_page_is_no_reason_to_fail(folder: Path) -> None:
    (answer,) = answers({"id": "1", "path": "page.html", "url": "http://[broken"})
    assert answer["title"] == "Договор подписан"


JUNK = [
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
    bytes(range(256)) * 20,
    b"PK\x03\x04\x14\x00\x00\x00\x08\x00" * 10,
]


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_text_is_an_error_and_no_empty_answer(folder: Path, junk: bytes) -> None:
    (folder / "junk.html").write_bytes(junk)
    (answer,) = answers({"id": "1", "path": "junk.html"})
    assert answer == {"id": "1", "error": "Это не страница HTML."}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp866", "koi8-r"])
def test_a_page_in_whatever_encoding_is_text(folder: Path, encoding: str) -> None:
    (folder / "page.html").write_bytes(
        page("Договор подписан").decode().encode(encoding, "xmlcharrefreplace")
    )
    (answer,) = answers({"id": "1", "path": "page.html"})
    assert answer["title"] == "Договор подписан"


def test_addresses_are_fetched_through_the_guard_and_answered_in_order(press: Press, folder: Path) -> None:
    press.answers["/1"] = Answer(page("Первая новость"))
    press.answers["/go"] = Answer(status=302, headers={"Location": "/1"})
    places = [
        press.url + "/gone",
        str(folder / "page.html"),
        press.url + "/1",
        press.url + "/go",
        "http://127.0.0.1:9/",
    ]
    finished = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "extract_once.py"), press.place, *places],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    found = [json.loads(line) for line in finished.stdout.splitlines()]
    assert (finished.returncode, finished.stderr) == (1, b"")
    assert [answer["id"] for answer in found] == places
    assert "http-404" in found[0]["error"]
    assert found[1]["title"] == "Договор подписан"
    assert [found[2]["title"], found[3]["title"]] == ["Первая новость", "Первая новость"]
    assert found[3]["canonical_url"] == press.url + "/1"
    assert "forbidden-address" in found[4]["error"]
