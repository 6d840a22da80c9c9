"""A backup is whole whenever it is taken, comes back whole, and makes no mail go out twice."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest

from demo.server import SamplePress
from tests.digests.mail_servers import Mailbox, real_server
from tests.whole_way.conftest import Workplace, make_workplace
from tests.whole_way.test_mail import MAIL, RECIPIENTS


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, press: SamplePress) -> Workplace:
    workplace = make_workplace(tmp_path_factory.mktemp("undisturbed") / "w", press)
    workplace.crawl()
    return workplace


def test_a_backup_taken_during_a_crawl_restores_to_a_whole_archive_that_goes_on(
    tmp_path: Path, press: SamplePress, undisturbed: Workplace
) -> None:
    workplace = make_workplace(tmp_path / "w", press)
    crawl = workplace.start("crawl", "--all", "--json")
    taken: list[tuple[int, Path]] = []
    while crawl.poll() is None:
        if (workplace.folder / "data" / "archive.db").exists():
            file = tmp_path / f"{len(taken)}.tar.gz"
            workplace.run("backup", str(file))
            taken.append((_kept_articles(file, tmp_path), file))
    crawl.communicate()
    assert crawl.returncode == 0
    middle = [file for kept, file in taken if 0 < kept < len(undisturbed.archived()["articles"])]
    for file in {*middle[:1], *middle[-1:], taken[-1][1]}:
        other = make_workplace(tmp_path / file.stem, press)
        other.run("restore", str(file), "--yes")
        other.archived()  # its integrity
        other.saved()  # each page that it names
        other.crawl()
        assert {row[2] for row in other.archived()["articles"]} == {
            row[2] for row in undisturbed.archived()["articles"]
        }
        assert len(other.indexed()) == len(undisturbed.indexed())
    assert middle, "a backup fell into the crawl"


def test_what_went_out_after_the_backup_does_not_go_out_again(tmp_path: Path, press: SamplePress) -> None:
    workplace = make_workplace(tmp_path / "w", press, more=MAIL)
    workplace.crawl()
    workplace.run("backup", str(tmp_path / "copy.tar.gz"))
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace.environment["OTKLIK_SMTP__PORT"] = str(port)
        workplace.run("run")
        assert sorted(mailbox.recipients) == sorted(RECIPIENTS)
        workplace.run("restore", str(tmp_path / "copy.tar.gz"), "--yes")
        report = json.loads(workplace.run("run", "--json"))
        assert len(mailbox.taken) == 3, "nothing twice"
        [digests] = [step for step in report["steps"] if step["name"] == "digests"]
        assert "неизвестно; спросите получателей" in digests["notes"][0]
        assert "before-restore-" in str([*(workplace.folder / "data").glob("before-restore-*/archive.db")])
        workplace.run("digest", "--send", "--period", digests["notes"][0].split()[-1])
        assert len(mailbox.taken) == 6, "a person's word sends it"


def test_what_is_no_backup_changes_nothing(undisturbed: Workplace, tmp_path: Path) -> None:
    before = undisturbed.archived()
    undisturbed.run("backup", str(tmp_path / "good.tar.gz"))
    whole = (tmp_path / "good.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.tar.gz").write_text("no archive", "utf-8")
    _pack(tmp_path / "foreign.tar.gz", {"../../evil": b"x", "backup.json": b"{}"})
    _pack(
        tmp_path / "damaged.tar.gz",
        {"backup.json": b'{"taken": "2026-11-01T00:00:00+00:00"}', "archive.db": b"SQLite format 3\0" * 400},
    )
    for name, code in (("cut", 65), ("text", 65), ("foreign", 65), ("absent", 65), ("damaged", 74)):
        undisturbed.run("restore", str(tmp_path / f"{name}.tar.gz"), "--yes", code=code)
    assert undisturbed.archived() == before
    assert not (undisturbed.folder / "data" / "restored").exists()
    assert not list(tmp_path.parent.rglob("evil"))


def test_nothing_is_overwritten_unasked(undisturbed: Workplace, tmp_path: Path) -> None:
    (tmp_path / "there.tar.gz").write_bytes(b"mine")
    assert "уже есть" in undisturbed.run("backup", str(tmp_path / "there.tar.gz"), code=2)
    assert (tmp_path / "there.tar.gz").read_bytes() == b"mine"
    undisturbed.run("backup", str(tmp_path / "copy.tar.gz"))
    assert (tmp_path / "copy.tar.gz").stat().st_mode & 0o777 == 0o600
    assert "--yes" in undisturbed.run("restore", str(tmp_path / "copy.tar.gz"), code=2)


def _kept_articles(file: Path, folder: Path) -> int:
    with tarfile.open(file) as packed:
        packed.extract("archive.db", folder, filter="data")
    connection = sqlite3.connect(folder / "archive.db")
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    finally:
        connection.close()


def _pack(file: Path, entries: dict[str, bytes]) -> None:
    with tarfile.open(file, "w:gz") as packed:
        for name, content in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
