"""`otklik sources add` on loopback sites: what is found, what is drafted, and what is refused in one sentence."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.crawler.conftest import open_press, press
from tests.crawler.press import Answer, Press
from tests.otklik.conftest import Run
from tests.otklik.site import (
    TITLE,
    configure,
    home,
    open_site,
    sitemap,
)
from tests.otklik.test_command_line import sentence

__all__ = ["open_press", "press"]  # fixtures


def draft(tmp_path: Path, region: str = "RU-CHE") -> dict[str, object]:
    files = list((tmp_path / "own" / "outlets" / region).glob("*.toml"))
    assert len(files) == 1
    return tomllib.loads(files[0].read_text("utf-8"))


def test_a_declared_feed_becomes_a_draft_with_a_page_and_what_must_be_read(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    configure(tmp_path, press)
    done = otklik("sources", "add", press.url)
    assert done.returncode == 0, done.stderr
    assert draft(tmp_path) == {
        "name": "Заречные вести",
        "url": f"{press.url}/",
        "kind": "external",
        "region": "RU-CHE",
        "timezone": "Asia/Yekaterinburg",
        "sources": [{"kind": "feed", "url": f"{press.url}/rss.xml"}],
    }
    assert "Регион RU-CHE предложен" in done.stdout
    page = tmp_path / "own" / "pages" / "127-0-0-1" / "1.html"
    assert page.read_bytes() == press.answers["/news/1"].body
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    assert (expected["title"], expected["published"]) == (TITLE, "2026-11-23T10:15+05:00")
    assert len(expected["text"]) == 3


def test_the_site_of_a_union_says_whose_voice_it_is_and_is_read_back(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    configure(tmp_path, press)
    unnamed = otklik("sources", "add", press.url, "--kind", "union")
    assert "--union" in sentence(unnamed, 2)
    done = otklik("sources", "add", press.url, "--union", "fp-chelyabinsk")
    assert done.returncode == 0, done.stderr
    assert (draft(tmp_path)["kind"], draft(tmp_path)["union"]) == ("union", "fp-chelyabinsk")
    assert otklik("sources", "check", "127-0-0-1").returncode == 0


def test_a_draft_goes_on_to_a_green_test_and_a_crawl(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    configure(tmp_path, press)
    assert otklik("sources", "add", press.url).returncode == 0
    assert otklik("sources", "check", "127-0-0-1").returncode == 0
    asked = len(press.asked)
    assert otklik("sources", "check", "--saved").returncode == 0
    assert len(press.asked) == asked
    report = json.loads(otklik("crawl", "--source", "127-0-0-1", "--json").stdout)
    assert [source["kept"] for source in report["sources"]] == [2]


def test_a_second_draft_of_the_same_site_is_refused_and_names_the_file(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    configure(tmp_path, press)
    otklik("sources", "add", press.url)
    asked = len(press.asked)
    said = sentence(otklik("sources", "add", f"{press.url}/news/1"), 2)
    assert "own/outlets/RU-CHE/127-0-0-1.toml" in said
    assert len(press.asked) == asked


def test_an_outlet_of_our_own_register_is_known_without_asking_it(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    said = sentence(otklik("sources", "add", "https://74.ru/news"), 2)
    assert "74-ru.toml" in said


@pytest.mark.parametrize("path", ["/rss", "/feed", "/feed.xml", "/feed.json"])
def test_an_undeclared_feed_is_found_in_its_usual_place(
    otklik: Run, tmp_path: Path, press: Press, path: str
) -> None:
    open_site(press)
    press.answers["/"] = home(head="")
    press.answers[path] = press.answers.pop("/rss.xml")
    if path.endswith("json"):
        items = [{"id": "1", "url": f"{press.url}/news/1", "title": TITLE}]
        body = {"version": "https://jsonfeed.org/version/1.1", "title": "Вести", "items": items}
        press.answers[path] = Answer(json.dumps(body).encode(), content_type="application/feed+json")
    configure(tmp_path, press)
    found = json.loads(otklik("sources", "add", press.url, "--json").stdout)
    assert [(place["url"], place["how"]) for place in found["found"] if place["taken"]] == [
        (press.url + path, "well-known")
    ]


def test_a_feed_that_the_page_only_links_to_is_found(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    press.answers["/"] = home(head="", body='<a href="/export/rss/all.php">RSS</a>')
    press.answers["/export/rss/all.php"] = press.answers.pop("/rss.xml")
    configure(tmp_path, press)
    assert otklik("sources", "add", press.url).returncode == 0
    assert draft(tmp_path)["sources"] == [{"kind": "feed", "url": f"{press.url}/export/rss/all.php"}]
    assert "/feed" not in press.paths()


def test_feeds_of_comments_and_other_machines_are_left_alone(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    machine = '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">'
    comments = '<link rel="alternate" type="application/rss+xml" title="Лента комментариев" href="/comments">'
    press.answers["/"] = home(head=machine + comments)
    configure(tmp_path, press)
    assert otklik("sources", "add", press.url).returncode == 0
    assert not {"/comments", "/wp-json/wp/v2/pages/1"} & set(press.paths())


def test_where_there_is_no_feed_the_sitemap_of_robots_txt_is_taken(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    press.answers["/"] = home(head="")
    del press.answers["/rss.xml"]
    robots = f"User-agent: *\nDisallow: /admin\nSitemap: {press.url}/map/new.xml\n"
    press.answers["/robots.txt"] = Answer(robots.encode(), content_type="text/plain")
    press.answers["/map/new.xml"] = sitemap(press, "/news/1", "/news/2")
    configure(tmp_path, press)
    assert otklik("sources", "add", press.url).returncode == 0
    assert draft(tmp_path)["sources"] == [{"kind": "sitemap", "url": f"{press.url}/map/new.xml"}]


def test_a_news_sitemap_is_taken_beside_the_feed(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    press.answers["/sitemap-news.xml"] = sitemap(press, "/news/1", "/news/2", "/news/3")
    configure(tmp_path, press)
    assert otklik("sources", "add", press.url).returncode == 0
    kinds = [source["kind"] for source in draft(tmp_path)["sources"]]  # type: ignore[attr-defined]
    assert kinds == ["feed", "news-sitemap"]


def test_of_two_feeds_with_the_same_articles_one_is_taken(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    twins = "".join(
        f'<link rel="alternate" type="application/{kind}+xml" href="/{kind}.xml">' for kind in ("rss", "atom")
    )
    press.answers["/"] = home(head=twins)
    press.answers["/atom.xml"] = press.answers["/rss.xml"]
    configure(tmp_path, press)
    done = otklik("sources", "add", press.url)
    assert draft(tmp_path)["sources"] == [{"kind": "feed", "url": f"{press.url}/rss.xml"}]
    assert "то же есть в другом" in done.stdout


def test_a_site_without_feed_and_sitemap_is_read_by_its_headlines(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    del press.answers["/rss.xml"]
    headlines = "".join(
        f'<a href="/news/{number}">Заголовок новости из Заречья номер {number}</a>' for number in range(1, 8)
    )
    press.answers["/"] = home(head="", body=headlines)
    press.answers["/news/"] = press.answers["/"]
    configure(tmp_path, press)
    assert otklik("sources", "add", press.url).returncode == 0
    assert draft(tmp_path)["sources"] == [
        {"kind": "listing", "url": f"{press.url}/news/", "links": ["//a[contains(@href, '/news/')]"]}
    ]


def test_a_feed_may_be_given_itself(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    configure(tmp_path, press)
    assert otklik("sources", "add", f"{press.url}/rss.xml").returncode == 0
    assert (draft(tmp_path)["name"], draft(tmp_path)["url"]) == ("Заречные вести", f"{press.url}/")


def test_the_users_own_words_win(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    configure(tmp_path, press)
    arguments = ["--region", "RU-TOM", "--name", "Вести", "--id", "vesti-zarechye", "--kind", "authority"]
    assert otklik("sources", "add", press.url, *arguments).returncode == 0
    assert (tmp_path / "own" / "outlets" / "RU-TOM" / "vesti-zarechye.toml").exists()
    said = draft(tmp_path, "RU-TOM")
    assert (said["name"], said["kind"], said["timezone"]) == ("Вести", "authority", "Asia/Tomsk")


def test_a_name_full_of_traps_is_still_toml(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    trap = "Вести &quot;Заречья&quot;\\ \x7f&#10;[[sources]] &lt;b&gt; \U0001f4f0"
    press.answers["/"] = Answer(home().body.replace("Заречные вести".encode(), trap.encode()))
    configure(tmp_path, press)
    assert otklik("sources", "add", press.url, "--region", "RU-CHE").returncode == 0
    assert draft(tmp_path)["name"] == 'Вести "Заречья"\\ [[sources]] <b> \U0001f4f0'


def test_nothing_is_written_on_a_dry_run(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    configure(tmp_path, press, own=None)
    done = otklik("sources", "add", press.url, "--dry-run")
    assert (done.returncode, "взято" in done.stdout) == (0, True)
    assert {path.name for path in tmp_path.iterdir()} == {"otklik.toml"}


def test_a_region_that_nobody_names_is_asked_for(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    page = home().body.decode().replace("Челябинск", "Урюпинск").replace("Заречные вести", "Вести")
    press.answers["/"] = Answer(page.encode())
    configure(tmp_path, press)
    done = otklik("sources", "add", press.url)
    assert done.returncode == 2
    assert "--region" in done.stderr
    assert not (tmp_path / "own" / "outlets").exists()


def test_robots_txt_that_forbids_is_obeyed_and_named(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    press.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    configure(tmp_path, press)
    assert "robots.txt" in sentence(otklik("sources", "add", press.url), 69)
    assert press.paths() == ["/robots.txt"]


def test_a_forbidden_address_names_the_setting(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    configure(tmp_path)
    said = sentence(otklik("sources", "add", press.url), 78)
    assert f'allow_addresses = ["{press.place}"]' in said
    assert press.asked == []


def test_a_site_that_does_not_answer_is_one_sentence(otklik: Run, tmp_path: Path, press: Press) -> None:
    configure(tmp_path, press)
    press.close()
    assert press.url in sentence(otklik("sources", "add", press.url), 69)


def test_what_is_neither_page_nor_feed_is_said(otklik: Run, tmp_path: Path, press: Press) -> None:
    press.answers["/"] = Answer(b"%PDF-1.7 \x00\x01\x02", content_type="application/pdf")
    configure(tmp_path, press)
    assert "application/pdf" in sentence(otklik("sources", "add", press.url), 65)


def test_a_site_that_lists_nothing_is_said_with_the_mend(otklik: Run, tmp_path: Path, press: Press) -> None:
    press.answers["/"] = home(head="")
    configure(tmp_path, press)
    done = otklik("sources", "add", press.url)
    assert done.returncode == 2
    assert "ни ленты" in done.stderr
    assert not (tmp_path / "own" / "outlets").exists()


@pytest.mark.parametrize(
    ("own", "address", "code", "said"),
    [
        (None, "https://zarya.example/", 78, "folder"),
        ("own", "ftp://zarya.example/", 2, "не адрес"),
        ("own", "https://user:secret@zarya.example/", 2, "не адрес"),
        ("own", "просто слова", 2, "не адрес"),
        ("own", "https://t.me/s/zarechye", 2, 'kind = "telegram"'),
        ("own", "https://vk.com/zarechye", 2, 'kind = "vk"'),
    ],
)
def test_what_cannot_be_begun_is_said_at_once(
    otklik: Run, tmp_path: Path, own: str | None, address: str, code: int, said: str
) -> None:
    configure(tmp_path, own=own)
    assert said in sentence(otklik("sources", "add", address), code)


def test_a_site_without_readable_articles_is_drafted_with_a_word_of_warning(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    for path in ("/news/1", "/news/2"):
        press.answers[path] = Answer(b"<html><body><p>404</p></body></html>", status=404)
    configure(tmp_path, press)
    done = otklik("sources", "add", press.url)
    assert done.returncode == 0
    assert "[article] body" in done.stdout
