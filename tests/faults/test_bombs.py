"""An answer of a few kilobytes that unpacks to hundreds of megabytes."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import zstandard

from tests.crawler.press import Answer, Press, page, rss, run_new_crawl
from tests.faults.conftest import Report

_UNPACKED = 200 * 1024 * 1024
_MOST_GROWTH = 100  # MiB, half of what one bomb unpacks to


def _in_all_codings(body: bytes) -> dict[str, bytes]:
    return {
        "gzip": gzip.compress(body, compresslevel=1),
        "deflate": zlib.compress(body, level=1),
        "br": brotli.compress(body, quality=2),
        "zstd": zstandard.compress(body),
    }


def test_a_bomb_is_refused_in_every_coding_and_place(
    open_press: Callable[[], Press], tmp_path: Path, report: Report
) -> None:
    """Each place with each coding is an outlet of its own; one crawl asks them one after another.

    What it costs is held against a crawl of as many outlets, whose bodies are harmless in the same codings.
    """
    calm = run_new_crawl(
        tmp_path / "calm.db", *_outlets(open_press, _in_all_codings(b"short")), concurrency=1
    )
    crawl = run_new_crawl(
        tmp_path / "archive.db", *_outlets(open_press, _in_all_codings(bytes(_UNPACKED))), concurrency=1
    )
    assert (crawl.code, crawl.complaints) == (0, "")
    sources = {
        row["outlet_id"]: row["outcome"] for row in crawl.rows("SELECT outlet_id, outcome FROM sources")
    }
    pages = {
        row["outlet_id"]: row["reason"]
        for row in crawl.rows("SELECT outlet_id, reason FROM links WHERE url LIKE '%/bomb'")
    }
    refused = [name for name, reason in (sources | pages).items() if reason == "too-large"]
    growth = crawl.said["peak_mib"] - calm.said["peak_mib"]
    report(
        "decompression bombs", f"{len(refused)}/16 refused, one after another memory grew by {growth:.0f} MiB"
    )
    assert len(refused) == 16
    assert growth < _MOST_GROWTH


def _outlets(
    open_press: Callable[[], Press], bombs: dict[str, bytes]
) -> tuple[list[dict[str, object]], list[Press]]:
    outlets, presses = [], []
    for coding, body in bombs.items():
        headers = {"Content-Encoding": coding} if coding != "none" else {}
        bomb = Answer(body, headers=headers)
        for place in ("page", "feed", "sitemap", "robots"):
            press = open_press()
            press.answers["/good"] = Answer(page())
            press.answers["/rss.xml"] = Answer(rss([press.url + "/good"]))
            if place == "page":
                press.answers["/bomb"] = bomb
                press.answers["/rss.xml"] = Answer(rss([press.url + "/bomb"]))
            else:
                path = {"feed": "/rss.xml", "sitemap": "/sitemap.xml", "robots": "/robots.txt"}[place]
                press.answers[path] = bomb
            outlet = press.outlet(f"{coding}-{place}")
            if place == "sitemap":
                outlet["sources"] = [{"url": press.url + "/sitemap.xml", "kind": "sitemap"}]
            outlets.append(outlet)
            presses.append(press)
    return outlets, presses
