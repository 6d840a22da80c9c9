"""The door to Kibana where there is nobody behind it, or somebody who cannot be trusted."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kibana.addresses import check_address, check_space, is_open
from kibana.credentials import name_key, name_user
from kibana.door import Kibana
from records.errors import ConfigError, UnavailableError, UsageError
from tests.kibana.stub import StubKibana, running


@contextmanager
def raw_server(answer: bytes | None) -> Iterator[str]:
    """Reads what comes and sends these bytes; None: nothing at all, for as long as anybody waits."""
    listener = socket.create_server(("127.0.0.1", 0))
    ending = threading.Event()

    def serve() -> None:
        with listener.accept()[0] as connection:
            connection.recv(65_536)
            if answer is None:
                ending.wait(20)
            else:
                connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        ending.set()
        thread.join()
        listener.close()


def test_nobody_at_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(UnavailableError, match=f"127.0.0.1:{port} недоступна: в соединении отказано"):
        Kibana(f"http://127.0.0.1:{port}").ask("GET", "/")


def test_a_name_that_nobody_has() -> None:
    with pytest.raises(UnavailableError, match=r"kibana\.invalid недоступна"):
        Kibana("http://kibana.invalid").ask("GET", "/")


def test_somebody_who_never_answers() -> None:
    with raw_server(None) as url, pytest.raises(UnavailableError, match="не ответила вовремя"):
        Kibana(url, timeout=0.2).ask("GET", "/")


@pytest.mark.parametrize(
    "answer", [b"", b"220 smtp ready\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"], ids=repr
)
def test_somebody_who_hangs_up_or_speaks_no_http(answer: bytes) -> None:
    with raw_server(answer) as url, pytest.raises(UnavailableError, match="оборвалось, не дав ответа HTTP"):
        Kibana(url, timeout=5).ask("GET", "/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """An authority of one server: its certificate, and what the server shows."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, hidden = folder / "ca.crt", folder / "key.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    hidden.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, hidden)
    return shown, context


def test_a_certificate_of_nobody_known_is_not_trusted(certificate: tuple[Path, ssl.SSLContext]) -> None:
    stub = StubKibana()
    with (
        running(stub, certificate[1]) as url,
        pytest.raises(UnavailableError, match=r"нельзя доверять.*--ca-file"),
    ):
        Kibana(url, authorization="ApiKey secret", timeout=5).ask("GET", "/api/status")
    assert not stub.asked


def test_a_certificate_of_one_s_own_authority_is_trusted(certificate: tuple[Path, ssl.SSLContext]) -> None:
    with running(StubKibana(), certificate[1]) as url:
        answer = Kibana(url, certificates=certificate[0], timeout=5).ask("GET", "/api/status")
    assert answer.value["version"]["number"] == "9.5.0"


def test_a_server_without_tls_is_told_so() -> None:
    with running(StubKibana()) as url, pytest.raises(UnavailableError, match="нет защищённого соединения"):
        Kibana(url.replace("http://", "https://"), timeout=5).ask("GET", "/api/status")


def test_a_file_that_holds_no_authority_is_named(tmp_path: Path) -> None:
    file = tmp_path / "ca.crt"
    with pytest.raises(ConfigError, match=r"ca\.crt не годится: такого файла"):
        Kibana("https://kibana.example", certificates=file)
    file.write_text("nothing", "utf-8")
    with pytest.raises(ConfigError, match=r"ca\.crt не годится: в нём нет сертификатов"):
        Kibana("https://kibana.example", certificates=file)


@pytest.mark.parametrize("key", ["two words", "line\nInjected: yes", "пароль", "tab\t"])
def test_a_key_that_would_break_the_header_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        name_key(key)
    assert key not in str(caught.value)


def test_a_name_that_would_take_a_part_of_its_password_is_refused() -> None:
    with pytest.raises(ConfigError, match="двоеточия"):
        name_user("elastic:x", "secret")


def test_no_proxy_of_the_environment_is_given_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = StubKibana()
    with running(proxy) as address, running(StubKibana()) as url:
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.delenv("no_proxy", raising=False)
        assert Kibana(url, authorization="ApiKey secret").ask("GET", "/api/status").status == 200
    assert not proxy.asked


@pytest.mark.parametrize(
    "url",
    ["https://kibana.example.org", "http://localhost:5601/", "https://10.1.2.3/kibana", "http://[::1]:5601"],
)
def test_an_address_is_taken_without_its_last_slash(url: str) -> None:
    assert check_address(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "kibana.example.org",
        "ftp://kibana.example.org",
        "file:///etc/passwd",
        "https://",
        "https://kibana.example.org:port",
        "https://kibana.example.org/?x=1",
        "https://kibana.example.org/#/view",
        "https://kibana.example.org/\r\nX: y",
        "https://кибана.рф",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="Нужен адрес Kibana вида"):
        check_address(url)


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    with pytest.raises(UsageError) as caught:
        check_address("https://elastic:hunter2@kibana.example.org")
    assert "hunter2" not in str(caught.value)


def test_an_address_out_of_the_browser_is_mended() -> None:
    with pytest.raises(UsageError, match=r"https://kibana\.example\.org --space press$"):
        check_address("https://kibana.example.org/s/press/app/dashboards")
    with pytest.raises(UsageError, match=r"https://kibana\.example\.org/kibana$"):
        check_address("https://kibana.example.org/kibana/app/home")


@pytest.mark.parametrize("space", ["", "Press", "a/b", "../x", "пресса", "a b"])
def test_a_space_that_kibana_cannot_have_is_refused(space: str) -> None:
    with pytest.raises(UsageError, match="--space"):
        check_space(space)


def test_a_key_is_open_only_where_others_can_read_it() -> None:
    assert is_open("http://kibana.example.org:5601")
    assert not is_open("https://kibana.example.org")
    assert not is_open("http://127.0.0.1:5601")
