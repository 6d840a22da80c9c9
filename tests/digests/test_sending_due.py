"""What is due goes out on its own: once, in its hour, with what was missed, and with an older ledger respected."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from archive.ledger import approve_digest, find_deliveries
from archive.migration import migration_config
from archive.store import open_archive, sqlite_url
from archive.unsubscribed import find_unsubscribed, unsubscribe
from otklik.mailing import Sent, chosen_subscriptions, send_due, send_period
from otklik.workplace import Workplace
from records.period import Week
from tests.digests.mail_servers import Mailbox, free_port, real_server
from tests.digests.sample_week import put_sample_weeks
from tests.digests.workplace import make_workplace, subscription

MONDAY = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)  # 8:30 in Moscow
SENT_BEFORE = """
INSERT INTO digests (id, week, subscription_id, composed, subject, message)
 VALUES ('2026-W{number}/vse', '2026-W{number}', 'vse', '{monday} 06:00:00.000000', 'Неделя', x'00');
INSERT INTO deliveries (digest_id, recipient, state, message_id, changed, detail)
 VALUES ('2026-W{number}/vse', 'press@stf.example', 'sent', '<{number}@x>', '{monday} 06:00:00.000000', '')
"""


def fill(folder: Path) -> None:
    archive = open_archive(sqlite_url(folder / "archive.db"))
    put_sample_weeks(archive)
    archive.close()


def send(workplace: Workplace, now: datetime) -> Sent:
    return send_due(workplace, chosen_subscriptions(workplace, []), now)


def subjects(mailbox: Mailbox) -> list[str]:
    return [
        str(message_from_bytes(content, policy=policy.default)["Subject"]) for _to, content in mailbox.taken
    ]


def test_nothing_of_a_ledger_that_an_earlier_version_wrote_is_sent_again(tmp_path: Path) -> None:
    engine = create_engine(sqlite_url(tmp_path / "archive.db"))
    with engine.begin() as connection:
        command.upgrade(migration_config(connection), "0013")
        for number, monday in ((45, "2026-11-09"), (46, "2026-11-16"), (47, "2026-11-23")):
            for statement in SENT_BEFORE.format(number=number, monday=monday).split(";"):
                connection.execute(text(statement))
    engine.dispose()
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, digests=[subscription()])
        for hours in (0, 24, 6 * 24):
            sent = send(workplace, MONDAY + timedelta(hours=hours))
            assert [delivery.state for delivery in sent.deliveries] == ["sent"]
        assert mailbox.taken == []
        send(workplace, MONDAY + timedelta(days=7))
    assert len(mailbox.taken) == 1


def test_each_subscription_gets_its_own_periods_in_its_own_hour(tmp_path: Path) -> None:
    fill(tmp_path)
    mailbox = Mailbox()
    digests = [
        subscription(id="day", cadence="daily", hour=7, recipients=["day@stf.example"]),
        subscription(id="week", weekday="monday", hour=9, recipients=["week@stf.example"]),
        subscription(id="month", cadence="monthly", recipients=["month@stf.example"]),
        subscription(id="tomsk", hour=9, timezone="Asia/Tomsk", recipients=["tomsk@stf.example"]),
    ]
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, digests=digests)
        moment = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
        for _step in range(8 * 12):
            send(workplace, moment)
            moment += timedelta(hours=2)
    counted = Counter(mailbox.recipients)
    # From 3:00 in Moscow on: before the hour has come the period before is the last one due. October is too old.
    assert counted == {
        "day@stf.example": 9,
        "week@stf.example": 3,
        "month@stf.example": 1,
        "tomsk@stf.example": 3,
    }


def test_missed_days_are_caught_up_once_and_the_mail_names_those_that_never_came(tmp_path: Path) -> None:
    fill(tmp_path)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(
            tmp_path, port, digests=[subscription(cadence="daily")], digest_max_age_days=2
        )
        send(workplace, MONDAY - timedelta(days=6))
        sent = send(workplace, MONDAY)
        send(workplace, MONDAY)
    assert [len(periods) for _id, periods in sent.missed] == [4]
    assert len(mailbox.taken) == 3
    assert "сводки не выходили" in text_of(mailbox.taken[1][1])
    assert "сводки не выходили" not in text_of(mailbox.taken[2][1])


def text_of(content: bytes) -> str:
    body = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_what_failed_last_week_is_tried_again_with_this_weeks(tmp_path: Path) -> None:
    fill(tmp_path)
    digests = [subscription()]
    workplace = make_workplace(tmp_path, free_port(), digests=digests)
    assert [each.state for each in send(workplace, MONDAY).deliveries] == ["failed"]
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, digests=digests)
        send(workplace, MONDAY + timedelta(days=7))
        send(workplace, MONDAY + timedelta(days=7))
    assert len(mailbox.taken) == 2
    assert "16–22" in subjects(mailbox)[0]


def test_a_digest_that_wants_approval_waits_for_it(tmp_path: Path) -> None:
    fill(tmp_path)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, digests=[subscription(approve=True)])
        assert send(workplace, MONDAY).unapproved == ("2026-W47/vse",)
        assert mailbox.taken == []
        with workplace.archive() as archive, archive.writing() as connection:
            assert approve_digest(connection, "2026-W47/vse", "Анна", MONDAY)
            assert not approve_digest(connection, "2026-W01/vse", "Анна", MONDAY)
        assert send(workplace, MONDAY).unapproved == ()
        send(workplace, MONDAY)
    assert mailbox.recipients == ["press@stf.example"]


def test_who_unsubscribed_is_skipped_and_shown_even_when_sent_to_by_hand(tmp_path: Path) -> None:
    fill(tmp_path)
    mailbox = Mailbox()
    two = ["press@stf.example", "anna@stf.example"]
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, digests=[subscription(recipients=two)])
        with workplace.archive() as archive, archive.writing() as connection:
            unsubscribe(connection, "vse", "anna@stf.example", MONDAY, how="one-click")
            unsubscribe(connection, "vse", "anna@stf.example", MONDAY + timedelta(days=1), how="again")
            assert find_unsubscribed(connection, "vse") == {"anna@stf.example": MONDAY}
        states = {each.recipient: each for each in send(workplace, MONDAY).deliveries}
        send_period(
            workplace,
            chosen_subscriptions(workplace, []),
            Week(year=2026, number=47),
            resend=["anna@stf.example"],
        )
    assert mailbox.recipients == ["press@stf.example"]
    assert states["anna@stf.example"].state == "skipped"
    assert "отписался 23.11.2026" in states["anna@stf.example"].detail


def test_the_way_out_stands_in_the_headers_where_the_desk_is_public(tmp_path: Path) -> None:
    fill(tmp_path)
    found = {}
    for name, address in (
        ("public", "https://desk.stf.example"),
        ("inner", "http://10.0.0.5:8321"),
        ("none", ""),
    ):
        mailbox = Mailbox()
        with real_server(mailbox) as port:
            (tmp_path / name).mkdir()
            fill(tmp_path / name)
            send(
                make_workplace(tmp_path / name, port, digests=[subscription()], desk={"address": address}),
                MONDAY,
            )
        found[name] = message_from_bytes(mailbox.taken[0][1], policy=policy.default)
    assert found["public"]["List-Unsubscribe"].startswith("<https://desk.stf.example/unsubscribe/")
    assert found["public"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["inner"]["List-Unsubscribe"] is found["none"]["List-Unsubscribe"] is None


def test_a_reader_abroad_gets_the_mail_in_their_language_and_the_ledger_keeps_one_row(tmp_path: Path) -> None:
    fill(tmp_path)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, digests=[subscription(language="en")])
        send(workplace, MONDAY)
    message = message_from_bytes(mailbox.taken[0][1], policy=policy.default)
    assert message["Content-Language"] == "en"
    assert "November" in str(message["Subject"])
    with workplace.archive() as archive, archive.reading() as connection:
        assert [each.state for each in find_deliveries(connection)] == ["sent"]
