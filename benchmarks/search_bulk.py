"""How fast documents go into an engine, beside its own client given the same documents, chunk by chunk in turn."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from benchmarks.search_press import GeneratedPress, batches
from benchmarks.stopwatch import Stopwatch
from records.search import Document
from search.documents import ArticleDocuments
from search.embedded_index import article_values, build_schema, mention_values
from search.engine import Engine
from search.mapping import index_body
from search.words import analyzer

_CHUNK = 5000
_HEAP = 60_000_000


@dataclass(frozen=True, kw_only=True)
class BulkFigures:
    """Seconds over the chunks that both wrote (`compared` articles), and of the engine over all `articles`."""

    articles: int
    documents: int
    seconds: float
    compared: int
    ours: float
    raw: float


def fill(engine: Engine, press: GeneratedPress, count: int, raw: RawWriter, compared: int) -> BulkFigures:
    """Fills the engine by a rebuild, as a new index is always filled; the raw client gets the first `compared`."""
    ours = rest = theirs = 0.0
    documents = done = 0
    with engine.rebuild() as writer:
        for chunk in batches(press, count, _CHUNK):
            with Stopwatch() as watch:
                refused = writer.write(chunk)
            assert not refused, refused[:1]
            documents += sum(1 + len(one.mentions) for one in chunk)
            if done < compared:
                ours += watch.seconds
                prepared = raw.prepare(chunk)
                with Stopwatch() as watch:
                    raw.write(prepared)
                theirs += watch.seconds
            else:
                rest += watch.seconds
            done += len(chunk)
    return BulkFigures(
        articles=count,
        documents=documents,
        seconds=ours + rest,
        compared=min(compared, count),
        ours=ours,
        raw=theirs,
    )


class RawWriter:
    """A client of an engine without anything of ours; `prepare` is not timed."""

    def prepare(self, chunk: Sequence[ArticleDocuments]) -> Any:
        raise NotImplementedError

    def write(self, prepared: Any) -> None:
        raise NotImplementedError


class RawElastic(RawWriter):
    def __init__(self, client: Elasticsearch) -> None:
        self._client = client
        for projection in ("articles", "mentions"):
            client.indices.create(index=f"raw-{projection}", **_body(projection))

    def prepare(self, chunk: Sequence[ArticleDocuments]) -> list[dict[str, Any]]:
        actions = [_action("raw-articles", one.article["id"], one.article) for one in chunk]
        mentions = [mention for one in chunk for mention in one.mentions]
        return actions + [_action("raw-mentions", mention["id"], mention) for mention in mentions]

    def write(self, prepared: list[dict[str, Any]]) -> None:
        bulk(self._client, prepared)


def _body(projection: Any) -> dict[str, Any]:
    body = index_body(projection)
    return {"settings": body["settings"], "mappings": body["mappings"]}


def _action(index: str, identity: str, document: Document) -> dict[str, Any]:
    return {"_op_type": "index", "_index": index, "_id": identity, "_source": document}


class RawTantivy(RawWriter):
    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._index = tantivy.Index(build_schema(), path=str(folder))
        self._index.register_tokenizer("otklik_russian", analyzer())
        self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)

    def prepare(self, chunk: Sequence[ArticleDocuments]) -> list[dict[str, Any]]:
        return [values for one in chunk for values in _values(one)]

    def write(self, prepared: list[dict[str, Any]]) -> None:
        for values in prepared:
            self._writer.add_document(tantivy.Document.from_dict(values))
        self._writer.commit()


def _values(one: ArticleDocuments) -> Iterator[dict[str, Any]]:
    yield article_values(one)
    for mention in one.mentions:
        yield mention_values(mention, one.article_id, one.revision)


def folder_mib(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder that is gone afterwards: a million articles are gigabytes."""
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def elastic_mib(client: Elasticsearch, pattern: str) -> float:
    stats: Mapping[str, Any] = json.loads(
        json.dumps(client.indices.stats(index=pattern, metric="store").body)
    )
    return float(stats["_all"]["total"]["store"]["size_in_bytes"]) / 2**20
