"""An outlet that tries to turn Otklik against the network in which it runs (SSRF)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.resolver import dnscache
from twisted.internet.address import IPv4Address

from crawler.networks import AddressGuard
from crawler.resolver import GuardedResolver
from tests.crawler.press import Answer, Crawl, Press, page, rss, run_crawl
from tests.faults.conftest import Report

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
WAYS = ("direct", "redirect", "robots redirect", "feed link", "canonical", "sitemap")
FOUND = "/news/open"  # the page of each outlet that is to be kept whatever stands beside it


@pytest.fixture
def inner(open_press: Callable[[], Press]) -> Press:
    """A service of the inner network: whoever reaches it has broken in."""
    service = open_press()
    service.answers |= {path: Answer(page(title="Тайна")) for path in ("/secret", *map(_secret, WAYS))}
    return service


def _secret(way: str) -> str:
    """A path for each way, because the archive knows an address once, whoever names it."""
    return "/secret-" + way.replace(" ", "-")


def test_no_form_of_an_inner_address_is_reached_in_any_way(
    open_press: Callable[[], Press], inner: Press, tmp_path: Path, report: Report
) -> None:
    outlets, presses = [], []
    for way in (way for way in WAYS if way != "robots redirect"):
        press = open_press()
        press.publish(FOUND)
        outlets.append(_outlet(way, press, [form.format(port=inner.port) + _secret(way) for form in FORMS]))
        presses.append(press)
    targets = [form.format(port=inner.port) + _secret("robots redirect") for form in FORMS]
    robots = [_robots_outlet(open_press(), number, target) for number, target in enumerate(targets)]
    presses += [press for press, _outlet_of_it in robots]
    crawl = run_crawl(
        tmp_path / "archive.db",
        [*outlets, *(outlet for _press, outlet in robots)],
        presses,
        concurrency_per_host=8,
        delay=0.0,
    )
    assert (crawl.code, crawl.complaints) == (0, "")
    kept = {row["outlet_id"] for row in crawl.rows("SELECT outlet_id FROM articles")}
    tried = _tried(crawl) + len(robots)
    report(
        "SSRF: 25 forms, 6 ways",
        f"{len(inner.asked)} hits of {tried} tries; public outlets read: {len(kept)}/5",
    )
    assert inner.asked == []
    assert tried == len(FORMS) * len(WAYS)
    assert kept == {way for way in WAYS if way != "robots redirect"}
    assert not crawl.rows("SELECT 1 FROM articles WHERE title LIKE '%Тайна%'")


def _outlet(way: str, press: Press, targets: list[str]) -> dict[str, Any]:
    """The outlet whose feed lists a good page and brings the inner addresses in its way."""
    outlet = press.outlet(way)
    good = press.url + FOUND
    paths = [f"/go/{number}" for number in range(len(targets))]
    if way == "direct":
        outlet["sources"] += [{"url": target} for target in targets]
    elif way == "feed link":
        press.answers["/rss.xml"] = Answer(rss([good, *targets]))
    elif way == "sitemap":
        press.answers["/sitemap.xml"] = Answer(_sitemap([good, *targets]), content_type="application/xml")
        outlet["sources"] = [{"url": press.url + "/sitemap.xml", "kind": "sitemap"}]
    elif way in ("redirect", "canonical"):
        for path, target in zip(paths, targets, strict=True):
            press.answers[path] = _leading(way, target)
        press.answers["/rss.xml"] = Answer(rss([good, *(press.url + path for path in paths)]))
    return outlet


def _leading(way: str, target: str) -> Answer:
    if way == "redirect":
        return Answer(status=302, headers={"Location": target.encode().decode("latin-1")})
    return Answer(page(head=f'<link rel="canonical" href="{target}">', text="Ничего о труде. " * 20))


def _robots_outlet(press: Press, number: int, target: str) -> tuple[Press, dict[str, Any]]:
    press.publish(FOUND)
    press.answers["/robots.txt"] = Answer(status=302, headers={"Location": target.encode().decode("latin-1")})
    return press, press.outlet(f"robots-{number}")


def _sitemap(urls: list[str]) -> bytes:
    today = datetime.now(UTC).date().isoformat()
    entries = "".join(f"<url><loc>{url}</loc><lastmod>{today}</lastmod></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


def _tried(crawl: Crawl) -> int:
    """Inner addresses that were named, by what became of them; all but `canonical` are refused by name."""
    direct = crawl.rows("SELECT 1 FROM sources WHERE outlet_id = 'direct' AND outcome != 'ok'")
    links = crawl.rows(
        f"SELECT outlet_id FROM links WHERE url NOT LIKE '%{FOUND}' AND outlet_id NOT LIKE 'robots%'"
    )
    unusable = [json.loads(row["unusable"]) for row in crawl.rows("SELECT unusable FROM polls")]
    never_links = sum(counts.get("bad-address", 0) + counts.get("repeated", 0) for counts in unusable)
    return len(direct) + len(links) + never_links


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


def test_a_name_that_leads_inside_at_its_second_lookup_is_refused(report: Report) -> None:
    dnscache.clear()
    lookup = FakeLookup(["8.8.8.8", "10.0.0.1"], ["127.0.0.1"])
    resolver = GuardedResolver(SimpleNamespace(nameResolver=lookup), 0, AddressGuard(()))
    answers = Answers()
    resolver.resolveHostName(answers, "rebinding.example", 80)
    assert (answers.given, resolver.refused) == (["8.8.8.8"], set())
    dnscache.clear()
    resolver.resolveHostName(answers, "rebinding.example", 80)
    report("SSRF: a rebinding resolver", f"{len(answers.given) - 1} inner addresses passed on")
    assert (answers.given, answers.complete) == (["8.8.8.8"], 2)
    assert resolver.refused == {("rebinding.example", 80)}


def test_an_allowed_port_of_a_machine_opens_no_other(press: Press, inner: Press, tmp_path: Path) -> None:
    press.publish("/news/1")
    press.answers["/rss.xml"] = Answer(rss([f"{inner.url}/secret", f"{press.url}/news/1"]))
    crawl = run_crawl(tmp_path / "archive.db", [press.outlet()], [press])
    assert crawl.reasons() == {"/secret": "forbidden-address", "/news/1": None}
    assert inner.asked == []
