"""An outlet that answers and yet is not what it was: who says so, since when, and the mend."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from archive.health import source_health
from archive.store import open_archive, sqlite_url
from archive.verdicts import write_verdict
from otklik.mends import condition_mend
from records.health import Symptom, Verdict
from tests.crawler.conftest import open_press, press
from tests.crawler.press import Answer, Press
from tests.otklik.conftest import Run
from tests.otklik.site import configure, open_site
from tests.otklik.test_sources_check import checked, register

__all__ = ["open_press", "press"]  # fixtures

SINCE = datetime(2026, 11, 19, 9, tzinfo=UTC)
ROBOT_CHECK = Answer("<html><body><h1>Подтвердите, что вы не робот</h1></body></html>".encode())


def break_outlet(tmp_path: Path, verdict: Verdict) -> None:
    [file] = tmp_path.rglob("archive.db")
    archive = open_archive(sqlite_url(file))
    with archive.writing() as connection:
        [source] = source_health(connection)
        write_verdict(connection, source.source_id, verdict)
    archive.close()


def test_a_broken_outlet_is_told_everywhere_with_its_mend(otklik: Run, tmp_path: Path, press: Press) -> None:
    open_site(press)
    configure(tmp_path, press, more="only_own = true")
    register(tmp_path, press)
    crawled = json.loads(otklik("crawl", "--json").stdout)["sources"]
    assert crawled[0]["look"]["pages"] == 2
    assert crawled[0]["verdict"]["condition"] == ""

    break_outlet(tmp_path, Verdict(condition="broken", since=SINCE, detail=Symptom.SHORT))
    said = "сломалось 19.11.2026: от статей остались одни первые строки"
    assert said in otklik("crawl", "--all").stdout
    listed = otklik("sources", "list")
    assert said in listed.stdout
    assert "[article] body" in listed.stdout
    [row] = json.loads(otklik("sources", "list", "--failing", "--json").stdout)
    assert row["sources"][0]["condition"] == "broken"
    doctor = otklik("doctor")
    assert doctor.returncode == 1
    assert f"✗ {press_name(listed.stdout)}: {said}. Что сделать: сайт переделали" in doctor.stdout

    break_outlet(tmp_path, Verdict(condition="silent", since=SINCE, detail="86400"))
    assert "· " + press_name(listed.stdout) + ": молчит с 19.11.2026" in otklik("doctor").stdout


def press_name(listed: str) -> str:
    return next(line.split()[1] for line in listed.splitlines() if line.startswith("zarya"))


def test_a_check_names_the_wall_that_stands_before_the_articles(
    otklik: Run, tmp_path: Path, press: Press
) -> None:
    open_site(press)
    configure(tmp_path, press)
    register(tmp_path, press)
    press.answers["/news/1"] = press.answers["/news/2"] = ROBOT_CHECK
    [row] = checked(otklik, "zarya", code=1)
    assert row["page_outcome"] == "captcha"
    assert "вы не робот" in str(row["words"])
    assert "редакцию" in str(row["mend"])


def test_every_symptom_has_a_mend() -> None:
    for symptom in Symptom:
        mend = condition_mend(Verdict(condition="broken", since=SINCE, detail=symptom), "https://a.example/")
        assert mend, symptom
        assert "a.example" not in mend, f"{symptom} has none of its own"
