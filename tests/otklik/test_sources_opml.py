"""Lists of feeds in and out: OPML from other programs, ours for them, and files that mean harm."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from crawler.opml import parse_opml
from records.errors import InputError
from tests.otklik.conftest import Run
from tests.otklik.site import configure
from tests.otklik.test_command_line import sentence

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Мои ленты</title></head><body>
  <outline text="Челябинская область">
    <outline type="rss" text="Заря &amp; К°" xmlUrl="https://zarya.example/rss" htmlUrl="https://zarya.example/news/"/>
    <outline type="rss" text="Заря: спорт" xmlUrl="https://zarya.example/sport.rss" htmlUrl="https://zarya.example/"/>
    <outline type="rss" text="Заря снова" xmlUrl="https://zarya.example/rss/"/>
    <outline type="rss" text="74.ru" xmlUrl="https://www.74.ru/text/rss.xml"/>
  </outline>
  <outline title="Без региона" xmlURL="http://echo.example/feed" type="rss"/>
  <outline text="Томичи" category="/RU-TOM" xmlUrl="https://tomichi.example/atom.xml"/>
  <outline text="Чужое" xmlUrl="file:///etc/passwd"/>
  <outline text="Пусто"/>
</body></opml>"""


def imported(otklik: Run, tmp_path: Path, content: str | bytes, *arguments: str) -> dict[str, list[object]]:
    file = tmp_path / "feeds.opml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = otklik("sources", "import", "feeds.opml", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_feeds_become_outlets_by_site_and_the_rest_is_told(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    found = imported(otklik, tmp_path, OPML)
    assert found["written"] == [
        "own/outlets/RU-CHE/zarya-example.toml",
        "own/outlets/RU-TOM/tomichi-example.toml",
    ]
    drafted = tomllib.loads((tmp_path / "own/outlets/RU-CHE/zarya-example.toml").read_text("utf-8"))
    assert (drafted["name"], drafted["url"]) == ("Заря & К°", "https://zarya.example/")
    assert [source["url"] for source in drafted["sources"]] == [
        "https://zarya.example/rss",
        "https://zarya.example/sport.rss",
    ]
    assert [(one["name"], one["reason"]) for one in found["skipped"]] == [  # type: ignore[index]
        ("Заря снова", "повторяется в этом файле"),
        ("74.ru", "уже есть в реестре: 74-ru"),
        ("Чужое", "адрес непонятен"),
        ("Без региона", "не понять регион: укажите --region"),
    ]
    assert otklik("sources", "list").returncode == 0


def test_a_region_may_be_given_for_those_that_name_none(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    imported(otklik, tmp_path, OPML, "--region", "RU-KGN")
    assert (tmp_path / "own/outlets/RU-KGN/echo-example.toml").exists()


def test_a_second_import_writes_nothing(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    imported(otklik, tmp_path, OPML)
    again = imported(otklik, tmp_path, OPML)
    assert again["written"] == []
    assert len(again["skipped"]) == 7


def test_what_goes_out_comes_in_again(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    assert otklik("sources", "export", "all.opml", "--paused").returncode == 0
    outlines = etree.parse(tmp_path / "all.opml").findall(".//outline[@xmlUrl]")
    listed = json.loads(otklik("sources", "list", "--json").stdout)
    feeds = {source["url"] for outlet in listed for source in outlet["sources"] if source["kind"] == "feed"}
    assert {outline.get("xmlUrl") for outline in outlines} == feeds
    configure(tmp_path, own="other", more="only_own = true")
    again = imported(otklik, tmp_path, (tmp_path / "all.opml").read_bytes())
    assert again["skipped"] == []
    taken = json.loads(otklik("sources", "list", "--json").stdout)
    assert {source["url"] for outlet in taken for source in outlet["sources"]} == feeds
    regions = {outlet["url"]: outlet["region"] for outlet in listed}
    assert all(regions.get(outlet["url"], outlet["region"]) == outlet["region"] for outlet in taken)


def test_it_is_written_to_standard_output_without_the_paused(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    root = etree.fromstring(otklik("sources", "export").stdout.encode())
    urls = {outline.get("xmlUrl") for outline in root.iter("outline")}
    assert root.get("version") == "2.0"
    assert "https://www.74.ru/text/rss.xml" in urls
    assert "http://www.1obl.ru/news.xml" not in urls


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE opml [<!ENTITY a0 "ha">{LAUGHS}]><opml><body><outline text="&a11;"/></body></opml>',
    "external entity": '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>&x;</body></opml>',
    "parameter entity": '<!DOCTYPE opml [<!entity % x SYSTEM "http://127.0.0.1:9/x"> %x;]><opml/>',
    "not OPML": "<rss><channel/></rss>",
    "not XML": "Добрый день",
    "empty": "",
    "cut": OPML[:300],
    "deep": "<opml>" + "<outline>" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_means_harm_is_refused_in_one_sentence(otklik: Run, tmp_path: Path, name: str) -> None:
    configure(tmp_path)
    (tmp_path / "feeds.opml").write_text(HOSTILE[name], "utf-8")
    assert "OPML" in sentence(otklik("sources", "import", "feeds.opml"), 65)


def test_an_external_doctype_and_an_inclusion_are_not_fetched(tmp_path: Path) -> None:
    opened: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("open", "socket.connect"):
            opened.append(str(arguments[0]))

    watching = False
    sys.addaudithook(watch)
    secret = tmp_path / "secret"
    secret.write_text("secret")
    body = (
        f'<!DOCTYPE opml SYSTEM "{secret.as_uri()}"><opml xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<xi:include href="{secret.as_uri()}" parse="text"/>'
        '<outline text="x" xmlUrl="https://zarya.example/rss"/></opml>'
    )
    watching = True
    feeds = parse_opml(body.encode())
    watching = False
    assert [feed.url for feed in feeds] == ["https://zarya.example/rss"]
    assert opened == []


def test_windows_1251_is_read(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    content = OPML.replace("UTF-8", "windows-1251").encode("cp1251")
    assert len(imported(otklik, tmp_path, content)["written"]) == 2


@given(st.binary() | st.text().map(str.encode) | st.text(alphabet='<>/"= outlinexmlUrl&;#!?').map(str.encode))
def test_any_bytes_are_feeds_or_a_sentence(body: bytes) -> None:
    try:
        parse_opml(b"<opml>" + body + b"</opml>")
    except InputError as error:
        assert str(error).endswith(".")
