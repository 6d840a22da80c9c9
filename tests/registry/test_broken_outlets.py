"""A broken outlet costs itself: the register is read without it, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from otklik.registry import load_registry, read_registry
from records.errors import ConfigError
from tests.registry.conftest import FILES, write

OUTLET = "outlets/RU-AAA/herald.toml"
SECOND = FILES[OUTLET].replace("herald.example", "echo.example")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("outlets/RU-AAA/echo.toml", 'name = "Эхо'),
        ("outlets/RU-AAA/echo.toml", SECOND.replace('kind = "external"', 'kind = "paper"')),
        ("outlets/RU-AAA/echo.toml", FILES[OUTLET]),  # another outlet's addresses
        ("outlets/RU-ZZZ/echo.toml", SECOND),
        ("outlets/echo.toml", SECOND),
        ("outlets/RU-AAA/deep/echo.toml", SECOND),
        ("outlets/RU-AAA/Эхо.toml", SECOND),
    ],
)
def test_a_broken_outlet_is_named_and_the_others_are_read(folder: Path, name: str, content: str) -> None:
    before = set(read_registry(base=folder).outlets)
    path = write(folder, name, content)
    registry = read_registry(base=folder)
    [broken] = registry.broken.values()
    # Of two outlets with one address, the one whose id comes later is the double.
    assert broken.id in (path.stem, "herald")
    assert str(folder / "outlets") in broken.sentence
    assert set(registry.outlets) | {broken.id} == before | {path.stem}
    with pytest.raises(ConfigError, match="outlets"):
        load_registry(base=folder)


def test_of_a_mistyped_region_the_nearest_code_is_told(folder: Path) -> None:
    write(folder, "outlets/RU-AAZ/echo.toml", SECOND)
    assert "возможно, это RU-AAA" in read_registry(base=folder).broken["echo"].sentence


def test_two_outlets_of_one_id_are_both_left_out(folder: Path) -> None:
    write(folder, "outlets/RU-BBB/herald.toml", SECOND)
    registry = read_registry(base=folder)
    assert "herald" in registry.broken
    assert "herald" not in registry.outlets


def test_a_broken_file_of_the_user_s_own_does_not_bring_the_shipped_outlet_back(
    folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    write(own, OUTLET, 'paused = "просят не читать')
    registry = read_registry(own, base=folder)
    assert "herald" in registry.broken
    assert "herald" not in registry.outlets


def test_the_user_s_own_file_takes_the_place_of_a_broken_one(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    write(own, OUTLET, FILES[OUTLET])
    write(folder, OUTLET, "name =")
    registry = read_registry(own, base=folder)
    assert (set(registry.broken), "herald" in registry.outlets) == (set(), True)


def test_what_everything_hangs_on_still_stops(folder: Path) -> None:
    write(folder, "unions/weavers.toml", "id =")
    with pytest.raises(ConfigError, match="weavers"):
        read_registry(base=folder)
