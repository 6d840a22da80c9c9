"""XML that unfolds, that names files and addresses to be read, that nests without end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.crawler.press import ROOT, Press
from tests.faults.conftest import Report

_SECRET = "ТАЙНА-7351"
_KINDS = {
    "feed": (
        '<rss version="2.0"><channel><title>a</title><item><title>{text}</title>'
        "<link>https://a.example/1</link></item></channel></rss>",
        "rss",
    ),
    "sitemap": (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/{text}</loc>'
        "<lastmod>2026-11-23</lastmod></url></urlset>",
        "urlset",
    ),
    "opml": (
        '<opml version="2.0"><body><outline type="rss" text="{text}" xmlUrl="https://a.example/{text}"/>'
        "<note>{text}</note></body></opml>",
        "opml",
    ),
}
_INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'
_MOST_SECONDS, _MOST_MIB = 2.0, 100.0


def attacks(secret: Path, inner: str) -> dict[str, tuple[str, str]]:
    """By name: what stands in the document's declaration, and what is asked for in its text."""
    laughs = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 11))
    blow_up = f'<!ENTITY big "{"a" * 100_000}">'
    return {
        "billion laughs": (f'<!ENTITY l0 "ha">{laughs}', "&l10;"),
        "quadratic blow-up": (blow_up, "&big;" * 2000),
        "entity of a file": (f'<!ENTITY x SYSTEM "file://{secret}">', "&x;"),
        "entity of an address": (f'<!ENTITY x SYSTEM "{inner}/x">', "&x;"),
        "parameter entity": (f'<!ENTITY % x SYSTEM "{inner}/x.dtd"> %x;', "a"),
        "XInclude": ("", _INCLUDE.format(secret=secret)),
        "deep nesting": ("", "<a>" * 200_000),
        "nesting not too deep": ("", "<a>" * 59_000),
    }


def write_bodies(folder: Path, secret: Path, inner: str) -> int:
    number = 0
    for kind, (document, root) in _KINDS.items():
        (folder / kind).mkdir(parents=True)
        for name, (declaration, text) in attacks(secret, inner).items():
            doctype = f"<!DOCTYPE {root} [{declaration}]>" if declaration else ""
            body = '<?xml version="1.0" encoding="utf-8"?>' + doctype + document.replace("{text}", text)
            (folder / kind / f"{name}.xml").write_text(body, "utf-8")
            number += 1
    return number


def test_no_xml_reads_a_file_calls_out_or_costs_much(tmp_path: Path, press: Press, report: Report) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(_SECRET, "utf-8")
    number = write_bodies(tmp_path / "bodies", secret, press.url)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.parse_once", str(tmp_path / "bodies")],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    opened = [event for result in results for event in result["opened"]]
    slowest = max(results, key=lambda result: result["seconds"])
    largest = max(results, key=lambda result: result["mib"])
    report(
        f"XML: {number} attacks on feed, sitemap, OPML",
        f"{len(opened)} reads, {len(press.asked)} connections; at most {slowest['seconds']:.2f} s"
        f" ({slowest['kind']}, {slowest['attack']}), {largest['mib']:.0f} MiB ({largest['kind']}, {largest['attack']})",
    )
    assert len(results) == number
    assert opened == []
    assert press.asked == []
    assert not [result for result in results if _SECRET in result["answer"]]
    assert slowest["seconds"] <= _MOST_SECONDS
    assert largest["mib"] <= _MOST_MIB
