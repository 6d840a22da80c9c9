"""One measured process: the stage's name as its argument, the bench as JSON in, what was measured as JSON out.

Each stage has a process of its own: Twisted's reactor starts once, and the peak of memory is the process's. Stages
are imported by name, so that none pays for the libraries of another.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from benchmarks.bench import Bench, Measured, dump, read_bench

STAGES = {
    "scrapy": "benchmarks.fetching:fetch_bare",
    "trafilatura": "benchmarks.extracting:extract_stock",
    "extract": "benchmarks.extracting:extract_ours",
    "slovnet": "benchmarks.reading:read_stock",
    "slovnet-one-thread": "benchmarks.reading:read_stock",
    "slovnet-batches": "benchmarks.reading:read_stock_in_batches",
    "annotate": "benchmarks.reading:read_ours",
    "annotate-sample": "benchmarks.reading:read_sample_press",
    "embedded": "benchmarks.indexing:index_embedded",
    "elasticsearch": "benchmarks.indexing:index_elasticsearch",
    "whole-way": "benchmarks.crawling:carry_all",
    "crawl": "benchmarks.crawling:carry_relevant",
    "collect": "benchmarks.crawling:collect",
}


def main() -> None:
    started = time.perf_counter()
    name = sys.argv[1]
    bench = read_bench(sys.stdin.read())
    module, function = STAGES[name].split(":")
    measure: Callable[[Bench], Measured] = getattr(import_module(module), function)
    measured = measure(bench)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    whole = time.perf_counter() - started
    print(dump(replace(measured, stage=name, peak_mib=peak, whole_seconds=whole)))


if __name__ == "__main__":
    main()
