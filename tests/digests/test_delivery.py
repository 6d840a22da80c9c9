"""Nobody gets a digest twice, and no copy is lost without a word."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.ledger import StoredDigest, find_deliveries
from archive.store import Archive, open_archive, sqlite_url
from digests.delivery import SendingRules, prepare_digest, send_digest
from digests.send import SmtpSettings
from records.digest import Delivery
from records.errors import ConfigError, UsageError
from records.period import Week
from tests.digests.mail_servers import SENDER, Mailbox, faulty_server, free_port, real_server, settings
from tests.digests.press import NOW, SUBSCRIPTION, put_articles, registry
from tests.digests.sample_week import STRIKE, put_sample_weeks

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = Week(year=2026, number=47)
TWO = ("press@stf.example", "anna@stf.example")


@pytest.fixture
def stored(archive: Archive) -> StoredDigest:
    put_sample_weeks(archive)
    return prepare(archive)


def prepare(archive: Archive, week: Week = WEEK) -> StoredDigest:
    return prepare_digest(archive, registry(), SUBSCRIPTION, week, MOSCOW, sender=SENDER, now=NOW)


def send(
    archive: Archive,
    stored: StoredDigest,
    smtp: SmtpSettings,
    recipients: tuple[str, ...] = TWO,
    days: int = 0,
    rules: SendingRules = SendingRules(),  # noqa: B008 - it is frozen
) -> list[Delivery]:
    now = NOW + timedelta(days=days)
    return send_digest(archive, stored, recipients, smtp, MOSCOW, now, rules=rules)


def states(deliveries: list[Delivery]) -> list[str]:
    return [delivery.state for delivery in deliveries]


def test_a_digest_sent_twice_reaches_each_recipient_once(archive: Archive, stored: StoredDigest) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        assert states(send(archive, stored, settings(port))) == ["sent", "sent"]
        assert states(send(archive, stored, settings(port))) == ["sent", "sent"]
    assert Counter(mailbox.recipients) == {"press@stf.example": 1, "anna@stf.example": 1}
    assert all(len(recipients) == 1 for recipients, _message in mailbox.taken)


def test_one_recipient_written_in_two_ways_gets_one_copy(archive: Archive, stored: StoredDigest) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(archive, stored, settings(port), ("Press <Press@STF.example>", "press@stf.example "))
    assert mailbox.recipients == ["press@stf.example"]


def test_the_copies_differ_in_recipient_and_identity_alone(archive: Archive, stored: StoredDigest) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(archive, stored, settings(port))
    messages = [message_from_bytes(content, policy=policy.default) for _to, content in mailbox.taken]
    assert [message["To"] for message in messages] == list(TWO)
    assert messages[0]["Message-ID"] != messages[1]["Message-ID"]
    bodies = [content.split(b"\r\n", 2)[2] for _to, content in mailbox.taken]
    assert bodies[0] == bodies[1] == stored.message


def test_a_recipient_added_later_gets_the_very_mail_that_the_others_got(
    archive: Archive, stored: StoredDigest
) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(archive, stored, settings(port), TWO[:1])
        put_late_article(archive)
        again = prepare(archive)
        send(archive, again, settings(port), (*TWO, "new@stf.example"))
    assert again == stored
    assert Counter(mailbox.recipients) == {**dict.fromkeys(TWO, 1), "new@stf.example": 1}
    assert len({content.split(b"\r\n", 2)[2] for _to, content in mailbox.taken}) == 1


def put_late_article(archive: Archive) -> None:
    put_articles(archive, [replace(STRIKE, story="", title="Поздняя находка", outlet="luka")])


def test_one_refused_of_ten_does_not_keep_the_others_waiting(archive: Archive, stored: StoredDigest) -> None:
    ten = tuple(f"reader{number}@stf.example" for number in range(10))
    mailbox = Mailbox(refused=frozenset({ten[3]}))
    with real_server(mailbox) as port:
        deliveries = send(archive, stored, settings(port), ten)
        assert states(deliveries).count("sent") == 9
        assert deliveries[3].state == "failed"
        assert "550" in deliveries[3].detail
        assert ten[3] in deliveries[3].detail
        mailbox.refused = frozenset()
        assert states(send(archive, stored, settings(port), ten)) == ["sent"] * 10
    assert Counter(mailbox.recipients) == dict.fromkeys(ten, 1)


@pytest.mark.parametrize(
    ("stage", "reply"),
    [
        ("connect", "421 too busy"),
        ("connect", "554 go away"),
        ("connect", None),
        ("ehlo", None),
        ("mail", "451 later"),
        ("mail", "553 not you"),
        ("mail", None),
        ("rcpt", "450 greylisted"),
        ("rcpt", "550 nobody"),
        ("rcpt", None),
        ("data", "451 later"),
        ("data", "554 no"),
        ("data", None),
        ("body", "451 later"),
        ("body", "552 too big"),
    ],
)
def test_a_mail_that_the_server_has_not_taken_is_failed_and_goes_out_next_time(
    archive: Archive, stored: StoredDigest, stage: str, reply: str | None
) -> None:
    with faulty_server({stage: reply}) as server:
        [delivery] = send(archive, stored, settings(server.port), TWO[:1])
        assert delivery.state == "failed"
        assert delivery.detail
        assert server.mailbox.taken == []
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        assert states(send(archive, stored, settings(port), TWO[:1])) == ["sent"]
    assert mailbox.recipients == [TWO[0]]


@pytest.mark.parametrize("script", [{"body": None}, {"middle": None}, {"body": "gibberish"}])
def test_a_mail_whose_fate_nobody_knows_is_unknown_and_not_sent_again_by_itself(
    archive: Archive, stored: StoredDigest, script: dict[str, str | None]
) -> None:
    with faulty_server(script) as server:
        assert states(send(archive, stored, settings(server.port), TWO[:1])) == ["unknown"]
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        assert states(send(archive, stored, settings(port), TWO[:1])) == ["unknown"]
        assert mailbox.taken == []
        assert states(send(archive, stored, settings(port), TWO[:1], rules=SendingRules(resend=True))) == [
            "sent"
        ]
    assert mailbox.recipients == [TWO[0]]


def test_a_mail_that_was_sent_again_by_hand_has_the_same_identity(
    archive: Archive, stored: StoredDigest
) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(archive, stored, settings(port), TWO[:1])
        send(archive, stored, settings(port), TWO[:1], rules=SendingRules(resend=True))
    first, second = (message_from_bytes(content)["Message-ID"] for _to, content in mailbox.taken)
    assert first == second


def test_a_failed_repeat_by_hand_does_not_forget_that_the_first_copy_arrived(
    archive: Archive, stored: StoredDigest
) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(archive, stored, settings(port), TWO[:1])
    [kept] = send(archive, stored, settings(free_port()), TWO[:1], rules=SendingRules(resend=True))
    assert (kept.state, "повтор не удался" in kept.detail) == ("sent", True)
    with real_server(mailbox) as port:
        send(archive, stored, settings(port), TWO[:1])
    assert mailbox.recipients == [TWO[0]]


@pytest.mark.parametrize("reply", [None, "421 shutting down", "500 what"])
def test_a_farewell_that_goes_wrong_does_not_make_a_sent_mail_failed(
    archive: Archive, stored: StoredDigest, reply: str | None
) -> None:
    with faulty_server({"quit": reply}) as server:
        assert states(send(archive, stored, settings(server.port))) == ["sent", "sent"]
        assert len(server.mailbox.taken) == 2


def test_a_server_that_is_not_there_is_asked_once_and_every_recipient_is_told(
    archive: Archive, stored: StoredDigest
) -> None:
    deliveries = send(archive, stored, settings(free_port()))
    assert states(deliveries) == ["failed", "failed"]
    assert all("недоступен" in delivery.detail for delivery in deliveries)


def test_a_process_killed_after_it_handed_the_mail_over_leaves_it_unknown(
    archive: Archive, archive_path: Path, stored: StoredDigest
) -> None:
    with faulty_server({"body": "hang"}) as server:
        child = start_sender(archive_path, server.port, TWO[0])
        assert server.took.wait(60)
        child.kill()
        child.wait()
    assert states(find_in(archive)) == ["sending"]
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        assert states(send(archive, stored, settings(port))) == ["unknown", "sent"]
    assert mailbox.recipients == [TWO[1]]


def find_in(archive: Archive) -> list[Delivery]:
    with archive.reading() as connection:
        return find_deliveries(connection)


def start_sender(archive_path: Path, port: int, *recipients: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.digests.sender", str(archive_path), str(port), *recipients]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2])


def test_two_processes_that_send_at_once_send_one_copy_to_each(
    archive: Archive, archive_path: Path, stored: StoredDigest
) -> None:
    ten = tuple(f"reader{number}@stf.example" for number in range(10))
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        children = [start_sender(archive_path, port, *ten) for _number in range(2)]
        assert [child.wait(60) for child in children] == [0, 0]
    assert Counter(mailbox.recipients) == dict.fromkeys(ten, 1)
    assert set(states(find_in(archive))) == {"sent"}


def test_a_stale_digest_is_skipped_and_says_so_unless_forced(archive: Archive, stored: StoredDigest) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(archive, stored, settings(port), TWO[:1])
        late = send(archive, stored, settings(port), days=20)
        assert states(late) == ["sent", "skipped"]
        assert "2026-W47" in late[1].detail
        assert mailbox.recipients == [TWO[0]]
        assert states(send(archive, stored, settings(port), days=20, rules=SendingRules(force=True))) == [
            "sent",
            "sent",
        ]
    assert Counter(mailbox.recipients) == dict.fromkeys(TWO, 1)


def test_a_digest_is_not_stale_on_the_last_day_of_its_limit(archive: Archive, stored: StoredDigest) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        assert states(send(archive, stored, settings(port), days=13)) == ["sent", "sent"]


def test_a_week_that_is_not_over_is_not_composed_for_sending(archive: Archive) -> None:
    with pytest.raises(UsageError, match="2026-W48"):
        prepare(archive, Week(year=2026, number=48))


@pytest.mark.parametrize("address", ["nobody", "a@b\r\nBcc: c@d.example", "иван@stf.example", "a@b, c@d", ""])
def test_an_address_that_is_none_stops_before_anything_is_sent(
    archive: Archive, stored: StoredDigest, address: str
) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port, pytest.raises(ConfigError, match="не адрес почты"):
        send(archive, stored, settings(port), (TWO[0], address))
    assert mailbox.taken == []


def test_an_archive_opened_anew_still_knows_who_got_the_digest(
    archive: Archive, archive_path: Path, stored: StoredDigest
) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(archive, stored, settings(port))
        archive.close()
        reopened = open_archive(sqlite_url(archive_path))
        send(reopened, prepare(reopened), settings(port))
        reopened.close()
    assert len(mailbox.taken) == 2


@pytest.mark.parametrize(
    ("stage", "reply", "mend"),
    [
        ("mail", "530 5.7.0 log in", "smtp.user"),
        ("rcpt", "550 5.1.1 nobody", "проверьте адрес"),
        ("rcpt", "450 4.2.1 busy", "попробует снова"),
        ("rcpt", "499 later", "временный отказ"),
        ("body", "552 5.3.4 too big", "digests.attach"),
        ("body", "554 5.7.1 spam", "администратора"),
        ("body", "599 no", "постоянный отказ"),
    ],
)
def test_a_refusal_says_what_it_means_for_who_mends_it(
    archive: Archive, stored: StoredDigest, stage: str, reply: str, mend: str
) -> None:
    with faulty_server({stage: reply}) as server:
        [delivery] = send(archive, stored, settings(server.port), TWO[:1])
    assert delivery.state == "failed"
    assert mend in delivery.detail
    assert reply in delivery.detail


def test_the_desk_s_whole_address_stays_out_of_what_all_get(archive: Archive, stored: StoredDigest) -> None:
    """One reader's way out of the subscription must not be another's."""
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(archive, stored, settings(port), rules=SendingRules(desk="https://desk.example"))
    tokens = [message_from_bytes(content)["List-Unsubscribe"] for _to, content in mailbox.taken]
    assert len(set(tokens)) == 2
    assert b"unsubscribe" not in stored.message.lower()
