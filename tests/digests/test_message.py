from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.store import Archive
from digests.compose import compose_digest
from digests.message import address_message, build_message, message_id, plain_address, render_for
from digests.preview import write_preview
from records.digest import Digest
from records.errors import ConfigError, StorageError
from records.period import Week
from tests.digests.hostile import hostile_articles
from tests.digests.mail_servers import SENDER
from tests.digests.press import NOW, SUBSCRIPTION, put_articles, registry
from tests.digests.sample_week import put_sample_weeks
from texts import use_language


@pytest.fixture
def digest(archive: Archive) -> Digest:
    put_sample_weeks(archive)
    return compose(archive)


def compose(archive: Archive) -> Digest:
    return compose_digest(
        archive, registry(), SUBSCRIPTION, Week(year=2026, number=47), ZoneInfo("Europe/Moscow")
    )


def build(digest: Digest, sender: str = SENDER) -> bytes:
    return build_message(digest, render_for(digest, sender), sender, NOW)


def read(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=policy.default)


def unix(content: str) -> str:
    return content.replace("\r\n", "\n")


def test_the_mail_has_a_text_an_html_and_a_table(digest: Digest) -> None:
    message = read(build(digest))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    rendered = render_for(digest, SENDER)
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None and unix(text.get_content()) == rendered.text
    assert page is not None and unix(page.get_content()) == rendered.html.rstrip("\n") + "\n"
    [table] = message.iter_attachments()
    assert table.get_filename() == "otklik-2026-W47-vse.xlsx"


def test_the_headers_say_what_it_is(digest: Digest) -> None:
    message = read(build(digest))
    assert message["From"] == "Отклик <otklik@stf.example>"
    assert message["Subject"].startswith("Отклик. Союз трудовых федераций, 16–22 ноября: 14 публикаций")
    assert message["Date"].datetime == NOW
    assert message["List-Id"] == "<vse.otklik.stf.example>"
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_mail_in_english_says_so_in_its_headers(digest: Digest) -> None:
    use_language("en")
    try:
        mail = build_message(digest, render_for(digest, SENDER), SENDER, NOW)
    finally:
        use_language("ru")
    assert message_from_bytes(mail)["Content-Language"] == "en"


def test_the_same_digest_is_the_same_bytes(digest: Digest) -> None:
    assert build(digest) == build(digest)


def test_every_line_is_ascii_and_short_enough_for_any_server(archive: Archive) -> None:
    put_articles(archive, hostile_articles())
    lines = build(compose(archive)).split(b"\r\n")
    assert all(len(line) <= 998 and line.isascii() and b"\n" not in line for line in lines)


def test_the_identity_follows_from_digest_and_recipient_alone() -> None:
    first = message_id("2026-W47/vse", "Anna@STF.example", SENDER)
    assert first == message_id("2026-W47/vse", "Анна <anna@stf.example>", "otklik@stf.example")
    assert first.endswith("@stf.example>")
    others = [("2026-W48/vse", "anna@stf.example"), ("2026-W47/vse", "press@stf.example")]
    assert first not in [message_id(digest_id, recipient, SENDER) for digest_id, recipient in others]


def test_a_recipients_copy_only_adds_two_headers(digest: Digest) -> None:
    common = build(digest)
    copy = address_message(common, "anna@stf.example", "<key@stf.example>")
    assert copy == b"To: anna@stf.example\r\nMessage-ID: <key@stf.example>\r\n" + common
    assert read(copy)["Message-ID"] == "<key@stf.example>"


def test_foreign_texts_add_no_header(archive: Archive) -> None:
    put_articles(archive, hostile_articles())
    evil = replace(
        compose(archive),
        subscription=replace(SUBSCRIPTION, id="а\r\nBcc: x@y.example", title="Т\r\nBcc: x@y"),
    )
    message = read(build(evil))
    assert message["Bcc"] is None
    assert len(message.defects) == 0
    assert [key for key in message] == [key for key in read(build(compose(archive)))]  # noqa: C416 - repeated keys


@pytest.mark.parametrize(
    "sender", ["Имя\r\nBcc: x@y.example <a@b.example>", "нет адреса", "a@b.example, c@d.example", ""]
)
def test_a_sender_that_is_no_single_address_stops(digest: Digest, sender: str) -> None:
    with pytest.raises(ConfigError):
        build(digest, sender)


def test_addresses_are_known_in_one_form() -> None:
    assert plain_address(" Анна <Anna@STF.Example> ") == "anna@stf.example"
    assert plain_address("press@профсоюз.рф") == "press@xn--g1anacfhu6f.xn--p1ai"


def test_a_preview_writes_what_would_be_sent(digest: Digest, tmp_path: Path) -> None:
    preview = write_preview(digest, tmp_path / "out", NOW, SENDER)
    rendered = render_for(digest, SENDER)
    assert preview.subject.read_text() == f"{rendered.subject}\n"
    assert preview.text.read_text() == rendered.text
    assert preview.html.read_text() == rendered.html
    assert preview.message.read_bytes() == build(digest)
    assert preview.workbook.read_bytes() in [
        part.get_payload(decode=True) for part in read(build(digest)).iter_attachments()
    ]


def test_a_preview_without_a_sender_names_none(digest: Digest, tmp_path: Path) -> None:
    preview = write_preview(digest, tmp_path / "out", NOW)
    assert "напишите" not in preview.text.read_text()
    later = write_preview(digest, tmp_path / "later", NOW + timedelta(days=1))
    assert later.html.read_bytes() == preview.html.read_bytes()


def test_a_preview_into_a_place_that_is_no_folder_stops_with_its_name(digest: Digest, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="file"):
        write_preview(digest, tmp_path / "file" / "out", NOW)
