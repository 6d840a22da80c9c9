"""`otklik alerts` and `otklik digest approve` as a user runs them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.ledger import find_deliveries
from archive.store import open_archive, sqlite_url
from digests.period import last_complete
from tests.digests.mail_servers import Mailbox, faulty_server, free_port, real_server
from tests.digests.press import Said, Written, put_articles
from tests.otklik.conftest import Run

SETTINGS = """
[smtp]
host = "127.0.0.1"
security = "none"
sender = "otklik@fnpr.example"
timeout = 5
[[digests]]
id = "fnpr"
title = "ФНПР"
unions = ["fnpr"]
recipients = ["press@fnpr.example"]
approve = true
[[alerts]]
id = "press"
title = "ФНПР"
unions = ["fnpr"]
kinds = ["negative"]
quiet_from = 0
quiet_until = 0
recipients = ["press@fnpr.example"]
"""
TITLE = "Пикет у проходной"
WEEK = last_complete("weekly", datetime.now(UTC), ZoneInfo("Europe/Moscow"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "otklik.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "data").mkdir()
    archive = open_archive(sqlite_url(tmp_path / "data" / "archive.db"))
    now = datetime.now(UTC)
    attack = Written(
        outlet="luka",
        title=TITLE,
        sentences=("ФНПР опять промолчала.",),
        said=[Said(union="fnpr", name="ФНПР", tone=-1, score=-0.9)],
        published=now - timedelta(hours=1),
    )
    put_articles(archive, [attack], seen=now)
    archive.close()
    yield tmp_path


def test_alerts_are_shown_without_a_trace_and_sent_once(otklik: Run, office: Path) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        shown = otklik("alerts", OTKLIK_SMTP__PORT=str(port))
        assert (shown.returncode, mailbox.taken) == (0, [])
        assert f"press: {TITLE} — негатив: ФНПР" in shown.stdout
        sent = otklik("alerts", "--send", OTKLIK_SMTP__PORT=str(port))
        assert "press → press@fnpr.example: отправлено" in sent.stdout
        again = otklik("alerts", "--send", OTKLIK_SMTP__PORT=str(port))
        assert (again.returncode, again.stdout) == (0, "")
    assert mailbox.recipients == ["press@fnpr.example"]
    assert otklik("alerts").stdout == "press: сообщать не о чем.\n"
    assert otklik("alerts", "--only", "nobody").returncode == 2


def test_the_doctor_names_alerts_that_did_not_go_and_how_they_will(otklik: Run, office: Path) -> None:
    failed = otklik("alerts", "--send", OTKLIK_SMTP__PORT=str(free_port()))
    assert failed.returncode == 69
    assert "повторит следующий запуск" in otklik("doctor").stdout
    with faulty_server({"body": None}) as server:
        assert otklik("alerts", "--send", OTKLIK_SMTP__PORT=str(server.port)).returncode == 69
    said = otklik("doctor").stdout
    assert "неизвестно, ушло ли" in said
    assert "--resend" not in said


def test_a_digest_waits_until_it_is_approved(otklik: Run, office: Path) -> None:
    identity = f"{WEEK}/fnpr"
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        waits = otklik("digest", "--send", OTKLIK_SMTP__PORT=str(port))
        assert waits.returncode == 0
        assert f"otklik digest approve {identity}" in waits.stdout
        looked = otklik("digest", "approve", identity, "--preview", "look")
        assert "ФНПР" in (office / looked.stdout.strip()).read_text("utf-8")
        otklik("digest", "--send", OTKLIK_SMTP__PORT=str(port))
        assert mailbox.taken == []
        assert otklik("digest", "approve", identity, "--by", "Анна").returncode == 0
        otklik("digest", "--send", OTKLIK_SMTP__PORT=str(port))
    assert mailbox.recipients == ["press@fnpr.example"]
    assert otklik("digest", "approve", "2020-W01/fnpr").returncode == 2
    archive = open_archive(sqlite_url(office / "data" / "archive.db"))
    with archive.reading() as connection:
        assert [each.state for each in find_deliveries(connection)] == ["sent"]
    archive.close()


def test_a_mail_is_sent_again_to_whoever_reads_only_one_of_the_cadences(otklik: Run, office: Path) -> None:
    with (office / "otklik.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[[digests]]\nid = "boss"\ntitle = "Каждый день"\ncadence = "daily"\nrecipients = ["boss@fnpr.example"]\n'
        )
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        done = otklik("digest", "--resend", "boss@fnpr.example", OTKLIK_SMTP__PORT=str(port))
    assert done.returncode == 0, done.stderr
    assert mailbox.recipients == ["boss@fnpr.example"]
    nobody = otklik("digest", "--resend", "nobody@fnpr.example", OTKLIK_SMTP__PORT=str(port))
    assert nobody.returncode == 2
