"""The weekly mail as cron sends it: once to each recipient, whatever happens twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

import pytest

from demo.server import SamplePress
from digests.period import last_complete
from otklik.sample import ZONE
from tests.digests.mail_servers import Mailbox, free_port, real_server
from tests.whole_way.conftest import Workplace, make_workplace

RECIPIENTS = ("press@kurgan.example", "head@kurgan.example", "archive@kurgan.example")

MAIL = """
[smtp]
host = "127.0.0.1"
security = "none"
sender = "otklik@kurgan.example"
[[digests]]
id = "kurgan"
title = "Федерация профсоюзов Курганской области"
unions = ["fp-kurgan"]
recipients = ["press@kurgan.example", "head@kurgan.example", "archive@kurgan.example"]
"""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, press: SamplePress) -> Workplace:
    workplace = make_workplace(tmp_path_factory.mktemp("mail") / "w", press, more=MAIL)
    workplace.crawl()
    return workplace


def send(workplace: Workplace, port: int, *more: str, code: int = 0) -> str:
    workplace.environment["OTKLIK_SMTP__PORT"] = str(port)
    return workplace.run("digest", "--send", *more, code=code)


def test_a_server_that_refuses_costs_nothing_and_a_digest_sent_twice_arrives_once(
    workplace: Workplace,
) -> None:
    said = send(workplace, free_port(), code=69)
    assert "не отправлено писем: 3 из 3" in said
    assert "недоступен" in said
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(workplace, port)
        send(workplace, port)
    assert sorted(mailbox.recipients) == sorted(RECIPIENTS)


def test_the_mail_tells_the_week(workplace: Workplace) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(workplace, port, "--resend", RECIPIENTS[0])
    [(_recipients, message)] = mailbox.taken
    mail = message_from_bytes(message, policy=modern)
    week = last_complete("weekly", datetime.now(UTC), ZONE)
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert "Курганской области" in mail["Subject"]
    assert "облсовпроф" in text.lower()
    assert "Степной голос" in text, "the outlet that could not be read is named"
    assert "<script" not in html
    assert [part.get_filename() for part in mail.iter_attachments()] == [f"otklik-{week}-kurgan.xlsx"]


def test_the_ledger_is_told_in_words(workplace: Workplace) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        out = send(workplace, port, "--json")
    assert {row["state"] for row in json.loads(out)} == {"sent"}
    assert not mailbox.taken


def test_an_unknown_recipient_of_a_resend_is_named(workplace: Workplace) -> None:
    assert "nobody@x.example" in send(workplace, free_port(), "--resend", "nobody@x.example", code=2)


def test_a_week_that_is_not_over_is_not_sent(workplace: Workplace) -> None:
    year, number, _day = datetime.now(ZONE).isocalendar()
    assert "ещё не кончился" in send(workplace, free_port(), "--week", f"{year}-W{number:02d}", code=2)


def test_one_broken_outlet_file_keeps_neither_the_mail_nor_the_crawl_from_the_others(
    tmp_path: Path, press: SamplePress
) -> None:
    workplace = make_workplace(tmp_path / "w", press, more=MAIL)
    workplace.crawl()
    [file] = (workplace.folder / "registry" / "outlets").glob("*/samarskaya-smena.toml")
    file.write_text(file.read_text("utf-8").replace('kind = "', 'kind = "x', 1), "utf-8")
    assert "samarskaya-smena.toml" in workplace.crawl(code=78)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        assert "samarskaya-smena.toml" in send(workplace, port, code=78)
    assert sorted(mailbox.recipients) == sorted(RECIPIENTS)
    mail = message_from_bytes(mailbox.taken[0][1], policy=modern)
    text = mail.get_body(("plain",)).get_content()
    assert "samarskaya-smena: файл издания в реестре испорчен" in text
    assert "samarskaya-smena.toml" in workplace.run("crawl", "--source", "samarskaya-smena", code=78)
