"""The table that the benchmark prints, and the figures that follow from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from benchmarks.bench import Measured

NAMES = {
    "scrapy": "Scrapy, empty callback",
    "trafilatura": "trafilatura.extract, default",
    "slovnet": "slovnet NER, stock, text by text",
    "slovnet-one-thread": "  the same, OpenBLAS on one thread",
    "slovnet-batches": "slovnet NER, stock, its batches",
    "embedded": "bulk indexing, embedded engine",
    "elasticsearch": "bulk indexing, Elasticsearch",
    "extract": "our page → article, with date",
    "annotate": "our whole language pipeline",
    "annotate-sample": "  the same, sample press (invented)",
    "whole-way": "end to end, every page kept",
    "crawl": "end to end, the real screen",
}
# What the whole way is compared with: for each step the plain library, the fastest of its variants.
ALONE = (
    ("scrapy",), ("trafilatura",), ("slovnet", "slovnet-one-thread", "slovnet-batches"), ("embedded",),
)  # fmt: skip
HEADS = f"{'best':>9}{'median':>9}{'articles':>10}{'CPU, ms':>9}{'set-up, s':>11}{'peak, MiB':>11}"


def show(measured: Sequence[Measured], *, without_elasticsearch: str) -> None:
    print("\n".join(lines(measured, without_elasticsearch)))


def lines(measured: Sequence[Measured], without_elasticsearch: str) -> Iterator[str]:
    by_stage = group(measured)
    pages = by_stage["whole-way"][0].articles
    yield f"{pages} pages; load of the machine at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    yield ""
    yield f"{'articles a second':<36}{HEADS}"
    for stage, name in NAMES.items():
        if stage in by_stage:
            yield _row(name, by_stage[stage])
    if without_elasticsearch:
        yield f"Elasticsearch was not measured: {without_elasticsearch}."
    yield ""
    yield from _conclusions(by_stage)


def group(measured: Iterable[Measured]) -> dict[str, list[Measured]]:
    found: dict[str, list[Measured]] = {}
    for each in measured:
        found.setdefault(each.stage, []).append(each)
    return found


def fastest(rates: Mapping[str, float]) -> dict[str, float]:
    """For each step the variant with the highest rate."""
    return {stage: rates[stage] for stage in (max(step, key=lambda each: rates[each]) for step in ALONE)}


def slowest(rates: Mapping[str, float]) -> str:
    return min(rates, key=lambda stage: rates[stage])


def in_a_row(rates: Iterable[float]) -> float:
    """Articles a second when each goes through all stages, one after another."""
    return 1 / sum(1 / rate for rate in rates)


def _row(name: str, runs: Sequence[Measured]) -> str:
    rates = [run.rate for run in runs]
    setup = median(run.setup for run in runs)
    cpu = median(_cpu(run) for run in runs)
    peak = max(run.peak_mib for run in runs)
    figures = (
        f"{max(rates):>9.1f}{median(rates):>9.1f}{runs[0].articles:>10}{cpu:>9.1f}{setup:>11.2f}{peak:>11.0f}"
    )
    return f"{name:<36}{figures}"


def _conclusions(by_stage: Mapping[str, Sequence[Measured]]) -> Iterator[str]:
    whole = by_stage["whole-way"]
    for word, pick in (("best", max), ("median", median)):
        alone = fastest({stage: pick([run.rate for run in runs]) for stage, runs in by_stage.items()})
        rate, limit = pick([run.rate for run in whole]), slowest(alone)
        yield (
            f"{word}: end to end {rate:.1f} over the slowest stage ({NAMES[limit].strip()}, {alone[limit]:.1f}) "
            f"= {rate / alone[limit]:.2f}; the four stages in a row would give {in_a_row(alone.values()):.1f}"
        )
    yield _processor_time(by_stage)
    yield f"peak memory of the whole way: {max(run.peak_mib for run in whole):.0f} MiB"
    for stage in ("whole-way", "crawl"):
        for run in by_stage[stage]:
            yield f"{NAMES[stage]}: {run.whole_seconds:.1f} s with start and imports; {_facts(run)}"


def _processor_time(by_stage: Mapping[str, Sequence[Measured]]) -> str:
    """What a busy machine spoils least: how much work an article is, not how long it takes."""
    costs = {stage: median(_cpu(run) for run in runs) for stage, runs in by_stage.items()}
    dearest = max((min(step, key=lambda each: costs[each]) for step in ALONE), key=lambda stage: costs[stage])
    return (
        f"processor time: {costs['whole-way']:.1f} ms an article end to end, {costs[dearest]:.1f} in the dearest stage "
        f"({NAMES[dearest].strip()}), {costs['whole-way'] / costs[dearest]:.1f} times as much"
    )


def _cpu(run: Measured) -> float:
    """Milliseconds an article."""
    return 1000 * run.cpu / run.articles


def _facts(run: Measured) -> str:
    facts = run.facts
    parts = ", ".join(f"{part} {seconds} s" for part, seconds in facts["parts"].items())
    dropped = ", ".join(f"{reason} {number}" for reason, number in sorted(facts["dropped"].items()))
    return (
        f"{parts}; kept {facts['kept']}, indexed {facts['indexed']}, waiting {facts['waiting']}"
        f"{'; dropped: ' + dropped if dropped else ''}; load before {facts['load before']:.1f}"
    )
