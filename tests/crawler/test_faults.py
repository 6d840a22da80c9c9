"""Whatever an outlet does, it ends under one named reason, without a traceback."""

from __future__ import annotations

import socket
import sqlite3
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.crawler.press import Answer, Crawl, Press, let_days_pass, rss, run_crawl


def crawl_of(press: Press, tmp_path: Path, **settings: object) -> Crawl:
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press], **settings)
    assert (crawl.code, crawl.complaints) == (0, "")
    return crawl


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    for _number in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.2)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.2)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    for _number in range(100_000):
        handler.wfile.write(b"0" * 65536)


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(20)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


def half_a_page(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html><p>"
    )


PAGES = [
    (Answer(status=404), "http-404"),
    (Answer(status=403), "http-403"),
    (Answer(status=410), "http-410"),
    (Answer(status=401), "http-401"),
    (Answer(status=500), "waiting"),
    (Answer(status=503), "waiting"),
    (Answer(status=429), "waiting"),
    (Answer(body=b""), "unreadable"),
    (Answer(b"<html><body></body></html>"), "no-text"),
    (Answer("<html><body><p>Две строки о профсоюзе.</p></body></html>".encode()), "no-text"),
    (Answer(b"%PDF-1.4", content_type="application/pdf"), "not-article"),
    (Answer(b"/etc/passwd", content_type="text/html"), "no-text"),
    (Answer(b"\x00\xff\xfe" * 200), "no-text"),
    (Answer(write=drip), "waiting"),
    (Answer(write=drip_headers), "waiting"),
    (Answer(write=silent), "waiting"),
    (Answer(write=hang_up), "waiting"),
    (Answer(write=half_a_page), "waiting"),
    (Answer(write=endless), "too-large"),
    (Answer(status=302, headers={"Location": "/bad"}), "unreachable"),
    (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "http-302"),
    (Answer(status=302, headers={"Location": "data:text/html,<p>x"}), "http-302"),
    (Answer(status=302, headers={"Location": "ftp://127.0.0.1/x"}), "http-302"),
    (Answer(b"not gzip", headers={"Content-Encoding": "gzip"}), "unreadable"),
]


def test_every_bad_page_ends_under_its_reason_and_the_good_one_is_kept(
    open_press: Callable[[], Press], tmp_path: Path
) -> None:
    presses, outlets = [], []
    for number, (answer, _reason) in enumerate(PAGES):
        press = open_press()
        press.publish("/good")
        press.answers["/rss.xml"] = Answer(rss([press.url + "/bad", press.url + "/good"]))
        press.answers["/bad"] = answer
        presses.append(press)
        outlets.append(press.outlet(f"outlet-{number}"))
    crawl = run_crawl(
        tmp_path / "archive.db", outlets, presses, deadline=3.0, max_page_bytes=1_000_000, concurrency=60
    )
    assert (crawl.code, crawl.complaints) == (0, "")
    rows = crawl.rows("SELECT outlet_id, url, reason, decided FROM links WHERE url LIKE '%/bad'")
    ended = {row["outlet_id"]: row["reason"] if row["decided"] else "waiting" for row in rows}
    assert ended == {f"outlet-{number}": reason for number, (_answer, reason) in enumerate(PAGES)}
    # Where the bad page was a 429, its host was left alone: the good page waits for the next run.
    assert crawl.rows("SELECT count(*) AS number FROM articles")[0]["number"] >= len(PAGES) - 1


FEEDS = [
    (Answer(b"<html><body>Not found</body></html>"), "not-a-feed"),
    (Answer(b""), "empty"),
    (Answer(b"  \n "), "empty"),
    (Answer(b"/etc/passwd"), "not-a-feed"),
    (Answer(status=404), "http-404"),
    (Answer(status=410), "http-410"),
    (Answer(status=403), "http-403"),
    (Answer(status=500), "http-500"),
    (Answer(status=503, headers={"Retry-After": "600"}), "http-503"),
    (Answer(status=429), "http-429"),
    (Answer(b"<rss>" + b" " * 3_000_000), "too-large"),
    (Answer(write=endless), "too-large"),
    (Answer(write=drip), "timeout"),
    (Answer(write=silent), "timeout"),
    (Answer(write=hang_up), "unreachable"),
]


def test_every_bad_feed_ends_under_its_reason(open_press: Callable[[], Press], tmp_path: Path) -> None:
    presses, outlets = [], []
    for number, (answer, _outcome) in enumerate(FEEDS):
        press = open_press()
        press.answers["/rss.xml"] = answer
        presses.append(press)
        outlets.append(press.outlet(f"outlet-{number}"))
    crawl = run_crawl(
        tmp_path / "archive.db", outlets, presses, deadline=3.0, max_feed_bytes=2_000_000, concurrency=60
    )
    assert (crawl.code, crawl.complaints) == (0, "")
    rows = crawl.rows("SELECT outlet_id, outcome FROM sources")
    assert {row["outlet_id"]: row["outcome"] for row in rows} == {
        f"outlet-{number}": outcome for number, (_answer, outcome) in enumerate(FEEDS)
    }


def test_hosts_that_are_dead_or_unknown_are_named_and_stop_nobody(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1")
    dead = f"127.0.0.1:{free_port()}"
    outlets = [
        {"id": "dead", "url": f"http://{dead}/", "sources": [{"url": f"http://{dead}/rss.xml"}]},
        {"id": "unknown", "url": "http://no.invalid/", "sources": [{"url": "http://no.invalid/rss.xml"}]},
        press.outlet(),
    ]
    crawl = run_crawl(tmp_path / "archive.db", outlets, [press], allow_addresses=[press.place, dead])
    assert (crawl.code, crawl.complaints) == (0, "")
    rows = crawl.rows("SELECT outlet_id, outcome FROM sources")
    assert {row["outlet_id"]: row["outcome"] for row in rows} == {
        "dead": "unreachable",
        "unknown": "unreachable",
        "zarnica": "ok",
    }
    assert crawl.said["kept"] == 1


def test_a_feed_that_is_cut_yields_its_whole_items_and_keeps_no_etag(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1", "/news/2")
    whole = press.answers["/rss.xml"].body
    press.answers["/rss.xml"] = Answer(whole[: whole.index(b"/news/2") + 3], headers={"ETag": '"1"'})
    crawl = crawl_of(press, tmp_path)
    assert crawl.reasons() == {"/news/1": None}
    assert crawl.rows("SELECT etag FROM sources") == [{"etag": None}]
    assert '"cut": 1' in crawl.rows("SELECT unusable FROM polls")[0]["unusable"]


def test_a_page_that_fails_is_left_alone_for_a_while_and_dropped_only_after_days(
    press: Press, tmp_path: Path
) -> None:
    press.publish("/news/1")
    press.answers["/news/1"] = Answer(status=500)
    for _run in range(3):
        assert crawl_of(press, tmp_path, most_attempts=2).reasons() == {"/news/1": "waiting"}
    tried = press.paths().count("/news/1")
    let_days_pass(tmp_path / "archive.db", 1)
    assert crawl_of(press, tmp_path, most_attempts=2).reasons() == {"/news/1": "waiting"}
    assert press.paths().count("/news/1") == 2 * tried, "three crawls at once count as one attempt"
    let_days_pass(tmp_path / "archive.db", 2)
    assert crawl_of(press, tmp_path, most_attempts=2).reasons() == {"/news/1": "http-500"}


def test_a_host_that_is_down_does_not_use_up_the_attempts_of_its_links(press: Press, tmp_path: Path) -> None:
    press.publish("/news/1")
    robots, press.answers["/news/1"] = press.answers["/robots.txt"], Answer(status=500)
    crawl_of(press, tmp_path, most_attempts=2)
    press.answers["/robots.txt"] = Answer(write=hang_up)
    let_days_pass(tmp_path / "archive.db", 3)
    for _run in range(2):
        assert crawl_of(press, tmp_path, most_attempts=2).reasons() == {"/news/1": "waiting"}
    press.answers["/robots.txt"] = robots
    press.publish("/news/1")
    assert crawl_of(press, tmp_path, most_attempts=2).reasons() == {"/news/1": None}


def late_redirect(to: str) -> Answer:
    def write(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.9)
        handler.wfile.write(f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())

    return Answer(write=write)


def test_the_deadline_counts_for_all_redirects_of_an_address_together(press: Press, tmp_path: Path) -> None:
    press.publish("/hop/0", "/good")
    for hop in range(5):
        press.answers[f"/hop/{hop}"] = late_redirect(f"/hop/{hop + 1}")
    press.answers["/hop/5"] = press.answers["/good"]
    crawl = crawl_of(press, tmp_path, deadline=2.5)
    assert crawl.reasons() == {"/hop/0": "waiting", "/good": None}
    assert crawl.rows("SELECT attempts FROM links WHERE reason IS NULL AND decided IS NULL") == [
        {"attempts": 1}
    ]
    assert "/hop/3" not in press.paths()


def test_a_server_that_cannot_prove_its_name_is_not_read(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    press = Press(context)
    press.publish("/news/1")
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    press.close()
    assert (crawl.code, crawl.complaints) == (0, "")
    assert crawl.outcomes() == ["unreachable"]
    assert "certificate" in crawl.details()[0]
    assert press.asked == []


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(
            name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain = folder / "chain.pem"
    chain.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return chain


def test_an_archive_that_cannot_be_written_ends_the_crawl_in_one_sentence(
    press: Press, tmp_path: Path
) -> None:
    press.publish("/news/1")
    crawl_of(press, tmp_path)
    press.publish("/news/2")
    archive = tmp_path / "archive.db"
    with sqlite3.connect(archive) as connection:
        connection.execute("DROP TABLE polls")
    connection.close()
    crawl = run_crawl(archive, [press.outlet()], [press])
    assert (crawl.code, crawl.complaints) == (74, "")
    assert "Архив" in crawl.said["error"]
