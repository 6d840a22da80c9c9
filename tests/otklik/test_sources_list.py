"""`otklik sources list`: what the archive knows of each source, in words, with the mend."""

from __future__ import annotations

import json
from pathlib import Path

from tests.crawler.conftest import open_press, press
from tests.crawler.press import Press
from tests.otklik.conftest import Run
from tests.otklik.site import configure, open_site
from tests.otklik.test_command_line import sentence
from tests.otklik.test_sources_check import register

__all__ = ["open_press", "press"]  # fixtures


def crawled(otklik: Run, tmp_path: Path, press: Press) -> None:
    """One outlet that is read, one that is gone, one that is paused."""
    open_site(press)
    configure(tmp_path, press, more="only_own = true")
    register(tmp_path, press)
    register(tmp_path, press, "gone", "/gone.xml")
    register(tmp_path, press, "still", "/still.xml", more='paused = "закрыта с мая"')
    assert otklik("crawl").returncode == 0


def test_each_source_is_told_in_words_with_its_mend(otklik: Run, tmp_path: Path, press: Press) -> None:
    crawled(otklik, tmp_path, press)
    listed = otklik("sources", "list").stdout
    lines = {line.split()[0]: line for line in listed.splitlines()}
    assert "не читается с" in lines["gone"]
    assert "найдите новый адрес: otklik sources add" in lines["gone"]
    assert "приостановлено: закрыта с мая" in lines["still"]
    assert "otklik sources check still" in lines["still"]
    assert lines["zarya"].rstrip().endswith("читается")
    assert "Источников 3, изданий 3: приостановлено 1, не читается источников 1, под вопросом 0." in listed


def test_failing_shows_those_alone_that_are_asked_in_vain(otklik: Run, tmp_path: Path, press: Press) -> None:
    crawled(otklik, tmp_path, press)
    found = json.loads(otklik("sources", "list", "--failing", "--json").stdout)
    assert [outlet["id"] for outlet in found] == ["gone"]
    assert found[0]["sources"][0]["outcome"] == "http-404"


def test_a_region_is_shown_alone(otklik: Run, tmp_path: Path, press: Press) -> None:
    configure(tmp_path)
    found = json.loads(otklik("sources", "list", "--region", "RU-KOS", "--json").stdout)
    assert {outlet["region"] for outlet in found} == {"RU-KOS"}
    assert {"k1news", "fp-kostroma"} <= {outlet["id"] for outlet in found}
    assert {outlet["union"] for outlet in found} == {None, "fp-kostroma"}


def test_an_unknown_region_is_said(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    assert "otklik registry regions" in sentence(otklik("sources", "list", "--region", "RU-QQQ"), 2)


def test_the_regions_and_their_codes_can_be_looked_up(otklik: Run) -> None:
    found = json.loads(otklik("registry", "regions", "--json").stdout)
    assert len(found) == 90
    assert {"code": "RU-KGN", "name": "Курганская область", "timezone": "Asia/Yekaterinburg"} in found
