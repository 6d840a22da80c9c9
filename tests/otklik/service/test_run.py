"""Whatever becomes of a step, the run goes on, ends in time, and says how it went."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from tests.otklik.conftest import Run
from tests.otklik.service.conftest import CheckInServer, Staged, configure, journal, start_staged


def test_one_step_that_fails_stops_no_other(staged: Staged, tmp_path: Path) -> None:
    configure(tmp_path)
    done = staged("refuses", "raises", "dies", "well")
    report = json.loads(done.stdout)
    assert [step["state"] for step in report["steps"]] == ["failed", "failed", "failed", "done"]
    assert [step["exit_code"] for step in report["steps"]] == [69, 70, 70, 0]
    assert done.returncode == report["exit_code"] == 69, "the code of the first that failed"
    said = done.stderr.decode().splitlines()
    assert len(said) == 3
    assert "the server is away" in said[0]
    assert "Traceback" not in done.stderr.decode()


def test_a_step_that_hangs_is_ended_and_the_rest_goes_on(staged: Staged, tmp_path: Path) -> None:
    configure(tmp_path, "limit_minutes = 0.1")
    begun = time.monotonic()
    done = staged("hangs", "deaf", "well")
    assert time.monotonic() - begun < 6 + 3, "the whole run has six seconds"
    report = json.loads(done.stdout)
    assert [step["state"] for step in report["steps"]] == ["overdue", "overdue", "done"]
    assert done.returncode == 124
    assert "run.limit_minutes" in done.stderr.decode()
    assert report["steps"][2]["counts"]["seconds"] >= 1, "a step is told how long it has"
    child = int((tmp_path / "data" / "child").read_text("utf-8"))
    assert not _is_running(child), "what a step started ends with it"


def test_what_a_quick_step_leaves_is_the_next_ones(staged: Staged, tmp_path: Path) -> None:
    configure(tmp_path, "limit_minutes = 2")
    [_first, second] = json.loads(staged("well", "well").stdout)["steps"]
    assert second["counts"]["seconds"] > 100


def test_of_two_starts_one_runs_and_the_other_leaves_at_once(
    otklik: Run, tmp_path: Path, checks: CheckInServer
) -> None:
    configure(tmp_path, f'ping_url = "{checks.url}"')
    first = start_staged(tmp_path, "slow")
    _wait_for(tmp_path / "data" / "begun")
    begun = time.monotonic()
    second = otklik("run")
    assert time.monotonic() - begun < 2
    assert second.returncode == 75
    assert "уже идёт" in second.stderr
    assert first.wait(60) == 0
    first.communicate()
    assert checks.paths == ["/start", ""], "who was not needed checks in with nobody"


def test_when_the_run_is_killed_its_step_ends_its_work_before_another_begins(
    otklik: Run, tmp_path: Path
) -> None:
    configure(tmp_path)
    first = start_staged(tmp_path, "slow", "well")
    _wait_for(tmp_path / "data" / "begun")
    first.kill()
    first.wait(60)
    assert otklik("run").returncode == 75
    _wait_for(tmp_path / "data" / "ended")
    time.sleep(0.5)
    assert otklik("run").returncode == 0
    first.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_stops_its_step_and_says_so(
    tmp_path: Path, checks: CheckInServer, number: signal.Signals
) -> None:
    configure(tmp_path, f'ping_url = "{checks.url}"')
    run = start_staged(tmp_path, "slow", "well")
    _wait_for(tmp_path / "data" / "begun")
    run.send_signal(number)
    assert run.wait(30) == 130
    run.communicate()
    assert checks.paths == ["/start", "/fail"]
    assert not (tmp_path / "data" / "ended").exists()
    assert journal(tmp_path)[-1]["event"] == "run-stopped"


def test_the_service_that_expects_us_hears_of_start_success_and_failure(
    staged: Staged, tmp_path: Path, checks: CheckInServer
) -> None:
    configure(tmp_path, f'ping_url = "{checks.url}"')
    staged("well")
    staged("refuses")
    assert checks.paths == ["/start", "", "/start", "/fail"]
    assert checks.pings[-1][1] == "exit code 69\nrefuses: the server is away"


@pytest.mark.parametrize("fault", ["refused", "drips", "nobody", "redirect"])
def test_a_check_in_that_fails_is_a_warning_and_holds_nothing_up(
    staged: Staged, tmp_path: Path, checks: CheckInServer, fault: str
) -> None:
    url = "http://127.0.0.1:9/0b5c-check-secret" if fault == "nobody" else checks.url
    checks.status, checks.drips = {"refused": 500, "redirect": 302}.get(fault, 200), fault == "drips"
    configure(tmp_path, f'ping_url = "{url}"')
    begun = time.monotonic()
    done = staged("well")
    assert time.monotonic() - begun < 15, "two pings, five seconds each at most"
    assert done.returncode == 0
    warnings = [event for event in journal(tmp_path) if event["event"] == "check-in-failed"]
    assert len(warnings) == 2
    assert "check-secret" not in (tmp_path / "data" / "run.log").read_text("utf-8") + done.stderr.decode()
    assert all(path.endswith(("/start", "check-secret")) for path, _text in checks.pings)


def test_the_journal_tells_each_step_and_keeps_the_secrets(staged: Staged, tmp_path: Path) -> None:
    configure(tmp_path)
    done = staged("raises", "well", OTKLIK_SMTP__PASSWORD="correct-horse")
    events = journal(tmp_path)
    told = [event["event"] for event in events]
    assert told == [
        "run-started", "step-started", "traceback", "step-ended", "step-started", "step-ended", "run-ended",
    ]  # fmt: skip
    assert "staged.py" in events[2]["text"]
    assert {"time", "level"} <= events[3].keys()
    assert events[3]["state"] == "failed"
    assert "correct-horse" not in (tmp_path / "data" / "run.log").read_text("utf-8")
    assert done.returncode == 70


def test_a_run_of_nothing_goes_well(otklik: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    done = otklik("run")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "рассылок в настройках нет" in done.stdout


def test_a_broken_configuration_stops_before_anything_and_names_the_key(
    otklik: Run, tmp_path: Path, checks: CheckInServer
) -> None:
    configure(tmp_path, f'ping_url = "{checks.url}"\nlimit_minuts = 5')
    done = otklik("run")
    assert done.returncode == 78
    assert "run.limit_minuts" in done.stderr
    assert not (tmp_path / "data").exists()
    assert not checks.pings, "its silence is the alarm"


def test_a_broken_outlet_file_ends_a_whole_run_with_its_code(
    otklik: Run, tmp_path: Path, checks: CheckInServer
) -> None:
    configure(tmp_path, f'ping_url = "{checks.url}"')
    folder = tmp_path / "own" / "outlets" / "RU-KGN"
    folder.mkdir(parents=True)
    (folder / "zarya.toml").write_text('name = "Заря', "utf-8")
    done = otklik("run", "--json")
    assert done.returncode == 78
    assert {step["state"] for step in json.loads(done.stdout)["steps"]} == {"done"}
    assert "zarya.toml" in checks.pings[-1][1]


def _wait_for(file: Path) -> None:
    end = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < end, f"{file} did not come"
        time.sleep(0.02)


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z" and os.getpid() != pid
