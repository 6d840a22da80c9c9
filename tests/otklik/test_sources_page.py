"""`otklik sources page`: the saved page as it was sent, or a sentence that says why there is none."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.addresses import address_id
from tests.crawler.conftest import open_press, press
from tests.crawler.press import Answer, Press, page, rss
from tests.otklik.conftest import Run
from tests.otklik.site import configure
from tests.otklik.test_command_line import sentence
from tests.otklik.test_sources_check import register
from tests.warm import run_warm

__all__ = ["open_press", "press"]  # fixtures
BODY = page("Договор подписан").replace(b"utf-8", b"windows-1251").decode().encode("cp1251")


@dataclass(frozen=True)
class Crawled:
    """A folder in which one article was kept, one was not, and one link waits; its outlet is closed by now."""

    folder: Path
    url: str


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """One crawl for all: it loads the models."""
    folder, press = tmp_path_factory.mktemp("crawled"), Press()
    press.answers["/rss.xml"] = Answer(
        rss([press.url + path for path in ("/1", "/sport", "/later")]), content_type="application/rss+xml"
    )
    press.answers["/1"] = Answer(BODY, content_type="text/html; charset=windows-1251")
    press.answers["/sport"] = Answer(page("Хоккей", text="Матч вымышленных команд окончился вничью. " * 4))
    press.answers["/later"] = Answer(status=502)
    crawl(folder, press)
    press.close()
    return Crawled(folder, press.url)


@pytest.fixture
def crawled(once: Crawled, tmp_path: Path) -> Crawled:
    shutil.copytree(once.folder, tmp_path, dirs_exist_ok=True)
    return Crawled(tmp_path, once.url)


def crawl(folder: Path, press: Press) -> None:
    configure(folder, press, more="only_own = true")
    register(folder, press)
    done = run(folder, "crawl")
    assert done.returncode == 0, done.stderr.decode()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return run_warm("otklik.cli:main", arguments, folder=folder, environment=os.environ)


def test_the_page_is_written_as_it_was_sent_and_its_facts_beside_it(crawled: Crawled) -> None:
    done = run(crawled.folder, "sources", "page", crawled.url + "/1?utm_source=mail")
    assert (done.returncode, done.stdout) == (0, BODY)
    facts = done.stderr.decode()
    assert f"Страница {crawled.url}/1 прочитана" in facts
    assert "ответ 200" in facts
    assert f"байт: {len(BODY)}" in facts


def test_it_is_written_into_a_file(otklik: Run, tmp_path: Path, crawled: Crawled) -> None:
    done = otklik("sources", "page", crawled.url + "/1", "--out", "page.html")
    assert (tmp_path / "page.html").read_bytes() == BODY
    assert "прочитана" in done.stdout
    none = otklik("sources", "page", crawled.url + "/1", "--out", "none/page.html")
    assert "none/page.html не удалось записать" in sentence(none, 74)


def test_programs_read_the_facts(otklik: Run, crawled: Crawled) -> None:
    facts = json.loads(otklik("sources", "page", crawled.url + "/1", "--json").stdout)
    assert facts["article_id"] == address_id(crawled.url + "/1")
    assert (facts["status"], facts["bytes"], facts["revision"]) == (200, len(BODY), 0)
    assert facts["headers"]["Content-Type"] == "text/html; charset=windows-1251"
    assert facts["file"].endswith(".warc.gz")


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/none", 65, "ни один источник его не называл"),
        ("/sport", 65, "не о профсоюзах"),
        ("/later", 65, "ещё не прочитана"),
    ],
)
def test_where_there_is_no_copy_a_sentence_says_why(
    otklik: Run, crawled: Crawled, path: str, code: int, words: str
) -> None:
    assert words in sentence(otklik("sources", "page", crawled.url + path), code)


def test_other_words_are_no_address(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    assert "не адрес статьи" in sentence(otklik("sources", "page", "https://[::1"), 2)


def test_an_earlier_copy_is_asked_for_by_its_revision(otklik: Run, tmp_path: Path, crawled: Crawled) -> None:
    archive = sqlite3.connect(tmp_path / "data" / "archive.db")
    archive.execute(
        "INSERT INTO page_copies SELECT article_id, 7, url, '2026-11-24 09:00:00.000000', file, \"offset\", length "
        "FROM page_copies"
    )
    archive.commit()
    archive.close()
    newest = otklik("sources", "page", crawled.url + "/1", "--out", "page.html").stdout
    assert "прочитана 24.11.2026 12:00" in newest
    assert "--revision 0" in newest
    assert json.loads(otklik("sources", "page", crawled.url + "/1", "--revision", "0", "--json").stdout)[
        "revisions"
    ] == [7, 0]
    assert "есть копии 7, 0" in sentence(otklik("sources", "page", crawled.url + "/1", "--revision", "3"), 2)


def test_a_lost_file_is_named(otklik: Run, tmp_path: Path, crawled: Crawled) -> None:
    for file in (tmp_path / "data" / "pages").iterdir():
        file.unlink()
    assert "warc.gz" in sentence(otklik("sources", "page", crawled.url + "/1"), 74)


def test_pages_that_were_not_to_be_kept_have_no_copy_and_old_files_go_with_the_next_crawl(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    press.publish("/1")
    crawl(tmp_path, press)
    pages = tmp_path / "data" / "pages"
    (kept,) = pages.iterdir()
    (pages / "2020-01-31.warc.gz").write_bytes(b"")
    press.publish("/1", "/2")
    done = otklik("crawl", "--all", OTKLIK_CRAWL__KEEP_PAGES="false")
    assert done.returncode == 0, done.stderr
    assert list(pages.iterdir()) == [kept]
    assert otklik("sources", "page", press.url + "/1").returncode == 0
    assert "crawl.keep_pages" in sentence(otklik("sources", "page", press.url + "/2"), 65)
