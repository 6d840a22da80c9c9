"""The mail in a real browser: narrow and wide, light and dark, hostile and harmless."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, sync_playwright

from archive.store import Archive
from digests.compose import compose_digest
from digests.render import render_digest
from records.period import Week
from tests.digests.hostile import hostile_articles
from tests.digests.press import SUBSCRIPTION, put_articles, registry
from tests.digests.sample_week import put_sample_weeks

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run", *QUIET]
        )
        yield launched
        launched.close()


def write_page(archive: Archive, folder: Path) -> Path:
    digest = compose_digest(
        archive, registry(), SUBSCRIPTION, Week(year=2026, number=47), ZoneInfo("Europe/Moscow")
    )
    page = folder / "digest.html"
    page.write_text(render_digest(digest).html)
    return page


@pytest.mark.parametrize("width", [390, 680, 1280])
def test_the_mail_fits_its_window_and_loads_nothing(
    archive: Archive, tmp_path: Path, browser: Browser, width: int
) -> None:
    put_sample_weeks(archive)
    url = write_page(archive, tmp_path).as_uri()
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h3").count() == 9
    assert asked == [url]
    page.close()


def test_a_dark_screen_gets_light_letters_on_dark_ground(
    archive: Archive, tmp_path: Path, browser: Browser
) -> None:
    put_sample_weeks(archive)
    page = browser.new_page(color_scheme="dark")
    page.goto(write_page(archive, tmp_path).as_uri())
    script = "element => Number(getComputedStyle(element)[%r].match(/[0-9]+/)[0])"
    assert page.locator(".sheet").evaluate(script % "backgroundColor") < 60
    for element in page.locator(
        "h1, h3, h3 a, .meta, .about, .tone, .quote, .reasons, .difference, .small"
    ).all():
        assert element.evaluate(script % "color") > 120
    page.close()


def test_foreign_scripts_do_not_run(archive: Archive, tmp_path: Path, browser: Browser) -> None:
    put_articles(archive, hostile_articles())
    page = browser.new_page()
    page.goto(write_page(archive, tmp_path).as_uri())
    for link in page.locator("a").all():
        assert str(link.get_attribute("href")).startswith("https://")
    page.wait_for_load_state("networkidle")
    assert "взломано" not in page.title()
    page.close()
