"""`otklik run` against the sample press and a real mail server: the whole line of cron, and what may befall it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from demo.server import SamplePress
from digests.period import last_complete
from otklik.sample import ZONE
from otklik.service.steps import STEPS
from records.period import period_before
from tests.conftest import need
from tests.digests.mail_servers import Mailbox, faulty_server, free_port, real_server
from tests.whole_way.conftest import Workplace, make_workplace
from tests.whole_way.test_mail import MAIL, RECIPIENTS

RUN = '[run]\nmetrics_file = "otklik.prom"\n'


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, press: SamplePress) -> Workplace:
    """What one run makes of the press, and what its mail server took."""
    workplace = make_workplace(tmp_path_factory.mktemp("run") / "w", press, more=MAIL + RUN)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        run(workplace, port)
        run(workplace, port)
    assert sorted(mailbox.recipients) == sorted(RECIPIENTS), "each once, whatever is run twice"
    return workplace


@pytest.fixture
def workplace(crawled: Workplace, tmp_path: Path) -> Iterator[Workplace]:
    """A copy of the above, without its mails."""
    shutil.copytree(crawled.folder, tmp_path / "w")
    with sqlite3.connect(tmp_path / "w" / "data" / "archive.db") as connection:
        for table in ("deliveries", "digest_articles", "digests"):
            connection.execute(f"DELETE FROM {table}")
    connection.close()
    yield Workplace(tmp_path / "w")


def run(workplace: Workplace, port: int, code: int = 0) -> Any:
    workplace.environment["OTKLIK_SMTP__PORT"] = str(port)
    out = workplace.run("run", "--json", code=code)
    return json.loads(out) if not code else out


def states(workplace: Workplace) -> dict[str, str]:
    last = json.loads((workplace.folder / "data" / "last-run.json").read_text("utf-8"))
    return {step["name"]: step["state"] for step in last["steps"]}


def ledger(workplace: Workplace) -> list[tuple[str, str]]:
    connection = sqlite3.connect(workplace.folder / "data" / "archive.db")
    try:
        return connection.execute("SELECT digest_id, state FROM deliveries ORDER BY 1, 2").fetchall()
    finally:
        connection.close()


def test_a_run_carries_what_the_press_wrote_as_far_as_the_index_and_the_figures(crawled: Workplace) -> None:
    assert {state for _id, state, *_rest in crawled.archived()["articles"]} == {"indexed"}
    assert len(crawled.indexed()) == len(crawled.archived()["articles"])
    text = (crawled.folder / "otklik.prom").read_text("utf-8")
    values = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert values["otklik_articles", "indexed"] == len(crawled.indexed())
    assert values["otklik_sources", "failing"] == 1
    assert values["otklik_mails", "sent"] == 3
    assert values["otklik_archive_bytes",] > 100_000
    assert values["otklik_run_exit_code",] == 0


def test_a_run_makes_the_same_of_the_press_as_the_commands_one_by_one(
    crawled: Workplace, tmp_path: Path, press: SamplePress
) -> None:
    other = make_workplace(tmp_path / "w", press, more=MAIL)
    other.crawl()
    assert other.archived() == crawled.archived()
    assert other.indexed() == crawled.indexed()


def test_the_crawls_log_stands_in_the_journal(crawled: Workplace) -> None:
    lines = (crawled.folder / "data" / "run.log").read_text("utf-8").splitlines()
    loggers = {json.loads(line).get("logger", "") for line in lines}
    assert "scrapy.core.engine" in loggers
    assert not (crawled.folder / "data" / "crawl.log").exists()


def test_missed_weeks_are_sent_the_oldest_first_and_named(workplace: Workplace) -> None:
    last = last_complete("weekly", datetime.now(UTC), ZONE)
    third = period_before(period_before(last))
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace.environment["OTKLIK_SMTP__PORT"] = str(port)
        workplace.run("digest", "--send", "--force", "--week", str(third))
        report = run(workplace, port)
        run(workplace, port)
    weeks = [digest.split("/")[0] for digest, _state in ledger(workplace)]
    assert sorted(set(weeks)) == [str(third), str(period_before(last)), str(last)]
    assert len(mailbox.taken) == 9
    [digests] = [step for step in report["steps"] if step["name"] == "digests"]
    assert str(period_before(last)) in digests["notes"][0]
    assert digests["counts"]["sent"] == 6


def test_a_mail_server_that_is_away_costs_the_mail_alone_and_is_left_in_peace_for_an_hour(
    workplace: Workplace,
) -> None:
    said = run(workplace, free_port(), code=69)
    assert "не отправлено писем: 3 из 3" in said
    assert states(workplace) == dict.fromkeys(states(workplace), "done") | {"digests": "failed"}
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        run(workplace, port)
        assert not mailbox.taken
        with sqlite3.connect(workplace.folder / "data" / "archive.db") as connection:
            connection.execute("UPDATE deliveries SET changed = datetime(changed, '-1 hours', '-1 seconds')")
            connection.execute("UPDATE digests SET composed = datetime(composed, '-1 hours', '-1 seconds')")
        connection.close()
        run(workplace, port)
    assert sorted(mailbox.recipients) == sorted(RECIPIENTS)


def test_a_mail_server_that_hangs_is_cut_off_and_its_mail_is_unknown_and_never_sent_again(
    workplace: Workplace,
) -> None:
    toml = workplace.folder / "otklik.toml"
    toml.write_text(toml.read_text("utf-8") + "limit_minutes = 0.25\n", "utf-8")
    with faulty_server({"body": "hang"}) as server:
        assert "digests: не успел" in run(workplace, server.port, code=124)
        assert server.took.is_set(), "and may have kept the mail"
    assert states(workplace)["digests"] == "overdue"
    assert states(workplace)["tidy"] == "done"
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        assert "неизвестно, ушло ли" in run(workplace, port, code=69), "the next run says so once"
        run(workplace, port)
        assert len(mailbox.taken) == 2
    assert sorted(state for _digest, state in ledger(workplace)) == ["sent", "sent", "unknown"]
    assert "неизвестно, ушла ли" in subprocess.run(
        [sys.executable, "-m", "otklik", "doctor"],
        cwd=workplace.folder, env=workplace._environment(), capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip


def test_a_run_killed_in_each_of_its_steps_loses_nothing_and_sends_nothing_twice(
    tmp_path: Path, press: SamplePress, crawled: Workplace
) -> None:
    workplace = make_workplace(tmp_path / "w", press, more=MAIL + RUN)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace.environment["OTKLIK_SMTP__PORT"] = str(port)
        for step in STEPS:
            _kill_in(workplace, step.name)
        last = workplace.start("run", "--json")
        last.communicate()
    assert last.returncode in (0, 69)
    assert len(set(mailbox.recipients)) == len(mailbox.recipients), "nobody gets it twice"
    known = [state for _digest, state in ledger(workplace)]
    assert sorted(known) == ["sent"] * known.count("sent") + ["unknown"] * known.count("unknown")
    assert len(known) == 3, "nobody is forgotten"
    assert known.count("sent") <= len(mailbox.recipients)
    assert {row[2] for row in workplace.archived()["articles"]} == {
        row[2] for row in crawled.archived()["articles"]
    }
    assert len(workplace.indexed()) == len(crawled.indexed())


def _kill_in(workplace: Workplace, step: str) -> None:
    """The run and the step's own process at once, as a machine that loses power: shortly after the step began."""
    journal = workplace.folder / "data" / "run.log"
    seen = len(journal.read_bytes()) if journal.exists() else 0
    run = workplace.start("run")
    begun = f'"event": "step-started", "step": "{step}"'.encode()
    while run.poll() is None and not (journal.exists() and begun in journal.read_bytes()[seen:]):
        time.sleep(0.01)
    time.sleep(0.1)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    below = [int(pid) for pid in children.read_text("utf-8").split()] if children.exists() else []
    run.kill()
    for pid in below:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    run.communicate()


def _in_a_namespace(workplace: Workplace, script: str) -> subprocess.CompletedProcess[str]:
    """As root of a namespace of its own, where a disk may be small or read-only."""
    probe = subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False)
    need("mount namespace", probe.stderr.decode().strip())
    return subprocess.run(
        ["unshare", "-Urm", "sh", "-c", script.replace("otklik run", f"{sys.executable} -m otklik run")],
        cwd=workplace.folder,
        env=workplace._environment() | {"OTKLIK_SMTP__PORT": str(free_port())},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_full_disk_is_named_nothing_is_corrupt_and_with_room_the_run_goes_on(
    tmp_path: Path, press: SamplePress, crawled: Workplace
) -> None:
    workplace = make_workplace(tmp_path / "w", press)
    done = _in_a_namespace(
        workplace,
        "mkdir data && mount -t tmpfs -o size=1500k none data && (otklik run --json > full.json; echo $? > full.code);"
        "mount -o remount,size=200m data && otklik run --json > roomy.json; echo $? > roomy.code; cp -r data kept",
    )
    code = int((workplace.folder / "full.code").read_text("utf-8"))
    assert code in (69, 70, 74), done.stderr
    assert "на диске" in done.stderr
    assert "Traceback" not in done.stderr
    assert (workplace.folder / "roomy.code").read_text("utf-8") == "0\n", done.stderr
    shutil.copytree(workplace.folder / "kept", workplace.folder / "data", dirs_exist_ok=True)
    ours, theirs = workplace.archived(), crawled.archived()  # with a check of integrity
    assert {row[2] for row in ours["articles"]} == {row[2] for row in theirs["articles"]}
    assert len(workplace.indexed()) == len(crawled.indexed())


def test_a_read_only_archive_is_named_with_its_mend(workplace: Workplace) -> None:
    before = workplace.archived()
    done = _in_a_namespace(
        workplace, "mount --bind data data && mount -o remount,bind,ro data && otklik run --json"
    )
    assert done.returncode == 74
    assert "недоступна для записи" in done.stderr
    assert "только для чтения" in done.stderr
    assert workplace.archived() == before
