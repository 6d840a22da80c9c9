"""An otklik.toml and a register for the outlets on loopback, as a user would write them."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.bench import Bench, Republished, config_file

_REGION = "RU-MOW"  # the inputs know the region of few pages, and nothing measured here depends on it


def write_settings(bench: Bench) -> None:
    """No waiting between requests, loopback open, and nothing too old or short; all else as it comes."""
    folder = Path(bench.folder)
    config_file(bench).write_text(
        'data = "data"\n'
        "[crawl]\n"
        'contact = "bench@example.org"\n'
        "delay = 0.0\n"
        "max_age_days = 36500  # the pages are of 2011\n"
        "min_text = 0\n"
        'allow_addresses = ["127.0.0.0/8"]\n'
        "[registry]\n"
        'folder = "registry"\n'
        "only_own = true\n",
        encoding="utf-8",
    )
    outlets = folder / "registry" / "outlets" / _REGION
    outlets.mkdir(parents=True)
    for outlet in bench.outlets:
        (outlets / f"{outlet.id}.toml").write_text(_outlet(outlet), encoding="utf-8")


def _outlet(outlet: Republished) -> str:
    return (
        f"name = {json.dumps(outlet.id)}\n"
        f"url = {json.dumps(outlet.url)}\n"
        'kind = "external"\n'
        'timezone = "Europe/Moscow"\n'
        "[[sources]]\n"
        'kind = "feed"\n'
        f"url = {json.dumps(outlet.feed)}\n"
    )
