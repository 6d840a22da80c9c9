"""`otklik sources check`: asked now, told in words with the mend; and the saved pages against their JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.crawler.conftest import open_press, press
from tests.crawler.press import Answer, Press, rss
from tests.otklik.conftest import Run
from tests.otklik.site import article, configure, feed, open_site
from tests.otklik.test_command_line import sentence

__all__ = ["open_press", "press"]  # fixtures

OUTLET = """# Invented.
name = "{name}"
url = "{url}/"
kind = "external"
timezone = "Asia/Yekaterinburg"
{more}
[[sources]]
kind = "{kind}"
url = "{url}{path}"
"""


def register(
    tmp_path: Path,
    press: Press,
    name: str = "zarya",
    path: str = "/rss.xml",
    *,
    kind: str = "feed",
    more: str = "",
) -> None:
    file = tmp_path / "own" / "outlets" / "RU-CHE" / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(OUTLET.format(name=name, url=press.url, path=path, kind=kind, more=more), "utf-8")


def checked(otklik: Run, *arguments: str, code: int = 0) -> list[dict[str, object]]:
    done = otklik("sources", "check", *arguments, "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_source_that_is_read_says_what_was_read(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    configure(tmp_path, press)
    register(tmp_path, press)
    (row,) = checked(otklik, "zarya")
    assert (row["state"], row["found"], row["page"]) == ("works", 2, f"{press.url}/news/1")
    assert row["title"] == "На «Зарнице» договорились об индексации"
    assert not (tmp_path / "data").exists()  # the archive is not touched


# what answers in place of the feed or the article; the state; a piece of the words; a piece of the mend
FAULTS = [
    ({"/rss.xml": Answer(status=404)}, "fails", "(404)", "otklik sources add"),
    ({"/rss.xml": Answer(status=403)}, "fails", "(403)", "не обходит"),
    ({"/rss.xml": Answer(status=500)}, "fails", "неполадки", "подождите"),
    ({"/rss.xml": Answer(b"<html><body>Hi</body></html>")}, "fails", "вместо ленты", "otklik sources add"),
    ({"/rss.xml": Answer(rss([]))}, "doubtful", "записей там нет", "браузере"),
    ({"/robots.txt": Answer(b"User-agent: *\nDisallow: /rss")}, "fails", "robots.txt", "не обходится"),
    (
        {"/news/1": Answer(status=404), "/news/2": Answer(status=404)},
        "fails",
        "статья не читается",
        "новый адрес",
    ),
    (
        {path: Answer(b"<html><title>Pusto</title><body></body></html>") for path in ("/news/1", "/news/2")},
        "fails",
        "не нашлось текста",
        "[article] body",
    ),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_with_its_mend(
    otklik: Run, tmp_path: Path, press: Press, fault: tuple[dict[str, Answer], str, str, str]
) -> None:
    answers, state, words, mend = fault
    open_site(press)
    press.answers |= answers
    configure(tmp_path, press)
    register(tmp_path, press)
    (row,) = checked(otklik, "zarya", code=1 if state == "fails" else 0)
    assert row["state"] == state
    assert words in str(row["words"])
    assert mend in str(row["mend"])


def test_a_broken_selector_of_one_outlet_is_its_own_row(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    configure(tmp_path, press, more="only_own = true")
    register(tmp_path, press)
    register(tmp_path, press, "broken", "/rss.xml?broken")
    press.answers["/rss.xml?broken"] = press.answers["/rss.xml"]
    file = tmp_path / "own" / "outlets" / "RU-CHE" / "broken.toml"
    file.write_text(file.read_text("utf-8") + '\n[article]\nbody = ["p:bad(("]\n', "utf-8")
    rows = {row["outlet"]: row for row in checked(otklik, code=1)}
    assert rows["zarya"]["state"] == "works"
    assert "Селектор «p:bad((»" in str(rows["broken"]["words"])


def test_a_feed_without_news_for_a_month_is_doubtful(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    old = format_datetime(datetime.now(UTC) - timedelta(days=100))
    press.answers["/rss.xml"] = Answer(rss([f"{press.url}/news/1"], date=old), content_type="text/xml")
    configure(tmp_path, press)
    register(tmp_path, press)
    (row,) = checked(otklik, "zarya")
    assert row["state"] == "doubtful"
    assert "последняя запись" in str(row["words"])


def test_an_article_without_a_date_is_doubtful(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    undated = article().body.replace(b'<meta property="article:published_time"', b"<meta")
    press.answers["/news/1"] = Answer(undated)
    press.answers["/rss.xml"] = Answer(rss([f"{press.url}/news/1"]), content_type="text/xml")
    configure(tmp_path, press)
    register(tmp_path, press)
    (row,) = checked(otklik, "zarya")
    assert (row["state"], row["mend"]) == ("doubtful", "укажите [article] published")


def test_a_forbidden_address_names_the_setting(otklik: Run, tmp_path: Path, press: Press) -> None:
    configure(tmp_path)
    register(tmp_path, press)
    (row,) = checked(otklik, "zarya", code=1)
    assert "crawl.allow_addresses" in str(row["mend"])
    assert press.asked == []


def test_a_paused_outlet_is_asked_when_it_is_named_and_told_to_come_back(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    configure(tmp_path, press, more="only_own = true")
    register(tmp_path, press, more='paused = "молчала"')
    assert checked(otklik) == []
    for arguments in (["zarya"], ["--paused"]):
        (row,) = checked(otklik, *arguments)
        assert "уберите из файла строку paused" in str(row["mend"])


def test_a_community_without_a_token_is_no_failure(otklik: Run, tmp_path: Path, press: Press) -> None:
    configure(tmp_path, press, more="only_own = true")
    file = tmp_path / "own" / "outlets" / "RU-CHE" / "group.toml"
    register(tmp_path, press, "group", kind="vk")
    file.write_text(
        file.read_text("utf-8").replace(f"{press.url}/rss.xml", "https://vk.com/zarechye"), "utf-8"
    )
    (row,) = checked(otklik)
    assert (row["state"], row["outcome"]) == ("doubtful", "no-token")
    assert "OTKLIK_CRAWL__VK_TOKEN" in str(row["mend"])


def test_a_register_of_many_outlets_without_a_network_ends_in_one_table(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    configure(tmp_path, press, more="only_own = true")
    press.close()
    for number in range(60):
        register(tmp_path, press, f"outlet-{number}", f"/{number}/rss.xml")
    done = otklik("sources", "check")
    assert done.returncode == 69
    assert len(done.stderr.strip().splitlines()) == 1
    assert "нет сети" in done.stderr
    assert done.stdout.count("издание") == 1
    assert done.stdout.count("сайт недоступен") == 60
    assert "Источников 60: читаются 0" in done.stdout


def test_one_dead_source_among_others_is_a_row_and_exit_code_1(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    configure(tmp_path, press, more="only_own = true")
    register(tmp_path, press)
    register(tmp_path, press, "gone", "/gone.xml")
    done = otklik("sources", "check", "--region", "RU-CHE")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[1].startswith("gone")  # the troubles first
    assert "Источников 2: читаются 1, под вопросом 0, не читаются 1." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nobody"], "нет издания «nobody»"), (["--region", "RU-QQQ"], "RU-QQQ"), (["--saved"], "sources add")],
)
def test_what_cannot_be_checked_is_said(otklik: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    configure(tmp_path)
    assert said in sentence(otklik("sources", "check", *arguments), 2)


# The saved pages


def saved(tmp_path: Path, **changed: object) -> Path:
    file = tmp_path / "own" / "pages" / "zarya" / "1.json"
    facts = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(facts | changed, ensure_ascii=False), "utf-8")
    return file


@pytest.fixture
def drafted(otklik: Run, tmp_path: Path, press: Press) -> Path:
    open_site(press)
    press.answers["/rss.xml"] = feed(press, "/news/1")
    configure(tmp_path, press)
    assert otklik("sources", "add", press.url, "--id", "zarya").returncode == 0
    return tmp_path


def differences(otklik: Run, code: int = 1) -> list[dict[str, str]]:
    done = otklik("sources", "check", "--saved", "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)[0]["differences"]  # type: ignore[no-any-return]


def test_a_page_that_is_read_otherwise_than_expected_is_told_field_by_field(
    otklik: Run, drafted: Path
) -> None:
    facts = json.loads(saved(drafted).read_text("utf-8"))
    assert differences(otklik, 0) == []
    saved(drafted, title="Другой заголовок", text=[*facts["text"][:-1], "Абзац, которого нет."])
    assert differences(otklik) == [
        {"field": "title", "expected": "Другой заголовок", "found": facts["title"]},
        {"field": "text", "expected": "Абзац, которого нет.", "found": ""},
        {"field": "text", "expected": "", "found": facts["text"][-1]},
    ]


def test_a_selector_of_the_outlet_mends_what_a_saved_page_showed(otklik: Run, drafted: Path) -> None:
    facts = json.loads(saved(drafted).read_text("utf-8"))
    saved(drafted, text=facts["text"][:1])
    assert differences(otklik) != []
    file = drafted / "own" / "outlets" / "RU-CHE" / "zarya.toml"
    file.write_text(file.read_text("utf-8") + '\n[article]\nbody = ["article > p:first-of-type"]\n', "utf-8")
    assert differences(otklik, 0) == []


def test_a_field_that_is_left_out_is_not_compared(otklik: Run, drafted: Path) -> None:
    file = saved(drafted, title="Другой заголовок")
    facts = json.loads(file.read_text("utf-8"))
    del facts["title"]
    file.write_text(json.dumps(facts), "utf-8")
    assert differences(otklik, 0) == []


@pytest.mark.parametrize("content", ["{", "[1]", None])
def test_a_broken_json_beside_a_page_is_named(otklik: Run, drafted: Path, content: str | None) -> None:
    file = drafted / "own" / "pages" / "zarya" / "1.json"
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    assert "own/pages/zarya/1.json" in sentence(otklik("sources", "check", "--saved"), 65)
