"""Walls of VK without a key are one word of advice: no failure each, and no sign that the network is there."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.conftest import open_press, press
from tests.crawler.press import Press
from tests.otklik.conftest import Run
from tests.otklik.site import configure, open_site
from tests.otklik.test_sources_check import register

__all__ = ["open_press", "press"]  # fixtures


def with_walls(tmp_path: Path, press: Press) -> None:
    configure(tmp_path, press, more="only_own = true")
    register(tmp_path, press)
    register(tmp_path, press, "other", "/other.xml")
    for number in range(3):
        register(tmp_path, press, f"wall-{number}", kind="vk")
        file = tmp_path / "own" / "outlets" / "RU-CHE" / f"wall-{number}.toml"
        wall = f"https://vk.com/zarechye{number}"
        file.write_text(file.read_text("utf-8").replace(f"{press.url}/rss.xml", wall), "utf-8")


def test_the_doctor_says_once_that_a_key_is_lacking(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    press.answers["/other.xml"] = press.answers["/rss.xml"]
    with_walls(tmp_path, press)
    assert otklik("crawl").returncode == 0
    said = otklik("doctor").stdout
    assert said.count("VK") == 2  # the sentence, and the variable that it names
    assert "не читаются стены VK: 3" in said
    assert "wall-" not in said


def test_a_crawl_without_a_network_says_so_all_the_same(otklik: Run, tmp_path: Path, press: Press) -> None:
    with_walls(tmp_path, press)
    press.close()
    done = otklik("crawl")
    assert done.returncode == 69
    assert "нет сети" in done.stderr
