"""Whatever a file holds, the register reads it or says in one sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik import registry_outlets, registry_unions
from otklik.registry_outlets import read_outlet
from otklik.registry_tables import Table, read_table
from otklik.registry_unions import read_union
from records.errors import ConfigError
from records.registry import Region

REGIONS = {"RU-AAA": Region(code="RU-AAA", name="Заречье", district="УФО", timezone="Europe/Moscow")}
UNION = {"id": "any", "name": "Любой профсоюз", "short": "ЛП", "kind": "primary"}
SOURCE = {"kind": "feed", "url": "https://any.example/rss"}
OUTLET = {
    "name": "Любая газета",
    "url": "https://any.example/",
    "kind": "external",
    "timezone": "Europe/Moscow",
}

WORDS = st.sampled_from(
    ["any", "feed", "primary", "https://a.example/", "http://[", "RU-AAA", "Europe", "", "\n"]
)
LETTERS = st.text(alphabet="aбЯ .-/:[]@\x00\n")
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes() | WORDS | LETTERS
)
KEYS = WORDS | st.sampled_from(
    ["kind", "url", "links", "name", "role", "since", "until", "body", "min", "max"]
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=8)


def one_sentence(error: ConfigError) -> None:
    message = str(error)
    assert message.startswith("Файл ")
    assert message.endswith(".")
    assert "\n" not in message


@given(changed=st.dictionaries(st.sampled_from(registry_unions.KEYS), VALUES, max_size=2))
def test_any_values_make_a_union_or_a_sentence(changed: dict[str, object]) -> None:
    table = Table(path=Path("unions/any.toml"), values=UNION | changed)
    try:
        assert read_union(table, REGIONS).id == "any"
    except ConfigError as error:
        one_sentence(error)


@given(changed=st.dictionaries(st.sampled_from(registry_outlets.KEYS), VALUES, max_size=2))
def test_any_values_make_an_outlet_or_a_sentence(changed: dict[str, object]) -> None:
    table = Table(path=Path("outlets/RU-AAA/any.toml"), values=OUTLET | {"sources": [SOURCE]} | changed)
    try:
        assert read_outlet(table, REGIONS).region == "RU-AAA"
    except ConfigError as error:
        one_sentence(error)


@given(value=VALUES)
def test_any_source_is_read_or_named(value: object) -> None:
    table = Table(path=Path("outlets/RU-AAA/any.toml"), values=OUTLET | {"sources": [SOURCE, value]})
    try:
        assert len(read_outlet(table, REGIONS).sources) == 2
    except ConfigError as error:
        one_sentence(error)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "any.toml"


@given(content=st.binary())
def test_any_bytes_make_a_table_or_a_sentence(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        assert read_table(path).path == path
    except ConfigError as error:
        one_sentence(error)
