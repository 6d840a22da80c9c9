"""`otklik registry check` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.otklik.conftest import Run

UNION = """
id = "weavers"
name = "Профсоюз ткачей Заречья"
short = "Ткачпроф"
aliases = ["{alias}"]
kind = "all-russian"
parents = ["fnpr"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "otklik.toml").write_text('[registry]\nfolder = "own"', "utf-8")
    (tmp_path / "own" / "unions").mkdir(parents=True)
    return tmp_path / "own" / "unions" / "weavers.toml"


def test_shared_names_are_shown_with_what_settles_them(otklik: Run) -> None:
    ran = otklik("registry", "check")
    assert ran.returncode == 0
    assert "ФПСО" in ran.stdout
    assert "RU-SAM — fp-samara" in " ".join(ran.stdout.split())


def test_a_shared_name_that_nothing_settles_ends_with_one(otklik: Run, own: Path) -> None:
    own.write_text(UNION.format(alias="Профсоюз работников культуры"), "utf-8")
    ran = otklik("registry", "check", "--json")
    assert ran.returncode == 1
    found = json.loads(ran.stdout)
    assert found["broken"] == []
    (clash,) = [clash for clash in found["clashes"] if "weavers" in clash["unions"]]
    assert (clash["unions"], clash["by"]) == (["profkult", "weavers"], "name")


def test_broken_files_are_all_named_with_their_lines(otklik: Run, own: Path) -> None:
    own.write_text(UNION.format(alias="Дом профсоюзов"), "utf-8")
    other = own.with_name("spinners.toml")
    other.write_text(
        UNION.format(alias="Прядпроф").replace("weavers", "spinners") + 'colour = "red"\n', "utf-8"
    )
    ran = otklik("registry", "check", "--json")
    assert ran.returncode == 78
    assert "spinners.toml, строка 8, ключ «colour»" in ran.stderr
    assert "weavers.toml, строка 5, ключ «aliases»" in ran.stderr
    assert len(json.loads(ran.stdout)["broken"]) == 2
