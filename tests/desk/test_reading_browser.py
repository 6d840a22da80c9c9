"""The reading pages in a real browser: narrow and wide, with and without scripts; and the saved page kept locked."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from desk.app import build_app
from tests.desk.reading_press import EDITED, MAIN, SPEAKER, opened_desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
ALL = "since=2026-11-01&until=2026-11-25"
PAGES = [
    f"/article/{MAIN.id}",
    f"/article/{EDITED.id}",
    f"/article/{MAIN.id}/copy",
    f"/story/{MAIN.id}",
    f"/outlets?{ALL}",
    f"/outlet/tobol?{ALL}",
    f"/people?{ALL}",
    f"/person?name={quote(SPEAKER)}",
]


@dataclass(frozen=True)
class Served:
    """`trap` listens at `trap_url`; `caught` says whether anybody came."""

    url: str
    trap: socket.socket
    trap_url: str

    def caught(self) -> bool:
        self.trap.settimeout(0.3)
        try:
            self.trap.accept()[0].close()
        except TimeoutError:
            return False
        return True


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
    trap, door = socket.create_server(("127.0.0.1", 0)), socket.create_server(("127.0.0.1", 0))
    trap_url = f"http://127.0.0.1:{trap.getsockname()[1]}/trap"
    host = f"127.0.0.1:{door.getsockname()[1]}"
    with opened_desk(tmp_path_factory.mktemp("reading"), hosts=frozenset({host}), trap=trap_url) as desk:
        server = uvicorn.Server(uvicorn.Config(build_app(desk), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        yield Served(f"http://{host}", trap, trap_url)
        server.should_exit = True
        thread.join()
    trap.close()
    door.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_is_accessible_and_asks_nobody_else(
    served: Served, browser: Browser, path: str
) -> None:
    for width in (390, 1280):
        scheme: Literal["dark", "light"] = "dark" if width == 390 else "light"
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        asked, said = _listen(page)
        page.goto(served.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [url for url in asked if not url.startswith(served.url)] == []
        assert said == []  # a breach of the policy would be told here
        assert _violations(page) == []
        page.close()


def _listen(page: Page) -> tuple[list[str], list[str]]:
    """What the page will ask for, and what the browser will say of it."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    return asked, said


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def test_marks_are_taken_away_without_any_script(served: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}/article/{MAIN.id}")
    first = page.locator(".reading .t-union.positive").first
    person = page.locator(".reading .t-person").first
    assert _style(first, "background-color") != "rgba(0, 0, 0, 0)"
    assert "underline" in _style(person, "text-decoration-line")
    page.get_by_label("профсоюзы", exact=False).first.uncheck()
    assert _style(first, "background-color") == "rgba(0, 0, 0, 0)"
    assert not page.locator(".reading .tag-number").first.is_visible()
    assert "underline" in _style(person, "text-decoration-line")
    page.get_by_label("люди", exact=False).uncheck()
    assert _style(person, "text-decoration-line") == "none"
    context.close()


def _style(element: Locator, name: str) -> str:
    return str(element.evaluate("(element, name) => getComputedStyle(element)[name]", name))


def test_a_saved_page_runs_nothing_and_asks_nobody(served: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}/article/{MAIN.id}/copy")
    page.get_by_text("Открыть копию").click()
    page.get_by_text("Слова копии").wait_for()
    copy = f"{served.url}/article/{MAIN.id}/copy/0"
    page.wait_for_timeout(500)
    assert page.url == copy
    assert page.title() == "Копия"
    page.get_by_text("Отправить").click()  # a sandboxed page may send no form
    page.wait_for_timeout(200)
    assert page.url == copy
    assert not served.caught()
    page.close()
    unlocked = browser.new_page()
    unlocked.set_content(f'<img src="{served.trap_url}.png">', wait_until="commit")
    assert served.caught()  # so the trap does catch
    unlocked.close()


def test_the_keys_walk_through_mentions(served: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}/article/{MAIN.id}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    assert page.url.endswith("#text-2")
    page.close()
