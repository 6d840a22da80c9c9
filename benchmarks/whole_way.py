"""`python -m benchmarks.whole_way`: real pages carried end to end, beside each of its stages alone.

Everything is measured in the same rounds, one process at a time, so that a busy machine spoils all figures alike.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.bench import Bench, Measured, Republished, dump, read_measured
from benchmarks.pages import index_file
from benchmarks.report import show
from benchmarks.settings import write_settings
from tests.elasticsearch_node import running_node, why_unavailable

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ROOT.parent / "shared" / "inputs"

# The first fills the archive that the later ones read.
ROUND = (
    "whole-way", "crawl", "scrapy", "trafilatura", "extract", "slovnet", "slovnet-one-thread",
    "slovnet-batches", "annotate", "annotate-sample", "embedded", "elasticsearch",
)  # fmt: skip


def main() -> None:
    arguments = read_arguments()
    if not index_file(arguments.inputs).exists():
        print(
            f"Nothing was measured: {index_file(arguments.inputs)} is absent. Name the inputs with --inputs DIR."
        )
        return
    with tempfile.TemporaryDirectory() as folder, serving(arguments.inputs) as outlets:
        bench = Bench(inputs=str(arguments.inputs), folder=folder, outlets=outlets)
        reason = "not asked for" if arguments.no_elasticsearch else why_unavailable()
        with nullcontext() if reason else running_node(Path(folder) / "node") as node:
            bench = replace(bench, elasticsearch=node.url if node else "")
            measured = [each for number in range(arguments.rounds) for each in run_round(bench, number)]
    if arguments.json:
        print(json.dumps([asdict(each) for each in measured], ensure_ascii=False))
    else:
        show(measured, without_elasticsearch=reason)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whole_way", description=__doc__)
    parser.add_argument("--inputs", type=Path, default=INPUTS, metavar="DIR", help="holds pages/russian_2011")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often all is measured (3)")
    parser.add_argument("--json", action="store_true", help="what every process measured, for machines")
    parser.add_argument("--no-elasticsearch", action="store_true", help="the embedded index alone")
    return parser.parse_args()


@contextmanager
def serving(inputs: Path, press: str = "benchmarks.press") -> Iterator[tuple[Republished, ...]]:
    """The press in a process of its own; it ends when its standard input is closed."""
    command = [sys.executable, "-m", press, str(inputs.resolve())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as server:
        assert server.stdout
        assert server.stdin
        line = server.stdout.readline()
        if not line:
            raise SystemExit("The press did not start: see above.")
        try:
            yield tuple(Republished(**outlet) for outlet in json.loads(line))
        finally:
            server.stdin.close()


def run_round(bench: Bench, number: int) -> Iterator[Measured]:
    archive = ""
    for stage in ROUND:
        if stage == "elasticsearch" and not bench.elasticsearch:
            continue
        folder = Path(bench.folder) / f"{number}-{stage}"
        folder.mkdir()
        own = replace(bench, folder=str(folder), archive=archive)
        write_settings(own)
        load = os.getloadavg()[0]
        measured = run_stage(stage, own)
        archive = archive or measured.facts["archive"]
        print(f"round {number + 1}: {stage}: {measured.rate:.1f} articles/s", file=sys.stderr)
        yield replace(measured, facts={**measured.facts, "load before": load})


def run_stage(stage: str, bench: Bench) -> Measured:
    command: Sequence[str] = [sys.executable, "-m", "benchmarks.stage", stage]
    # OpenBLAS starts a thread a core and lets it wait busily, which costs slovnet's small matrices more than it saves.
    one_thread = {"OPENBLAS_NUM_THREADS": "1"} if stage == "slovnet-one-thread" else {}
    done = subprocess.run(
        command,
        input=dump(bench),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **one_thread},
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"The stage {stage} failed with exit code {done.returncode}: see above.")
    return read_measured(done.stdout)


if __name__ == "__main__":
    main()
