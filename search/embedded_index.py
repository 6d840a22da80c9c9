"""What tantivy keeps: one index for both projections, so that an article and its mentions change in one commit."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import tantivy

from records.errors import BusyError
from records.search import FACETS, Document, Refusal, Sort
from search.documents import ArticleDocuments, newest
from search.mapping import UNSHOWN, find_fault
from search.sort_keys import date_key, importance_key
from search.words import analyzer, fold
from texts import _

_WORDS = "otklik_russian"
# Asked for by value: each list of them is one term a value, in a column for the facets.
_VALUES = tuple(
    dict.fromkeys(
        [
            *FACETS,
            "campaigns",
            "outlet_kind",
            "mention_keys",
            "overall_tones",
            "story",
            "union",
            "holder",
            "speech",
            "role",
            "tone",
            "projection",
            "article_id",
        ]
    )
)
_HEAP = 60_000_000  # bytes the writer gathers before it begins a new segment
_PATIENCE = 30.0  # seconds to wait for another process to end its write
# The column by which each order goes: tantivy sorts by one number of 64 bits.
ORDERS: Mapping[Sort, str] = {"date": "order", "importance": "importance_order"}


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _VALUES:
        builder.add_text_field(
            name, tokenizer_name="raw", index_option="basic", fast=True, stored=name == "article_id"
        )  # fmt: skip
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name=_WORDS)
    builder.add_text_field("lemmas", tokenizer_name="whitespace")
    builder.add_text_field("forms", tokenizer_name="whitespace", index_option="basic")
    for name in ("time", *ORDERS.values(), "revision"):
        builder.add_integer_field(name, indexed=True, fast=True, stored=name == "revision")
    builder.add_boolean_field("is_reprint", indexed=True)
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def create_index(folder: Path) -> None:
    tantivy.Index(build_schema(), path=str(folder))


def open_index(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.register_tokenizer(_WORDS, analyzer())
    index.config_reader(reload_policy="manual")
    return index


class IndexWriter:
    """Holds the index's one write lock until `close`. Each call is one commit.

    What a `fresh` index holds is known by what this writer has put in: nearly nothing has to be looked up or replaced.
    """

    def __init__(self, index: tantivy.Index, folder: Path, *, fresh: bool = False) -> None:
        self._index = index
        self._writer = _wait_for_writer(index, folder)
        self._written: set[int] | None = set() if fresh else None

    def write(self, documents: Sequence[ArticleDocuments]) -> Sequence[Refusal]:
        latest = newest(documents)
        revisions = self._find_revisions([one.article_id for one in latest])
        refusals = []
        for one in latest:
            if one.revision < revisions.get(one.article_id, one.revision):
                continue
            if fault := _find_fault(one):
                refusals.append(Refusal(id=one.article_id, reason=fault, permanent=True))
                continue
            self._replace(one, is_new=self._written is not None and one.article_id not in revisions)
        self._writer.commit()
        if self._written is not None:
            self._written.update(_short(one.article_id) for one in latest)
        return refusals

    def remove(self, article_ids: Sequence[str]) -> None:
        for article_id in article_ids:
            self._writer.delete_documents_by_term("article_id", article_id)
        self._writer.commit()

    def close(self) -> None:
        self._writer.wait_merging_threads()

    def _replace(self, one: ArticleDocuments, *, is_new: bool) -> None:
        if not is_new:
            self._writer.delete_documents_by_term("article_id", one.article_id)
        self._writer.add_document(tantivy.Document.from_dict(article_values(one)))
        for mention in one.mentions:
            values = mention_values(mention, one.article_id, one.revision)
            self._writer.add_document(tantivy.Document.from_dict(values))

    def _find_revisions(self, article_ids: Sequence[str]) -> Mapping[str, int]:
        if self._written is not None:
            article_ids = [one for one in article_ids if _short(one) in self._written]
        if not article_ids:
            return {}
        self._index.reload()
        searcher, schema = self._index.searcher(), self._index.schema
        wanted = tantivy.Query.term_set_query(schema, "article_id", article_ids)
        return dict(list_articles(searcher, schema, wanted))


def _short(article_id: str) -> int:
    """Eight bytes of an id, so that a million of them take little room; two that share them are looked up."""
    return int(article_id[:16], 16)


def list_articles(
    searcher: tantivy.Searcher, schema: tantivy.Schema, *conditions: tantivy.Query
) -> Iterator[tuple[str, int]]:
    """(article id, revision) of the articles that meet all conditions."""
    query = tantivy.Query.term_query(schema, "projection", "articles").and_must_match(*conditions)
    # A limit of 0 is a panic in tantivy.
    for _score, address in searcher.search(query, max(searcher.num_docs, 1), count=False).hits:
        document = searcher.doc(address)
        yield str(document.get_first("article_id")), int(document.get_first("revision") or 0)


def read_source(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Document:
    source: Document = json.loads(bytes(searcher.doc(address).get_first("source") or b"{}"))
    return source


def _wait_for_writer(index: tantivy.Index, folder: Path) -> tantivy.IndexWriter:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return index.writer(heap_size=_HEAP, num_threads=1)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            if time.monotonic() > deadline:
                raise BusyError(
                    _("В указатель {folder} пишет другой запуск: повторите позже.", folder=folder)
                ) from error
            time.sleep(0.05)


def _find_fault(one: ArticleDocuments) -> str:
    faults = [
        find_fault("articles", one.article),
        *(find_fault("mentions", mention) for mention in one.mentions),
    ]
    return next((fault for fault in faults if fault), "")


def article_values(one: ArticleDocuments) -> dict[str, Any]:
    """What tantivy keeps of an article, by field."""
    second = _second(one.article)
    fields: dict[str, Any] = {
        "projection": "articles",
        "article_id": one.article_id,
        "revision": one.revision,
        "time": second,
        "order": date_key(second, one.article_id),
        "importance_order": importance_key(one.article["importance"], second, one.article_id),
        "is_reprint": one.article["is_reprint"],
        "title": fold(one.article["title"]),
        "text": fold(one.article["text"]),
        "lemmas": one.article["lemmas"],
        "forms": one.article["forms"],
    }
    return _values(fields, one.article)


def mention_values(mention: Document, article_id: str, revision: int) -> dict[str, Any]:
    fields = {
        "projection": "mentions",
        "article_id": article_id,
        "revision": revision,
        "order": -mention["place"],
        "time": _second(mention),
        "is_reprint": mention["is_reprint"],
        "tone": str(mention["tone"]),
    }
    return _values(fields, mention)


def _second(document: Document) -> int:
    return int(datetime.fromisoformat(document["@timestamp"]).timestamp())


def _values(fields: dict[str, Any], document: Document) -> dict[str, Any]:
    values = {name: document[name] for name in _VALUES if name in document}
    shown = {name: value for name, value in document.items() if name not in UNSHOWN}
    source = json.dumps(shown, ensure_ascii=False).encode()
    return values | fields | {"source": source}
