"""An alert goes at once and once: by mail and to chats, through the same ledger, not at night."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from archive.ledger import find_deliveries
from archive.store import open_archive, sqlite_url
from archive.stories import record_placements
from otklik.alerts import Rung, chosen_watches, look_now, read_chats, send_alarms
from otklik.workplace import Workplace
from records.errors import ConfigError
from records.story import Placement
from tests.digests.chat_server import chat_server
from tests.digests.mail_servers import Mailbox, faulty_server, free_port, real_server
from tests.digests.press import Written, article_id, put_articles
from tests.digests.sample_week import STRIKE, at
from tests.digests.workplace import make_workplace, watch

NOW = at(18, 12)


def fill(folder: Path, *written: Written) -> None:
    archive = open_archive(sqlite_url(folder / "archive.db"))
    put_articles(archive, written)
    archive.close()


def ring(workplace: Workplace, hours: float = 0) -> list[Rung]:
    return send_alarms(workplace, chosen_watches(workplace, []), NOW + timedelta(hours=hours))


def states(rung: list[Rung]) -> list[str]:
    return [delivery.state for each in rung for delivery in each.deliveries]


def place(workplace: Workplace, story: str, *ids: str) -> None:
    """Puts the articles into the story, each with a text of the story's first."""
    with workplace.archive() as archive, archive.writing() as connection:
        for id_ in ids:
            placement = Placement(
                article_id=id_, story_id=story, text_id=story, taken_from=story, similarity=1.0
            )
            record_placements(connection, [placement])


def test_a_story_rings_once_however_often_it_is_looked_for_and_whoever_repeats_it(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, alerts=[watch()])
        assert states(ring(workplace)) == ["sent"]
        copy = replace(STRIKE, outlet="luka", published=at(18, 11))
        fill(tmp_path, copy)
        place(workplace, article_id(STRIKE), article_id(copy))
        assert states(ring(workplace, 1)) == []
    [(_to, content)] = mailbox.taken
    message = message_from_bytes(content, policy=policy.default)
    assert message["Subject"] == f"Срочно. Союз: {STRIKE.title}"
    assert message["Auto-Submitted"] == "auto-generated"
    body = message.get_body(("plain",))
    assert body is not None
    assert "Росстеклопрофсоюз просто отсиделся" in body.get_content()


def test_a_story_that_got_an_earlier_first_article_since_does_not_ring_again(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, alerts=[watch()])
        ring(workplace)
        original = replace(STRIKE, outlet="luka", published=at(17, 2))
        fill(tmp_path, original)
        place(workplace, article_id(original), article_id(original), article_id(STRIKE))
        assert states(ring(workplace, 1)) == []
    assert len(mailbox.taken) == 1


def test_at_night_it_waits_for_the_morning(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, alerts=[watch(quiet_from=14, quiet_until=17)])
        [quiet] = ring(workplace)
        assert quiet.is_quiet
        assert [alarm.title for alarm in quiet.alarms] == [STRIKE.title]
        assert mailbox.taken == []
        assert states(ring(workplace, 2)) == ["sent"]


def test_what_a_server_refused_goes_at_the_next_try_and_after_a_day_no_more(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    alerts = [watch()]
    assert states(ring(make_workplace(tmp_path, free_port(), alerts=alerts))) == ["failed"]
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        assert states(ring(make_workplace(tmp_path, port, alerts=alerts), 25)) == ["skipped"]
    assert mailbox.taken == []
    again = tmp_path / "again"
    again.mkdir()
    fill(again, STRIKE)
    ring(make_workplace(again, free_port(), alerts=alerts))
    with real_server(mailbox) as port:
        workplace = make_workplace(again, port, alerts=alerts)
        assert states(ring(workplace, 1)) == ["sent"]
        assert states(ring(workplace, 2)) == []
    assert len(mailbox.taken) == 1


def test_a_sender_killed_after_the_message_leaves_unknown_and_nobody_is_rung_twice(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    with faulty_server({"body": "hang"}) as server:
        command = [
            sys.executable,
            "-m",
            "tests.digests.alerter",
            str(tmp_path),
            str(server.port),
            NOW.isoformat(),
        ]
        child = subprocess.Popen(command, cwd=Path(__file__).parents[2])
        assert server.took.wait(60)
        child.kill()
        child.wait()
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, alerts=[watch()])
        assert states(ring(workplace, 1)) == []
        with workplace.archive() as archive, archive.reading() as connection:
            assert [each.state for each in find_deliveries(connection)] == ["unknown"]
    assert mailbox.taken == []


def chats(folder: Path, address: str) -> dict[str, Path]:
    file = folder / "chats"
    file.write_text(f"# секреты\n\nduty = {address}\n")
    return {"file": file}


def test_a_chat_gets_it_once_beside_the_mail(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    mailbox = Mailbox()
    with real_server(mailbox) as port, chat_server() as chat:
        workplace = make_workplace(
            tmp_path, port, alerts=[watch(chats=["duty"])], chats=chats(tmp_path, chat.address)
        )
        assert states(ring(workplace)) == ["sent", "sent"]
        assert states(ring(workplace, 1)) == []
    [posted] = chat.taken
    assert posted["title"] == f"Срочно. Союз: {STRIKE.title}"
    assert "https://zavodskaya.example/news/" in posted["message"]
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize(("status", "state"), [(403, "failed"), (500, "failed"), (0, "unknown")])
def test_a_chat_that_refuses_is_tried_again_and_one_that_hangs_up_is_not(
    tmp_path: Path, status: int, state: str
) -> None:
    fill(tmp_path, STRIKE)
    with chat_server(status) as chat:
        workplace = make_workplace(
            tmp_path, 1, alerts=[watch(recipients=[], chats=["duty"])], chats=chats(tmp_path, chat.address)
        )
        [rung] = ring(workplace)
        assert [delivery.state for delivery in rung.deliveries] == [state]
        assert "json://" not in rung.deliveries[0].detail
        chat.status = 200
        again = states(ring(workplace, 1))
    assert again == (["sent"] if state == "failed" else [])
    assert len(chat.taken) == 1


def test_a_chat_that_is_down_is_tried_again(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    address = f"json://127.0.0.1:{free_port()}/"
    workplace = make_workplace(
        tmp_path, 1, alerts=[watch(recipients=[], chats=["duty"])], chats=chats(tmp_path, address)
    )
    [rung] = ring(workplace)
    assert [(each.state, each.detail) for each in rung.deliveries] == [("failed", "чат недоступен")]


def test_a_chat_without_an_address_or_with_a_wrong_one_stops_before_anything_is_sent(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    for named, said in (("json://x/", "чата «other» нет"), ("nonsense", "не понят")):
        name = "other" if "other" in said else "duty"
        workplace = make_workplace(tmp_path, 1, alerts=[watch(chats=[name])], chats=chats(tmp_path, named))
        with pytest.raises(ConfigError, match=said):
            ring(workplace)
    with workplace.archive() as archive, archive.reading() as connection:
        assert find_deliveries(connection) == []


def test_a_fault_in_the_file_of_chats_names_the_line_and_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "chats"
    file.write_text("duty = json://secret-token/\nduty = json://other/\n")
    with pytest.raises(ConfigError, match="строка 2") as fault:
        read_chats(file)
    assert "secret" not in str(fault.value)
    with pytest.raises(ConfigError, match="не читается"):
        read_chats(tmp_path / "none")


def test_looking_writes_nothing(tmp_path: Path) -> None:
    fill(tmp_path, STRIKE)
    workplace = make_workplace(tmp_path, 1, alerts=[watch()])
    for _time in range(2):
        [rung] = look_now(workplace, chosen_watches(workplace, []), NOW)
        assert [alarm.title for alarm in rung.alarms] == [STRIKE.title]
    with workplace.archive() as archive, archive.reading() as connection:
        assert find_deliveries(connection) == []


def test_of_many_at_once_the_mail_names_the_first_and_counts_the_rest(tmp_path: Path) -> None:
    many = [replace(STRIKE, story="", title=f"Плохая новость {number}") for number in range(40)]
    fill(tmp_path, *many)
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        workplace = make_workplace(tmp_path, port, alerts=[watch()])
        ring(workplace)
        assert states(ring(workplace, 1)) == []
    body = message_from_bytes(mailbox.taken[0][1], policy=policy.default).get_body(("plain",))
    assert body is not None
    assert body.get_content().count("Плохая новость") == 15
    assert "И ещё 25" in body.get_content()
