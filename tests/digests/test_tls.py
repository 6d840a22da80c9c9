"""An encrypted line is one whose certificate was checked; a password goes over no other."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from digests.send import send_message
from tests.digests.mail_servers import Mailbox, faulty_server, real_server, settings

MESSAGE = b"Subject: x\r\n\r\n.a line that begins with a dot\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, signed by itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def test_a_trusted_certificate_is_taken(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mailbox = Mailbox()
    with real_server(mailbox, server_context(certificate)) as port:
        outcome = send_message(settings(port, security="starttls"), "press@stf.example", MESSAGE)
    assert outcome.state == "sent"
    assert mailbox.taken[0][1].replace(b"\r\n", b"\n").rstrip() == MESSAGE.replace(b"\r\n", b"\n").rstrip()


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    mailbox = Mailbox()
    with real_server(mailbox, server_context(certificate)) as port:
        outcome = send_message(settings(port, security="starttls"), "press@stf.example", MESSAGE)
    assert (outcome.state, outcome.hopeless) == ("failed", True)
    assert "certificate" in outcome.detail
    assert mailbox.taken == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_without_encryption_gets_nothing_where_it_was_asked_for(security: str) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        smtp = settings(port, security=security, timeout=1.0)
        outcome = send_message(smtp, "press@stf.example", MESSAGE)
    assert (outcome.state, outcome.hopeless) == ("failed", True)
    assert mailbox.taken == []


def test_a_password_is_not_sent_over_an_open_line() -> None:
    with faulty_server({}) as server:
        smtp = settings(server.port, user="otklik", password="secret-word")
        outcome = send_message(smtp, "press@stf.example", MESSAGE)
        assert server.mailbox.taken == []
    assert (outcome.state, outcome.hopeless) == ("failed", True)
    assert "пароль" in outcome.detail
    assert "secret-word" not in repr(smtp)


def test_a_refused_password_is_said_once_and_not_tried_for_every_recipient(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with real_server(Mailbox(), server_context(certificate)) as port:
        smtp = settings(port, security="starttls", user="otklik", password="wrong")
        outcome = send_message(smtp, "press@stf.example", MESSAGE)
    assert (outcome.state, outcome.hopeless) == ("failed", True)
    assert outcome.detail
