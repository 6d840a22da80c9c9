"""Whatever a site says of itself, the drafted file is read by the register, and says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.front_page import read_front_page
from otklik.outlet_draft import Draft, draft_id, draft_name, guess_kind, write_toml
from otklik.region_proposal import propose_region
from otklik.registry_outlets import read_outlet
from otklik.registry_tables import read_table
from records.registry import Region, Source

REGIONS = {"RU-AAA": Region(code="RU-AAA", name="Заречье", district="УФО", timezone="Europe/Moscow")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drafts") / "RU-AAA"
    path.mkdir()
    return path


@given(name=st.text(), note=st.text(), selector=st.text(min_size=1))
def test_any_name_makes_a_file_that_the_register_reads(
    folder: Path, name: str, note: str, selector: str
) -> None:
    said = draft_name(name, "https://zarya.example/")
    selector = f"a{selector.strip()}"
    source = Source(
        id="new", outlet_id="new", kind="listing", url="https://zarya.example/news", links=(selector,)
    )
    draft = Draft(
        id="zarya-example",
        name=said,
        url="https://zarya.example/",
        kind="external",
        region="RU-AAA",
        timezone="Europe/Moscow",
        sources=[source],
        notes=[note],
    )
    file = folder / "zarya-example.toml"
    file.write_bytes(write_toml(draft).encode())
    outlet = read_outlet(read_table(file), REGIONS)
    assert outlet.name == said
    assert outlet.sources[0].url == "https://zarya.example/news"
    assert len(outlet.sources[0].links) == 1


@pytest.mark.parametrize(
    ("url", "outlet_id"),
    [
        ("https://www.zarya.ru/", "zarya"),
        ("https://45.ru/", "45-ru"),
        ("https://57.mchs.gov.ru/", "57-mchs-gov"),
        ("https://zarya.info/", "zarya-info"),
        ("https://известно.рф/", "xn-b1aged2agti-xn-p1ai"),
        ("http://127.0.0.1:8080/", "127-0-0-1"),
    ],
)
def test_the_id_comes_from_the_host(url: str, outlet_id: str) -> None:
    assert draft_id(url, ()) == outlet_id


def test_a_taken_id_is_numbered() -> None:
    assert draft_id("https://zarya.ru/", ["zarya", "zarya-2"]) == "zarya-3"


def test_only_what_an_address_says_for_sure_is_guessed() -> None:
    assert guess_kind("https://22.mchs.gov.ru/") == "authority"
    assert guess_kind("https://orel.bezformata.com/") == "aggregator"
    assert guess_kind("https://zarya.example/") == "external"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Новости Кургана и Курганской области. В Шадринске снег. Курган сегодня.", "RU-KGN"),
        ("Томск, Томская область, томичи, Северск", "RU-TOM"),
        ("Новости", None),
        ("Курган. Томск. Курган. Томск. Курган. Томск.", None),
    ],
)
def test_a_region_is_proposed_where_the_front_page_leaves_no_doubt(text: str, region: str | None) -> None:
    assert propose_region(text) == region


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_front_page_or_none(body: bytes) -> None:
    front = read_front_page(body, url="https://zarya.example/", content_type="text/html")
    assert front is None or isinstance(front.name, str)
