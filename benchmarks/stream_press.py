"""Serves a stream of real pages, two in a hundred about unions, from twenty outlets on loopback."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bench import Republished
from benchmarks.pages import SavedPage
from benchmarks.press import publish
from benchmarks.screened_pages import stream
from nlp.screening import build_screen
from otklik.registry import read_registry

_OUTLETS = 20
_PAGES = 100  # of each


def main() -> None:
    asyncio.run(serve(Path(sys.argv[1])))


async def serve(inputs: Path) -> None:
    """Prints the outlets in one line of JSON when all of them answer."""
    bodies = list(stream(inputs, _OUTLETS * _PAGES, build_screen(read_registry()).matches))
    outlets = [
        await _open(number, bodies[number * _PAGES : (number + 1) * _PAGES]) for number in range(_OUTLETS)
    ]
    print(json.dumps([asdict(outlet) for outlet in outlets]), flush=True)
    await asyncio.to_thread(sys.stdin.read)


async def _open(number: int, bodies: list[bytes]) -> Republished:
    now = datetime.now(UTC)
    pages = [
        SavedPage(id=f"{number}-{place}", domain="", title=f"Новость {place}", crawled=now)
        for place in range(len(bodies))
    ]
    return await publish(number, f"outlet {number}", pages, bodies)


if __name__ == "__main__":
    main()
