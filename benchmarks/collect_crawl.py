"""Our crawl over loopback beside Scrapy with an empty callback: the same pages, server, concurrency, and no delay.

    python -m benchmarks.collect_crawl [--inputs DIR] [--rounds N]

Each crawl has a process of its own and the machine to itself; the two take turns, and the best of each is told.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench, Measured
from benchmarks.pages import index_file
from benchmarks.settings import write_settings
from benchmarks.whole_way import INPUTS, run_stage, serving

_NAMES = {"scrapy": "Scrapy, empty callback", "collect": "Otklik's crawl"}


def run_rounds(bench: Bench, rounds: int) -> Mapping[str, list[Measured]]:
    found: dict[str, list[Measured]] = {stage: [] for stage in _NAMES}
    for number in range(rounds):
        for stage, measured in found.items():
            folder = Path(bench.folder) / f"{number}-{stage}"
            folder.mkdir()
            own = replace(bench, folder=str(folder))
            write_settings(own)
            measured.append(run_stage(stage, own))
    return found


def lines(found: Mapping[str, Sequence[Measured]]) -> Iterator[str]:
    yield f"{'':<24}{'pages':>7}{'pages/s':>9}{'CPU ms a page':>15}{'kept':>6}{'peak, MiB':>11}"
    for stage, measured in found.items():
        best = max(measured, key=lambda each: each.rate)
        cost = 1000 * min(each.cpu for each in measured) / best.articles
        yield (
            f"{_NAMES[stage]:<24}{best.articles:>7}{best.rate:>9.0f}{cost:>15.2f}"
            f"{best.facts.get('kept', ''):>6}{best.peak_mib:>11.0f}"
        )
    stock, ours = found["scrapy"], found["collect"]
    rate = max(each.rate for each in ours) / max(each.rate for each in stock)
    cost = min(each.cpu / each.articles for each in stock) / min(each.cpu / each.articles for each in ours)
    yield f"over Scrapy alone: {rate:.2f} by the clock, {cost:.2f} by processor time"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=INPUTS, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    given = parser.parse_args()
    if not index_file(given.inputs).exists():
        print(f"{index_file(given.inputs)} is absent: nothing was measured.")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(given.inputs, "benchmarks.stream_press") as outlets,
    ):
        bench = Bench(inputs=str(given.inputs), folder=folder, outlets=outlets)
        print("\n".join(lines(run_rounds(bench, given.rounds))))


if __name__ == "__main__":
    main()
