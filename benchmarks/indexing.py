"""The index alone: the documents that the whole way built, written into an empty engine."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

from archive.store import open_archive
from benchmarks.bench import Bench, Measured, config_file
from benchmarks.stopwatch import Stopwatch
from otklik.workplace import open_workplace
from pipelines.documents import all_documents
from search.documents import ArticleDocuments
from search.engine import Engine
from search.open import open_engine


def index_embedded(bench: Bench) -> Measured:
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        return _index(open_engine(folder=Path(folder)), _documents(bench))


def index_elasticsearch(bench: Bench) -> Measured:
    """Into indices of a new name each time; the node goes with the benchmark, and they with it."""
    engine = open_engine(
        folder=Path(bench.folder), url=bench.elasticsearch, prefix=f"bench-{uuid.uuid4().hex[:8]}"
    )
    return _index(engine, _documents(bench))


def _documents(bench: Bench) -> list[list[ArticleDocuments]]:
    archive = open_archive(bench.archive)
    try:
        return list(all_documents(archive, open_workplace(config_file(bench)).registry))
    finally:
        archive.close()


def _index(engine: Engine, batches: list[list[ArticleDocuments]]) -> Measured:
    try:
        with Stopwatch() as setup:
            engine.ensure()
        with Stopwatch() as work:
            refused = sum(len(engine.write(batch)) for batch in batches)
    finally:
        engine.close()
    return Measured(
        stage="",
        articles=sum(map(len, batches)) - refused,
        seconds=work.seconds,
        cpu=work.cpu,
        setup=setup.seconds,
        facts={"refused": refused, "mentions": sum(len(one.mentions) for batch in batches for one in batch)},
    )
