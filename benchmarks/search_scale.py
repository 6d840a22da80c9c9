"""`python -m benchmarks.search_scale`: a large generated press in both engines: filling, disk, requests, the desk."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch

from archive.store import open_archive, sqlite_url
from benchmarks.search_bulk import BulkFigures, RawElastic, RawTantivy, elastic_mib, fill, folder_mib
from benchmarks.search_desk import measure_desk
from benchmarks.search_press import GeneratedPress, check_shape, generate_press
from benchmarks.search_requests import (
    Samples,
    added,
    bare_elastic,
    bare_embedded,
    flat,
    measure,
    percentile,
    through,
    typical_requests,
)  # fmt: skip
from search.embedded import EmbeddedEngine
from search.engine import Engine
from search.open import open_engine
from tests.elasticsearch_node import running_node, why_unavailable

_PREFIX = "bench"


def main() -> None:
    arguments = read_arguments()
    press = generate_press()
    check_shape(press)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "embedded" in arguments.engines:
            measure_embedded(press, folder, arguments)
        if "elasticsearch" in arguments.engines:
            reason = why_unavailable()
            if reason:
                print(f"Elasticsearch was not measured: {reason}")
            else:
                measure_elastic(press, folder, arguments)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000, metavar="N")
    parser.add_argument(
        "--compared", type=int, default=100_000, metavar="N", help="also by the raw client (100000)"
    )
    parser.add_argument(
        "--rounds", type=int, default=20, metavar="N", help="how often each request is made (20)"
    )
    parser.add_argument(
        "--engines", nargs="+", choices=("embedded", "elasticsearch"), default=("embedded", "elasticsearch")
    )
    return parser.parse_args()


def measure_embedded(press: GeneratedPress, folder: Path, arguments: argparse.Namespace) -> None:
    engine = EmbeddedEngine(folder / "index")
    raw = RawTantivy(folder / "raw")
    figures = fill(engine, press, arguments.articles, raw, arguments.compared)
    show_bulk("embedded (tantivy)", figures, folder_mib(folder / "index"))
    requests = typical_requests(press)
    ours = measure(through(engine, requests), arguments.rounds)
    bare = measure(bare_embedded(engine, requests), arguments.rounds)
    show_requests(ours, bare)
    show_desk(engine, press, folder, arguments)


def measure_elastic(press: GeneratedPress, folder: Path, arguments: argparse.Namespace) -> None:
    with running_node(folder / "node") as node, _client(node.url) as client:
        engine = open_engine(folder=folder, url=node.url, prefix=_PREFIX)
        figures = fill(engine, press, arguments.articles, RawElastic(client), arguments.compared)
        client.indices.delete(index=["raw-articles", "raw-mentions"])
        client.indices.refresh(index=f"{_PREFIX}-*")
        show_bulk("Elasticsearch", figures, elastic_mib(client, f"{_PREFIX}-*"))
        requests = typical_requests(press)
        ours = measure(through(engine, requests), arguments.rounds)
        bare = measure(bare_elastic(client, _PREFIX, requests), arguments.rounds)
        show_requests(ours, bare)
        show_desk(engine, press, folder, arguments)
        engine.close()


@contextmanager
def _client(url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(url, request_timeout=120) as client:
        yield client


def show_bulk(name: str, figures: BulkFigures, mib: float) -> None:
    print(
        f"\n{name}: {figures.articles} articles, {figures.documents} documents, {mib:.0f} MiB on disk",
        flush=True,
    )
    print(
        f"  {figures.articles / figures.seconds:8.0f} articles/s, {figures.documents / figures.seconds:.0f} documents/s"
    )
    print(
        f"  the first {figures.compared} beside the raw client: {figures.compared / figures.ours:.0f} and "
        f"{figures.compared / figures.raw:.0f} articles/s, ratio {figures.raw / figures.ours:.2f} (goal 0.8)",
        flush=True,
    )


def show_requests(ours: Samples, bare: Samples) -> None:
    print(f"  {'milliseconds':28} {'p50':>8} {'p95':>8} {'bare p50':>9} {'bare p95':>9} {'added':>7}")
    more = added(ours, bare)
    for name in ours:
        show_line(name, ours[name], bare[name], more[name])
    show_line("all", flat(ours), flat(bare), percentile(flat(ours), 0.5) - percentile(flat(bare), 0.5))


def show_line(name: str, ours: list[float], bare: list[float], more: float) -> None:
    figures = [percentile(each, share) for each in (ours, bare) for share in (0.5, 0.95)]
    print(
        f"  {name:28} {figures[0]:8.1f} {figures[1]:8.1f} {figures[2]:9.1f} {figures[3]:9.1f} {more:7.1f}",
        flush=True,
    )


def show_desk(engine: Engine, press: GeneratedPress, folder: Path, arguments: argparse.Namespace) -> None:
    archive = open_archive(sqlite_url(folder / "archive.db"))
    print(f"  {'the desk: readers at once':28} {'p50':>8} {'p95':>8} {'mean':>9} {'engine':>9} {'added':>7}")
    for figures in measure_desk(engine, archive, press, (1, 8), max(1, arguments.rounds // 10)):
        print(
            f"  {figures.readers:<28} {figures.p50:8.1f} {figures.p95:8.1f} {figures.mean:9.1f} "
            f"{figures.engine:9.1f} {figures.added:7.1f}",
            flush=True,
        )
    archive.close()


if __name__ == "__main__":
    main()
