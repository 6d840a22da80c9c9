"""What a server may answer instead of robots.txt, and whether it may then be asked for anything else (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.crawler.press import Answer, Press, run_crawl
from tests.faults.conftest import Report

_FORBIDS = b"User-agent: *\nDisallow: /\n"
_FORBIDS_IN_RUSSIAN = "User-agent: *\nDisallow: /rss.xml # наша лента\n".encode("cp1251")


def silent(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(6)


# The answer, and what becomes of the source: «ok» where robots.txt lets us or does not exist.
DECISIONS = {
    "404": (Answer(status=404), "ok"),
    "401": (Answer(status=401), "ok"),
    "403": (Answer(status=403), "ok"),
    "429": (Answer(status=429), "http-429"),
    "500": (Answer(status=500), "robots"),
    "timeout": (Answer(write=silent), "timeout"),
    "HTML": (Answer(b"<html><body>Welcome</body></html>"), "ok"),
    "1 MB": (Answer(_FORBIDS + b"#" * 1_000_000), "robots"),
    "redirect chain": (Answer(status=302, headers={"Location": "/hop/1"}), "robots"),
    "BOM": (Answer(b"\xef\xbb\xbf" + _FORBIDS), "robots"),
    "cp1251": (Answer(_FORBIDS_IN_RUSSIAN), "robots"),
    "empty": (Answer(b""), "ok"),
}


def test_twelve_answers_to_robots_txt_are_decided_by_the_standard(
    open_press: Callable[[], Press], tmp_path: Path, report: Report
) -> None:
    presses = {name: open_press() for name in DECISIONS}
    for name, press in presses.items():
        press.publish("/news/1")
        press.answers["/robots.txt"] = DECISIONS[name][0]
        press.answers |= {
            f"/hop/{hop}": Answer(status=302, headers={"Location": f"/hop/{hop + 1}"}) for hop in (1, 2, 3)
        }
        press.answers["/hop/4"] = Answer(_FORBIDS)
    outlets = [press.outlet(name) for name, press in presses.items()]
    crawl = run_crawl(tmp_path / "archive.db", outlets, list(presses.values()), deadline=2.0)
    assert (crawl.code, crawl.complaints) == (0, "")
    outcomes = {
        row["outlet_id"]: row["outcome"] for row in crawl.rows("SELECT outlet_id, outcome FROM sources")
    }
    asked = {name: "/rss.xml" in press.paths() for name, press in presses.items()}
    right = [name for name, (_answer, outcome) in DECISIONS.items() if outcomes[name] == outcome]
    report("robots.txt by RFC 9309", f"{len(right)}/{len(DECISIONS)} decisions right")
    assert set(right) == set(DECISIONS)
    assert asked == {name: outcome == "ok" for name, (_answer, outcome) in DECISIONS.items()}
