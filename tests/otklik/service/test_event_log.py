"""The journal: a JSON object a line, of limited size, and without any secret."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from otklik.config import load_config
from otklik.service.event_log import EventLog, log_records
from otklik.service.open_log import known_secrets


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_the_files_stay_below_their_size_and_number_and_the_newest_lines_stay(tmp_path: Path) -> None:
    log = EventLog(file=tmp_path / "run.log", most_bytes=2_000, most_files=3)
    for number in range(200):
        log.write("tick", number=number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["run.log", "run.log.1", "run.log.2"]
    assert all(file.stat().st_size <= 2_000 for file in files)
    numbers = [line["number"] for file in reversed(files) for line in lines(file)]
    assert numbers == [*range(200 - len(numbers), 200)], "nothing between is lost"


def test_one_file_alone_begins_anew(tmp_path: Path) -> None:
    log = EventLog(file=tmp_path / "run.log", most_bytes=500, most_files=1)
    for number in range(50):
        log.write("tick", number=number)
    assert [file.name for file in tmp_path.iterdir()] == ["run.log"]
    assert lines(log.file)[-1]["number"] == 49


@pytest.mark.parametrize(
    "written", ['s3cret/+"', "s3cret%2F%2B%22", 's3cret/+\\"'], ids=["plain", "in an address", "in JSON"]
)
def test_a_secret_is_hidden_in_every_form(tmp_path: Path, written: str) -> None:
    log = EventLog(file=tmp_path / "run.log", most_bytes=10_000, most_files=2, secrets={'s3cret/+"'})
    log.write("asked", url=f"https://api.example/?token={written}&x=1")
    assert "s3cret" not in log.file.read_text("utf-8")
    assert "&x=1" in log.file.read_text("utf-8")


def test_every_secret_of_the_settings_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("from-a-file\n", "utf-8")
    (tmp_path / "otklik.toml").write_text(
        '[index]\napi_key_file = "key"\n[run]\nping_url = "https://hc.example/abc-def"\n', "utf-8"
    )
    monkeypatch.setenv("OTKLIK_SMTP__PASSWORD", "of-the-mail")
    monkeypatch.setenv("OTKLIK_CRAWL__VK_TOKEN", "of-vk")
    monkeypatch.setenv("OTKLIK_ARCHIVE__URL", "postgresql+psycopg://otklik:of-the-archive@db/otklik")
    found = known_secrets(load_config(tmp_path / "otklik.toml"))
    assert found == {"from-a-file", "of-the-mail", "of-vk", "of-the-archive", "/abc-def"}


def test_what_the_libraries_log_stands_in_it_with_its_traceback(tmp_path: Path) -> None:
    log = EventLog(file=tmp_path / "run.log", most_bytes=10_000, most_files=2)
    logger = logging.getLogger("scrapy.core.engine")
    with log_records(log, "crawl"):
        logger.info("Spider opened: %s", "press")
        logger.debug("not this")
        try:
            raise ValueError("odd")
        except ValueError:
            logger.exception("a page failed")
    logger.warning("nor this")
    opened, failed = lines(log.file)
    assert (opened["text"], opened["logger"], opened["step"]) == (
        "Spider opened: press",
        "scrapy.core.engine",
        "crawl",
    )
    assert "ValueError: odd" in str(failed["traceback"])


def test_a_journal_that_cannot_be_written_is_said_once_a_line_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").touch()
    EventLog(file=tmp_path / "a-file" / "run.log", most_bytes=1, most_files=1).write("tick")
    assert "не пишется" in capsys.readouterr().err
