"""The page of a kept article is saved as it was sent; what was edited is saved again."""

from __future__ import annotations

import gzip
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.page_copies import PageCopy, drop_copies_before, find_address, find_copies
from archive.page_files import PageFiles
from archive.store import open_archive, sqlite_url
from tests.crawler.press import PARAGRAPH, Answer, Crawl, Press, page, run_crawl

ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Заря</title>{entries}</feed>',
    '<entry><title>Новость</title><link href="{url}"/><id>{url}</id>'
    "<published>{published:%Y-%m-%dT%H:%M:%SZ}</published><updated>{updated:%Y-%m-%dT%H:%M:%SZ}</updated></entry>",
)
PUBLISHED = datetime.now(UTC) - timedelta(days=1)


def atom(press: Press, updated: datetime, *paths: str) -> Answer:
    entries = "".join(
        ATOM[1].format(url=press.url + path, published=PUBLISHED, updated=updated) for path in paths
    )
    return Answer(ATOM[0].format(entries=entries).encode(), content_type="application/atom+xml")


def crawl(tmp_path: Path, press: Press) -> Crawl:
    done = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], pages_folder=str(tmp_path / "pages"))
    assert done.code == 0, done.complaints
    return done


def copies(tmp_path: Path, url: str) -> list[PageCopy]:
    archive = open_archive(sqlite_url(tmp_path / "archive.db"))
    with archive.reading() as connection:
        known = find_address(connection, url)
        found = [] if known is None or known.article_id is None else find_copies(connection, known.article_id)
    archive.close()
    return found


def an_hour_later(tmp_path: Path) -> None:
    """All that was decided was decided two hours ago."""
    connection = sqlite3.connect(tmp_path / "archive.db")
    for column in ("decided", "not_before", "updated"):
        connection.execute(
            f"UPDATE links SET {column} = strftime('%Y-%m-%d %H:%M:%f000', {column}, '-2 hours')"
        )
    connection.commit()
    connection.close()


def test_the_page_of_a_kept_article_is_saved_as_it_was_sent(tmp_path: Path, press: Press) -> None:
    body = page("Договор подписан").decode().replace("utf-8", "windows-1251").encode("cp1251", "replace")
    press.answers["/rss.xml"] = atom(press, PUBLISHED, "/old", "/1", "/sport")
    press.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    press.answers["/new"] = Answer(page("Другой договор"))
    press.answers["/1"] = Answer(
        gzip.compress(body),
        headers={"Content-Encoding": "gzip", "ETag": '"7"', "Set-Cookie": "reader=1"},
        content_type="text/html; charset=windows-1251",
    )
    press.answers["/sport"] = Answer(page("Хоккей", text="Матч вымышленных команд окончился вничью. " * 4))
    crawl(tmp_path, press)
    [copy] = copies(tmp_path, press.url + "/1")
    saved = PageFiles(tmp_path / "pages").read(copy.place, copy.url)
    assert (saved.url, saved.status, saved.body) == (press.url + "/1", 200, body)
    headers = dict(saved.headers)
    assert headers["Content-Type"] == "text/html; charset=windows-1251"
    assert headers["ETag"] == '"7"'
    assert not {"Set-Cookie", "Content-Encoding"} & headers.keys()
    [redirected] = copies(tmp_path, press.url + "/old")
    assert redirected.url == press.url + "/new"
    assert copies(tmp_path, press.url + "/new") == [redirected], "the article's own address finds it too"
    assert copies(tmp_path, press.url + "/sport") == []
    assert len(list((tmp_path / "pages").iterdir())) == 1


def test_a_page_that_its_feed_calls_changed_is_read_and_saved_again(tmp_path: Path, press: Press) -> None:
    url = press.url + "/1"
    press.answers["/rss.xml"] = atom(press, PUBLISHED, "/1", "/2")
    press.answers |= {"/1": Answer(page("Договор подписан")), "/2": Answer(page("Другое"))}
    crawl(tmp_path, press)
    an_hour_later(tmp_path)
    edited = page("Договор подписан", text="Профсоюз заявил, что договор придётся заключать заново. " * 3)
    press.answers["/1"] = Answer(edited)
    press.answers["/rss.xml"] = atom(press, datetime.now(UTC), "/1")
    listing = crawl(tmp_path, press)
    assert press.paths().count("/1") == 1, "it waits for the next crawl"
    assert listing.rows("SELECT new FROM polls ORDER BY id") == [{"new": 2}, {"new": 0}]
    done = crawl(tmp_path, press)
    assert (press.paths().count("/1"), press.paths().count("/2")) == (2, 1)
    [article] = done.rows(f"SELECT text, revision, state FROM articles WHERE url = '{url}'")
    assert "заключать заново" in article["text"]
    assert (article["revision"], article["state"]) == (1, "kept")
    newest, first = copies(tmp_path, url)
    assert (newest.revision, first.revision) == (1, 0)
    files = PageFiles(tmp_path / "pages")
    assert files.read(newest.place, url).body == edited
    assert files.read(first.place, url).body == page("Договор подписан")
    crawl(tmp_path, press)
    assert press.paths().count("/1") == 2


def test_a_page_that_was_called_changed_and_is_not_costs_nothing_further(
    tmp_path: Path, press: Press
) -> None:
    press.answers["/rss.xml"] = atom(press, PUBLISHED, "/1")
    press.answers["/1"] = Answer(page("Договор подписан"))
    crawl(tmp_path, press)
    an_hour_later(tmp_path)
    press.answers["/rss.xml"] = atom(press, datetime.now(UTC), "/1")
    for _times in range(3):
        done = crawl(tmp_path, press)
    assert press.paths().count("/1") == 2
    assert done.reasons() == {"/1": None}
    assert done.rows("SELECT revision FROM articles") == [{"revision": 0}]
    assert len(copies(tmp_path, press.url + "/1")) == 1


def test_an_edited_text_of_a_feed_is_a_new_revision_without_any_page(tmp_path: Path, press: Press) -> None:
    def publish(updated: datetime, word: str) -> None:
        parts = (f"&lt;p&gt;Профсоюз {word}. {PARAGRAPH} Часть {number}.&lt;/p&gt;" for number in range(4))
        content = f'<content type="html">{"".join(parts)}</content>'
        answer = atom(press, updated, "/1")
        press.answers["/rss.xml"] = replace(
            answer, body=answer.body.replace(b"</entry>", f"{content}</entry>".encode())
        )

    publish(PUBLISHED, "согласен")
    crawl(tmp_path, press)
    an_hour_later(tmp_path)
    publish(datetime.now(UTC), "против")
    for _times in range(2):
        done = crawl(tmp_path, press)
    [article] = done.rows("SELECT text, revision FROM articles")
    assert ("против" in article["text"], article["revision"]) == (True, 1)
    assert done.rows("SELECT text FROM links") == [{"text": ""}]
    assert "/1" not in press.paths()
    assert copies(tmp_path, press.url + "/1") == []


def test_a_record_that_a_killed_crawl_left_without_a_row_is_read_around(tmp_path: Path, press: Press) -> None:
    press.answers["/rss.xml"] = atom(press, PUBLISHED, "/1")
    press.answers["/1"] = Answer(page("Договор подписан"))
    crawl(tmp_path, press)
    [copy] = copies(tmp_path, press.url + "/1")
    file = tmp_path / "pages" / copy.place.file
    record = file.read_bytes()[copy.place.offset :]
    file.write_bytes(file.read_bytes() + record + record[:100])
    press.answers["/rss.xml"] = atom(press, PUBLISHED, "/1", "/2")
    press.answers["/2"] = Answer(page("Другое"))
    crawl(tmp_path, press)
    files = PageFiles(tmp_path / "pages")
    for path, title in (("/1", "Договор подписан"), ("/2", "Другое")):
        [copy] = copies(tmp_path, press.url + path)
        assert files.read(copy.place, copy.url).body == page(title)


def test_old_files_go_with_what_leads_to_them(tmp_path: Path, press: Press) -> None:
    press.answers["/rss.xml"] = atom(press, PUBLISHED, "/1")
    press.answers["/1"] = Answer(page("Договор подписан"))
    crawl(tmp_path, press)
    archive = open_archive(sqlite_url(tmp_path / "archive.db"))
    files, today = PageFiles(tmp_path / "pages"), datetime.now(UTC).date()
    assert drop_copies_before(archive, files, today) == 0
    assert len(copies(tmp_path, press.url + "/1")) == 1
    assert drop_copies_before(archive, files, today + timedelta(days=2)) == 1
    assert copies(tmp_path, press.url + "/1") == []
    assert list((tmp_path / "pages").iterdir()) == []
    archive.close()
