"""Faults staged one by one in a workplace that is otherwise in order: the doctor finds each, and names the mend."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from otklik.registry import read_registry
from tests.digests.mail_servers import Mailbox, faulty_server, free_port, real_server
from tests.otklik.conftest import run_otklik

SOURCE = """name = "Заря"
url = "https://zarya.example/"
kind = "external"
timezone = "Asia/Yekaterinburg"
[[sources]]
kind = "feed"
url = "https://zarya.example/rss.xml"
"""
TOML = """
[registry]
folder = "own"
only_own = true
[crawl]
contact = "press@example.org"
{crawl}
[smtp]
host = "127.0.0.1"
port = {port}
security = "{security}"
user = "{user}"
sender = "otklik@example.org"
timeout = 5
[[digests]]
id = "kurgan"
title = "Курган"
recipients = ["press@example.org"]
[run]
{run}
"""
NOW = datetime.now(UTC)
SECONDS = "%Y-%m-%d %H:%M:%S.%f"


@pytest.fixture(scope="module")
def mailbox_port() -> Iterator[int]:
    with real_server(Mailbox()) as port:
        yield port


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, mailbox_port: int) -> Path:
    """A workplace with an archive and an index, of which the doctor says nothing."""
    folder = tmp_path_factory.mktemp("sound") / "w"
    (folder / "own" / "outlets" / "RU-KGN").mkdir(parents=True)
    (folder / "own" / "outlets" / "RU-KGN" / "zarya.toml").write_text(SOURCE, "utf-8")
    configure(folder, mailbox_port)
    run_otklik(folder, "doctor")  # makes the archive
    with archive(folder) as connection:
        connection.execute("INSERT INTO runs (id, started, finished) VALUES (1, ?, ?)", (stamp(), stamp()))
        connection.execute(
            "INSERT INTO sources (id, outlet_id, url, last_asked, last_success, failures, outcome, detail)"
            " VALUES (?, 'zarya', 'https://zarya.example/rss.xml', ?, ?, 0, 'ok', '')",
            (source_id(folder), stamp(), stamp()),
        )
    done = run_otklik(folder, "index", "rebuild")
    assert done.returncode == 0, done.stderr
    said = examined(folder)
    assert said == [], said
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound, tmp_path / "w")
    return tmp_path / "w"


def configure(folder: Path, port: int, **more: str) -> None:
    given = {"security": "none", "user": "", "crawl": "", "run": "disk_mib = 0"} | more
    (folder / "otklik.toml").write_text(TOML.format(port=port, **given), "utf-8")


def source_id(folder: Path) -> str:
    return read_registry(folder / "own").outlets["zarya"].sources[0].id


class archive(closing[sqlite3.Connection]):  # noqa: N801 - used like the function closing
    def __init__(self, folder: Path) -> None:
        super().__init__(sqlite3.connect(folder / "data" / "archive.db", isolation_level=None))


def stamp(ago: timedelta = timedelta(minutes=1)) -> str:
    return (NOW - ago).strftime(SECONDS)


def examined(folder: Path, **environment: str) -> list[dict[str, Any]]:
    done = run_otklik(folder, "doctor", "--json", **environment)
    assert "Traceback" not in done.stderr, done.stderr
    findings: list[dict[str, Any]] = json.loads(done.stdout)
    troubles = [finding for finding in findings if finding["kind"] == "trouble"]
    assert done.returncode in ((1, 78) if troubles else (0,)), done.stderr
    return findings


def change_archive(statement: str, *values: object) -> Callable[[Path], None]:
    def stage(folder: Path) -> None:
        with archive(folder) as connection:
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute(statement, values)

    return stage


def deliver(state: str, ago: timedelta = timedelta(hours=2)) -> Callable[[Path], None]:
    def stage(folder: Path) -> None:
        with archive(folder) as connection:
            connection.execute(
                "INSERT INTO digests (id, period, subscription_id, composed, subject, message)"
                " VALUES ('2026-W40/kurgan', '2026-W40', 'kurgan', ?, '', x'00')",
                (stamp(ago),),
            )
            connection.execute(
                "INSERT INTO deliveries VALUES ('2026-W40/kurgan', 'press@example.org', ?, '<1@x>', ?, '550 no')",
                (state, stamp(ago)),
            )

    return stage


def keep_article(more: str) -> Callable[[Path], None]:
    def stage(folder: Path) -> None:
        with archive(folder) as connection:
            names = [row[1] for row in connection.execute("PRAGMA table_info(articles)")]
            needed = [
                row for row in connection.execute("PRAGMA table_info(articles)") if row[3] and row[4] is None
            ]
            values: dict[str, object] = {row[1]: _some(row[2]) for row in needed} | {
                "id": "a" * 64, "title": "Странный текст", "url": "https://zarya.example/1",
                "canonical_url": "https://zarya.example/1", "outlet_id": "zarya", "state": "annotated",
                "story_id": "a" * 64, "model": "1", "text_id": "a" * 64,
            }  # fmt: skip
            [(values["source_id"],)] = connection.execute("SELECT id FROM sources")
            assert values.keys() <= set(names)
            marks = ", ".join("?" for _name in values)
            connection.execute(
                f"INSERT INTO articles ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
            )
            for statement in filter(None, more.split(";")):
                connection.execute(statement, {"now": stamp()} if ":now" in statement else {})

    return stage


def _some(kind: str) -> object:
    if kind.startswith("DATETIME"):
        return stamp()
    return {"JSON": "[]", "INTEGER": 1, "BOOLEAN": 0, "FLOAT": 0.0}.get(kind, "")


def last_run(**report: Any) -> Callable[[Path], None]:
    def stage(folder: Path) -> None:
        whole = {"finished": NOW.isoformat(), "steps": []} | report
        (folder / "data" / "last-run.json").write_text(json.dumps(whole), "utf-8")

    return stage


def append(file: str, text: str) -> Callable[[Path], None]:
    def stage(folder: Path) -> None:
        place = folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text((place.read_text("utf-8") if place.exists() else "") + text, "utf-8")

    return stage


def edit_toml(old: str, new: str) -> Callable[[Path], None]:
    def stage(folder: Path) -> None:
        file = folder / "otklik.toml"
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return stage


def spoil_archive(folder: Path) -> None:
    """Pages of a table in the middle of the file, as a bad disk does it."""
    with archive(folder) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = folder / "data" / "archive.db"
    whole = bytearray(file.read_bytes())
    for page in range(8, 40):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(whole)


def lose_index(folder: Path) -> None:
    keep_article("")(folder)
    shutil.rmtree(folder / "data" / "index")


STEP = {
    "name": "index",
    "state": "overdue",
    "seconds": 1,
    "counts": {},
    "notes": [],
    "problems": [],
    "exit_code": 124,
}
CRAWL = STEP | {"name": "crawl", "state": "done", "counts": {"clock_behind": -3600}}
CLOCK_AHEAD = last_run(steps=[CRAWL])
A_WEEK = timedelta(days=7)

# What is staged, the check that must find it, and words of its sentence and mend.
FAULTS: dict[str, tuple[Callable[[Path], None], str, tuple[str, ...]]] = {
    "unknown key": (edit_toml("[run]", "[run]\nlimit_minuts = 1"), "configuration", ("limit_minuts", "опечатку")),
    "no contact": (edit_toml('contact = "press@example.org"', ""), "contact", ("crawl.contact", "сайт или почту")),
    "broken outlet file": (
        append("own/outlets/RU-KGN/vestnik.toml", 'name = "Ве'), "registry", ("vestnik.toml", "исправьте файл")),
    "digests without a mail server": (
        edit_toml('host = "127.0.0.1"', ""), "smtp-settings", ("smtp.host и smtp.sender",)),
    "nobody to send to": (
        edit_toml('recipients = ["press@example.org"]', ""), "recipients", ("kurgan", "digests.recipients")),
    "no room for figures": (
        edit_toml("[run]", '[run]\nmetrics_file = "otklik.toml/x/m.prom"'), "writable", ("run.metrics_file",)),
    "disk nearly full": (edit_toml("disk_mib = 0", "disk_mib = 1e9"), "disk", ("МиБ", "keep_pages_months")),
    "damaged archive": (spoil_archive, "archive", ("повреждён", "otklik restore")),
    "archive of a newer version": (
        change_archive("UPDATE alembic_version SET version_num = '9999'"), "archive", ("обновите программу",)),
    "no archive that could be opened": (
        lambda folder: (folder / "data" / "archive.db").write_bytes(b"not a database" * 500) and None,
        "archive", ("archive.db", "не открывается")),
    "clock set back": (
        change_archive("UPDATE runs SET started = ?", stamp(-A_WEEK)), "clock", ("из будущего", "timedatectl")),
    "clock that differs from the outlets'": (CLOCK_AHEAD, "clock", ("3600", "timedatectl")),
    "no run for a week": (
        change_archive("UPDATE runs SET started = ?", stamp(A_WEEK)), "last-run", ("Последний запуск", "cron")),
    "step that was ended": (last_run(steps=[STEP]), "overdue", ("index", "run.limit_minutes")),
    "step that failed": (
        last_run(steps=[STEP | {"state": "failed", "problems": ["сервер молчит"]}]),
        "failed-step", ("сервер молчит", "otklik run")),
    "outlet that cannot be read": (
        change_archive("UPDATE sources SET failing_since = ?, failures = 9, outcome = 'http-404'", stamp(A_WEEK)),
        "source", ("Заря", "попыток: 9", "otklik sources add")),
    "outlet rebuilt": (
        change_archive(
            "UPDATE sources SET condition = 'broken', condition_since = ?, condition_detail = 'short'", stamp(A_WEEK)),
        "source", ("Заря", "[article] body")),
    "outlet silent": (
        change_archive(
            "UPDATE sources SET condition = 'silent', condition_since = ?, condition_detail = '86400'", stamp(A_WEEK)),
        "source", ("Заря", "откройте сайт")),
    "text that cannot be annotated": (
        keep_article("UPDATE articles SET state = 'kept', story_id = NULL, model = NULL; INSERT INTO annotation_faults"
                     " VALUES ('" + "a" * 64 + "', '1', :now, 'ValueError: no (tone.py:7)')"),
        "set-aside", ("Странный текст", "otklik crawl --retry")),
    "index gone": (lose_index, "index", ("не хватает статей: 1", "otklik index rebuild")),
    "index behind": (
        keep_article(
            "INSERT INTO outbox (article_id, revision, attempts, reason) VALUES ('" + "a" * 64 + "', 1, 0, '')"),
        "index-lag", ("Ждут отправки", "следующий запуск")),
    "article refused by the index": (
        keep_article("INSERT INTO outbox (article_id, revision, attempts, reason, quarantined) VALUES ('" + "a" * 64
                     + "', 1, 3, 'too long', :now)"),
        "quarantine", ("Указатель не принял", "otklik index status")),
    "Elasticsearch away": (
        append("otklik.toml", f'[index]\nengine = "elasticsearch"\nurl = "http://127.0.0.1:{free_port()}"\n'),
        "index", ("127.0.0.1",)),
    "saved pages gone": (
        keep_article("INSERT INTO page_copies (article_id, revision, url, fetched, file, offset, length) VALUES ('"
                     + "a" * 64 + "', 1, 'https://zarya.example/1', :now, '2026-11-01.warc.gz', 0, 9)"),
        "pages", ("2026-11-01.warc.gz", "из копии")),
    "mail of which nobody knows": (
        deliver("unknown"), "unknown-delivery", ("press@example.org", "--period 2026-W40 --resend press@example.org")),
    "mail cut off in the middle": (deliver("sending"), "unknown-delivery", ("неизвестно, ушла ли", "--resend")),
    "mail that failed": (deliver("failed"), "failed-delivery", ("550 no", "otklik digest --send --period 2026-W40")),
    "restored archive": (append("data/restored", NOW.isoformat()), "restored", ("из копии", "спросите получателей")),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_staged_fault_is_found_with_its_mend(folder: Path, fault: str) -> None:
    stage, check, words = FAULTS[fault]
    stage(folder)
    findings = examined(folder)
    found = [f"{each['sentence']}. {each['mend']}" for each in findings if each["check"] == check]
    assert found, findings
    assert any(all(word in one for word in words) for one in found), found
    assert all(each["sentence"] and each["mend"] for each in findings)
    assert not any(each["sentence"].endswith(".") for each in findings)


@pytest.mark.parametrize(
    ("script", "more", "words"),
    [
        (None, {}, ("недоступен", "smtp.host, smtp.port")),
        ({"connect": "554 go away"}, {}, ("554", "")),
        ({}, {"security": "starttls"}, ("STARTTLS", "smtp.security")),
        ({}, {"security": "tls"}, ("защищённое соединение", "smtp.security")),
        ({"connect": None}, {}, ("", "")),
    ],
    ids=["nobody", "refuses", "no-starttls", "no-tls", "hangs-up"],
)
def test_a_mail_server_that_would_take_nothing_is_found_without_a_mail(
    folder: Path, script: dict[str, str | None] | None, more: dict[str, str], words: tuple[str, str]
) -> None:
    with faulty_server(script or {}) as server:
        configure(folder, free_port() if script is None else server.port, **more)
        [found] = [each for each in examined(folder) if each["check"] == "smtp"]
        assert not server.mailbox.taken
    assert words[0] in found["sentence"]
    assert words[1] in found["mend"]


def test_all_faults_together_are_told_in_words_and_one_exit_code(folder: Path) -> None:
    deliver("failed")(folder)
    last_run(steps=[STEP])(folder)
    done = run_otklik(folder, "doctor")
    assert done.returncode == 1
    assert done.stdout.count("✗ ") == done.stdout.count("Что сделать: ") == 2
    assert "Неполадок: 2." in done.stdout
