"""Logging in, correcting and saving in a real browser: narrow and wide, light and dark, for people and for axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.desk.attacks.serving import Served, serve_place
from tests.desk.guards_fixtures import FIRST, PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
Scheme = Literal["dark", "light"]
SIZES: list[tuple[int, Scheme]] = [(390, "dark"), (1280, "light")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run", *QUIET]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve_place(tmp_path_factory.mktemp("correcting"), users=True) as running:
        yield running


def log_in(page: Page, served: Served, name: str = "anna") -> None:
    page.goto(f"{served.url}/article/{FIRST}")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()


def open_context(browser: Browser, width: int, scheme: Scheme, scripts: bool = True) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        java_script_enabled=scripts,
        bypass_csp=scripts,
    )


def check(page: Page, width: int) -> None:
    for summary in page.locator("main summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_the_pages_fit_and_are_accessible(
    served: Served, browser: Browser, width: int, scheme: Scheme
) -> None:
    context = open_context(browser, width, scheme)
    page = context.new_page()
    page.goto(f"{served.url}/login")
    check(page, width)
    log_in(page, served)
    assert page.url == f"{served.url}/article/{FIRST}"
    page.locator("#mention-2 button[value=right]").click()
    assert page.locator(".done").inner_text().startswith("Исправлено")
    check(page, width)
    page.goto(f"{served.url}/search?q=надбавки")
    page.locator("summary", has_text="Сохранить поиск").click()
    page.get_by_label("Название").fill("Надбавки")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    assert page.locator(".done").inner_text() == "Поиск сохранён."
    check(page, width)
    page.goto(f"{served.url}/corrections")
    check(page, width)
    context.close()


def test_all_is_done_without_scripts_from_the_log_in_to_the_log_out(served: Served, browser: Browser) -> None:
    context = open_context(browser, 1280, "light", scripts=False)
    page = context.new_page()
    log_in(page, served)
    page.locator("#mention-1 summary").click()
    page.locator("#mention-1 input[name=instead]").fill("ФПЗ (zarechye)")
    page.locator("#mention-1 button[value=union]").click()
    assert "ФПЗ" in page.locator(".done").inner_text()
    page.locator("nav a", has_text="Исправления").click()
    page.locator("tr button", has_text="Отменить").first.click()
    assert page.locator(".done").inner_text().startswith("Отменено")
    page.get_by_role("button", name="Выйти").click()
    assert page.url == f"{served.url}/login"
    page.goto(f"{served.url}/corrections")
    assert "/login" in page.url
    context.close()
