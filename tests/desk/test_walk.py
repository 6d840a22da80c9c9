"""A press officer's walk over the whole desk on the sample week, in a real browser: every page, wide and narrow, in
both languages, with and without JavaScript; then search, filter, open, correct, export, share."""

from __future__ import annotations

import io
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from desk.app import PAGES, build_app
from otklik.desk import open_desk
from otklik.sample import sample_workplace

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (1280, 390)
MENU = 'header nav[aria-label] a[href^="/"]'


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The desk as `make run` opens it, on a free port."""
    folder = tmp_path_factory.mktemp("sample")
    # In a process of its own: a crawl wants the event loop for itself.
    command = [sys.executable, "-m", "otklik", "demo", "--once", "--folder", str(folder / "week")]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    config = folder / "week" / "otklik.toml"
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        with open_desk(sample_workplace(config), host="127.0.0.1", port=port, sample=True) as served:
            server = uvicorn.Server(
                uvicorn.Config(build_app(served.desk), log_level="warning", lifespan="off")
            )
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()
            while not server.started:
                time.sleep(0.01)
            yield served.url
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run", *QUIET]
        )
        yield launched
        launched.close()


def open_context(
    browser: Browser, home: str, *, width: int = 1280, language: str = "ru", scripts: bool = True
) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        bypass_csp=scripts,  # for axe, which is a script; that the policy holds is shown in attacks/
        accept_downloads=True,
    )
    context.add_cookies([{"name": "otklik-language", "value": language, "url": home}])
    return context


def list_pages(page: Page, home: str) -> list[str]:
    """An address of each page of the desk that this sample has: those of the menu, and what hangs below them."""
    page.goto(home)
    found = {link.get_attribute("href") or "" for link in page.locator(MENU).all()}
    for start, below in (
        ("/search", "/article/"),
        ("/outlets", "/outlet/"),
        ("/people", "/person"),
        ("/topics", "/topic/"),
        ("/topics", "/campaign/"),
    ):
        page.goto(home + start)
        found.add(page.locator(f'main a[href^="{below}"]').first.get_attribute("href") or "")
    page.goto(home + "/search?sort=importance")
    for link in [each.get_attribute("href") for each in page.locator('main a[href^="/article/"]').all()][:10]:
        page.goto(home + (link or ""))
        if page.locator('main a[href^="/story/"]').count():
            found.add(page.locator('main a[href^="/story/"]').first.get_attribute("href") or "")
            found.add(page.locator('main a[href$="/copy"]').first.get_attribute("href") or "")
            break
    return sorted(path for path in found if path)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_whole_fits_loads_nothing_foreign_and_pleases_axe(
    browser: Browser, home: str, width: int, language: str, scripts: bool
) -> None:
    context = open_context(browser, home, width=width, language=language, scripts=scripts)
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    pages = list_pages(page, home)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    assert {shape(path) for path in pages} >= {shape(path) for path, _show in PAGES if shown(path)}
    for path in pages:
        answer = page.goto(home + path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("main h1").count() == 1, path
        assert page.locator("p.sample").count() == 1, path
        assert page.locator("html").get_attribute("lang") == language
        if scripts:
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            violations = Axe().run(page).response["violations"]
            assert not [one["id"] for one in violations if one["impact"] in ("serious", "critical")], path
    assert [url for url in asked if not url.startswith(home)] == []
    assert told == []
    context.close()


def shown(path: str) -> bool:
    """Pages that a menu or a list leads to; a saved page is what its outlet made, and files are no pages."""
    return "{revision}" not in path and not path.startswith("/saved/") and "." not in path


def shape(path: str) -> str:
    """`/outlet/ladoga` → `/outlet`."""
    return "/" + path.partition("?")[0].split("/")[1]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_search_filter_open_correct_export_and_share(
    browser: Browser, home: str, width: int, scripts: bool
) -> None:
    context = open_context(browser, home, width=width, scripts=scripts)
    page = context.new_page()
    page.goto(home)
    page.get_by_role("searchbox").first.fill("профсоюз")
    page.get_by_role("searchbox").first.press("Enter")
    everything = found(page)
    page.locator(".facets a", has_text="Курганская область").click()
    filtered = found(page)
    assert 0 < filtered < everything
    address = page.url
    page.locator("a[data-open]").first.click()
    assert "/article/" in page.url
    buttons = page.locator(
        "#mention-1 form button", has_text=re.compile("негативный|положительный|нейтральный")
    )
    wanted = buttons.first.inner_text()
    buttons.first.click()
    assert page.locator(".done").inner_text().startswith("Исправлено")
    assert page.locator("#mention-1 .tone").first.inner_text() == wanted
    with page.expect_download() as waiting:
        page.locator(".downloads a", has_text="Excel").click()
    assert openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes())).sheetnames
    context.close()
    other = open_context(browser, home, width=width, scripts=scripts)
    colleague = other.new_page()
    colleague.goto(address)
    assert found(colleague) == filtered
    colleague.goto(f"{home}/corrections")
    assert wanted in colleague.locator("main").inner_text()
    colleague.locator("tr button", has_text="Отменить").first.click()
    other.close()


def found(page: Page) -> int:
    number = re.search(r"\d+", page.locator(".count").inner_text())
    assert number
    return int(number[0])


def test_the_keys_lead_through_a_list(browser: Browser, home: str) -> None:
    context = open_context(browser, home)
    page = context.new_page()
    page.goto(f"{home}/search")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Tab")
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    first = page.locator("a[data-open]").first.get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.wait_for_url(f"{home}{first}")
    context.close()
