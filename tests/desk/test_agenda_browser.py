"""The agenda's pages in a real browser: wide and narrow, light and dark, with keys and without JavaScript."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, sync_playwright

from desk.app import build_app
from tests.desk.agenda_press import WEEK, opened_desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PAGES = (
    f"/topics?{WEEK}",
    f"/topic/safety?{WEEK}",
    f"/campaign/teplo?{WEEK}",
    f"/absences?{WEEK}",
    "/releases",
    "/releases?taken=no",
    "/sources",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run", *QUIET]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the desk answers: a server on a free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        with opened_desk(tmp_path_factory.mktemp("desk"), hosts=frozenset({host})) as desk:
            server = uvicorn.Server(uvicorn.Config(build_app(desk), log_level="warning", lifespan="off"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()
            while not server.started:
                time.sleep(0.01)
            yield f"http://{host}"
            server.should_exit = True
            thread.join()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_page_fits_its_window_loads_nothing_foreign_and_axe_is_content(
    browser: Browser, home: str, path: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(home + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("main h1").count() == 1
    assert all(url.startswith(home) for url in asked)
    assert not told
    faults = [fault for fault in Axe().run(page).response["violations"] if fault["impact"] != "minor"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults]
    page.close()


def test_the_keys_walk_the_sources_and_open_an_outlet(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.goto(f"{home}/sources")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("tr.current").inner_text().startswith("Новый листок")
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.wait_for_url(f"{home}/outlet/kedr")
    page.close()


def test_without_javascript_a_form_narrows_and_the_second_tab_opens(browser: Browser, home: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{home}/absences?{WEEK}")
    page.locator('select[name="topic"]').select_option("pay")
    page.locator(".filters button").click()
    assert page.locator(".hit").count() == 1
    assert page.locator(".hit h3").inner_text().startswith("Стекольщики молчат <script>")
    page.goto(f"{home}/releases")
    page.get_by_role("link", name="Никто не взял: 1").click()
    assert "Открыта запись в хор" in page.locator(".hit").inner_text()
    page.close()


def test_the_same_page_is_asked_for_in_english(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.goto(f"{home}/topics")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/topics")
    page.close()
