"""Foreign words that want to be script, on every page, in a real browser without the content policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.desk.attacks.serving import Served, serve_place
from tests.desk.attacks.vectors import ADDRESSES, TEXTS, hostile_articles, hostile_registry, put_hostile_words
from tests.digests.press import article_id
from tests.figures import Report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
_MOST_FOUND = 40  # further pages, by the links of those that were read

# What a page that only shows foreign words never has.
_LOOK = """() => ({
  shown: document.body.innerText.includes("window.hit") || document.body.innerText.includes("evil.example"),
  hit: window.hit,
  scripts: [...document.scripts].filter(one => !one.src.endsWith("/static/desk.js")).length,
  handlers: [...document.querySelectorAll("*")].flatMap(one => one.getAttributeNames())
    .filter(name => name.startsWith("on")).length,
  strange: document.querySelectorAll("iframe, object, embed, base, meta[http-equiv], style, math, mglyph").length,
  sheets: [...document.querySelectorAll("link")].filter(one => !one.getAttribute("href").startsWith("/")).length,
  forms: [...document.forms].filter(one => one.method !== "dialog")
    .filter(one => new URL(one.action).origin !== location.origin).length,
  links: [...document.querySelectorAll("[href]")].map(one => one.getAttribute("href"))
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run", *QUIET]
        )
        yield launched
        launched.close()


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Served]:
    with serve_place(tmp_path, hostile_articles(), hostile_registry()) as running:
        put_hostile_words(running.place)
        yield running


def paths() -> list[str]:
    searches = [f"/search?q={quote(text)}&person={quote(text)}" for text in TEXTS]
    faults = [f"/{quote(text, safe='')}" for text in TEXTS] + [f"/?week={quote(text)}" for text in TEXTS]
    people = [f"/person?name={quote(text)}" for text in TEXTS]
    articles = [f"/article/{article_id(one)}" for one in hostile_articles()]
    others = ["/", "/search", "/search?page=2", "/corrections", "/corrections?page=2", "/saved"]
    languages = [f"/language/en?back={quote(address)}" for address in ADDRESSES]
    return [*others, *articles, *people, *searches, *faults, *languages]


def test_no_foreign_script_runs_and_nothing_is_asked_of_others(
    hostile: Served, browser: Browser, report: Report
) -> None:
    context = browser.new_context(bypass_csp=True)
    page, asked = context.new_page(), []
    context.on("request", lambda request: asked.append(request.url))
    walked, shown, faults = _walk(page, hostile.url)
    abroad = [url for url in asked if not url.startswith((f"{hostile.url}/", "data:"))]
    context.close()
    report("stored and reflected scripts", f"{len(TEXTS) + len(ADDRESSES)} vectors on {walked} pages, "
           f"without the content policy: {len(faults)} ran or changed a page")  # fmt: skip
    report("requests that leave the desk", f"{len(abroad)} of {len(asked)}")
    assert faults == []
    assert abroad == []
    assert walked > 150
    assert shown > 100  # or the words would not have been there to run


def _walk(page: Page, url: str) -> tuple[int, int, list[str]]:
    """All pages that are known, and some of every kind that their links lead to."""
    waiting, seen, faults = paths(), set[str](), []
    kinds: dict[str, int] = {}
    shown = 0
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        page.goto(url + path)
        looked = page.evaluate(_LOOK)
        links = looked.pop("links")
        shown += looked.pop("shown")
        wrong = [link for link in links if urlsplit(link).scheme not in ("", "http", "https")]
        if any(looked.values()) or wrong or page.evaluate("document.body.innerText").count("${49}"):
            faults.append(f"{path}: {looked} {wrong}")
        for link in links:
            kind = (
                urlsplit(link).path.split("/")[1]
                if link.startswith("/") and not link.startswith("//")
                else ""
            )
            is_page = kind and "format=" not in link and not link.endswith((".rss", ".jsonl", ".css", ".svg"))
            if is_page and kinds.get(kind, 0) < _MOST_FOUND // 8 and link not in seen:
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append(link)
    return len(seen), shown, faults


def test_the_content_policy_stops_a_script_that_would_get_in(served: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}/search")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit=1\">')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    page.close()


def test_forms_work_in_a_browser_that_runs_no_script(served: Served, browser: Browser) -> None:
    """Also its origin is told by the browser itself, and is right."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}/search")
    page.locator("h3 [data-open]").first.click()
    page.locator("#mention-1 button[value=negative]").click()
    assert page.locator(".done").inner_text().startswith("Исправлено: СТФ")
    assert page.locator("#mention-1 .tone").inner_text() == "негативный"
    page.locator(".done button").click()
    assert page.locator(".done").inner_text().startswith("Отменено: СТФ")
    context.close()
