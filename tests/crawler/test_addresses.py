"""No address of the inner network is ever spoken to, however it is written and whoever names it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.resolver import dnscache
from twisted.internet.address import IPv4Address

from crawler.networks import AddressGuard, is_public
from crawler.resolver import GuardedResolver
from records.errors import ConfigError
from tests.crawler.press import Answer, Press, rss, run_crawl

INNER = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::", "::1",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2001:0:7f00:1::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1",
]  # fmt: skip
OUTER = ["8.8.8.8", "77.88.8.8", "194.87.0.1", "2a02:6b8::feed:ff", "2606:4700:4700::1111"]

# Ways to write 127.0.0.1 (and its neighbours) into an address; {port} is an inner listener.
FORMS = [
    "http://127.0.0.1:{port}", "http://localhost:{port}", "http://127.1:{port}", "http://2130706433:{port}",
    "http://0x7f000001:{port}", "http://0177.0.0.1:{port}", "http://0x7f.0.0.1:{port}", "http://127.0.0.1.:{port}",
    "http://0:{port}", "http://0.0.0.0:{port}", "http://[::1]:{port}", "http://[::]:{port}",
    "http://[::ffff:127.0.0.1]:{port}", "http://[::127.0.0.1]:{port}", "http://[64:ff9b::127.0.0.1]:{port}",
    "http://[2002:7f00:1::]:{port}", "http://localhost.:{port}", "http://LOCALHOST:{port}",
    "http://127.0.0.1%2f@127.0.0.1:{port}", "http://①②⑦.⓪.⓪.①:{port}", "http://127。0。0。1:{port}",
    "http://user:word@127.0.0.1:{port}", "http://127.127.127.127:{port}", "http://[::ffff:7f00:1]:{port}",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}",
]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTER)
def test_an_outer_address_is_public(address: str) -> None:
    assert is_public(address)


def test_an_exception_opens_what_it_names_and_no_more() -> None:
    guard = AddressGuard(("10.1.0.0/16", "127.0.0.1:8080", "[::1]:8080", "fd00::/8"))
    assert guard.allows("10.1.2.3", 80)
    assert not guard.allows("10.2.2.3", 80)
    assert guard.allows("127.0.0.1", 8080)
    assert not guard.allows("127.0.0.1", 8081)
    assert guard.allows("::1", 8080)
    assert guard.allows("fd00::1", 80)
    assert guard.allows("8.8.8.8", 80)


@pytest.mark.parametrize("entry", ["localhost:80", "10.0.0.0/99", "nonsense", ""])
def test_an_exception_that_is_no_address_is_a_fault_of_the_configuration(entry: str) -> None:
    with pytest.raises(ConfigError, match="непонятен"):
        AddressGuard((entry,))


@pytest.fixture
def inner(open_press: Callable[[], Press]) -> Press:
    """A service of the inner network: whoever reaches it has broken in."""
    service = open_press()
    service.answers["/secret"] = Answer(b"secret")
    return service


def test_no_form_of_an_inner_address_is_reached_as_a_source(inner: Press, tmp_path: Path) -> None:
    outlets = [
        {"id": f"o{number}", "url": form, "sources": [{"url": form.format(port=inner.port) + "/secret"}]}
        for number, form in enumerate(FORMS)
    ]
    crawl = run_crawl(tmp_path / "archive.db", outlets, [])
    assert (crawl.code, crawl.complaints) == (0, "")
    assert inner.asked == []
    assert len(crawl.outcomes()) == len(FORMS)
    assert set(crawl.outcomes()) <= {"forbidden-address", "unreachable", "unreadable"}
    assert crawl.outcomes().count("forbidden-address") >= 15


def test_no_form_is_reached_by_redirect_feed_link_or_robots(
    press: Press, inner: Press, tmp_path: Path
) -> None:
    targets = [form.format(port=inner.port) + "/secret" for form in FORMS]
    paths = [f"/go/{number}" for number in range(len(targets))]
    for path, target in zip(paths, targets, strict=True):
        press.answers[path] = Answer(status=302, headers={"Location": target.encode().decode("latin-1")})
    press.answers["/rss.xml"] = Answer(rss([*targets, *(press.url + path for path in paths)]))
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert (crawl.code, crawl.complaints) == (0, "")
    press.answers["/robots.txt"] = Answer(status=302, headers={"Location": targets[0]})
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.outcomes()[-1] == "forbidden-address"
    assert inner.asked == []
    reasons = set(crawl.reasons().values())
    assert reasons <= {"forbidden-address", "unreachable", "unreadable", "waiting"}
    assert "forbidden-address" in reasons


class FakeLookup:
    """A name server that changes its answers between two lookups: the second time the name leads inside."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)

    def resolveHostName(self, receiver: Any, host: str, port: int, *_more: object) -> None:  # noqa: N802 - Twisted's interface
        receiver.resolutionBegan(None)
        for address in self._answers.pop(0):
            receiver.addressResolved(IPv4Address("TCP", address, port))
        receiver.resolutionComplete()


class Answers:
    def __init__(self) -> None:
        self.given: list[str] = []
        self.complete = 0

    def resolutionBegan(self, _resolution: object) -> None:  # noqa: N802 - Twisted's interface
        return

    def addressResolved(self, address: IPv4Address) -> None:  # noqa: N802 - Twisted's interface
        self.given.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's interface
        self.complete += 1


def test_a_name_that_leads_inside_at_its_second_lookup_is_refused() -> None:
    dnscache.clear()
    lookup = FakeLookup(["8.8.8.8", "10.0.0.1"], ["127.0.0.1"])
    resolver = GuardedResolver(SimpleNamespace(nameResolver=lookup), 0, AddressGuard(()))
    answers = Answers()
    resolver.resolveHostName(answers, "rebinding.example", 80)
    assert (answers.given, resolver.refused) == (["8.8.8.8"], set())
    dnscache.clear()
    resolver.resolveHostName(answers, "rebinding.example", 80)
    assert (answers.given, answers.complete) == (["8.8.8.8"], 2)
    assert resolver.refused == {("rebinding.example", 80)}


def test_an_allowed_port_of_a_machine_opens_no_other(press: Press, inner: Press, tmp_path: Path) -> None:
    press.publish("/news/1")
    press.answers["/rss.xml"] = Answer(rss([f"{inner.url}/secret", f"{press.url}/news/1"]))
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.reasons() == {"/secret": "forbidden-address", "/news/1": None}
    assert inner.asked == []
