"""`otklik demo` from end to end: what it tells of the pages, on a screen and to a machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from demo.articles import write_articles
from tests.demo.conftest import MONDAY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "sample"


def demonstrate(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "otklik", "demo", "--once", "--folder", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_result_says_how_many_pages_were_not_about_unions_and_of_how_many(folder: Path) -> None:
    printed = demonstrate(folder)
    result = json.loads(demonstrate(folder, "--json"))
    decided = result["decided"]
    everyday = sum(not article.relevant and article.reachable for article in write_articles(MONDAY))
    assert decided["kept"] + decided["not-relevant"] <= sum(decided.values()) <= result["published"]
    assert (
        abs(decided["not-relevant"] - everyday) <= 3
    )  # the screening lets a few through, the tagging does not
    assert f"Рассмотрено {sum(decided.values())} страниц" in printed
    assert f"о профсоюзах — {decided['kept']}; не о профсоюзах — {decided['not-relevant']}" in printed
    assert not any(line != line.rstrip() for line in printed.splitlines())
