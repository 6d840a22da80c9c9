"""The only door to Elasticsearch: two aliases, each on a numbered index that a rebuild replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from records.errors import ConfigError, StorageError
from records.search import Document, Projection, Query, Refusal, Results
from search import elastic_query
from search.documents import ArticleDocuments
from search.elastic_bulk import BulkWriter
from search.elastic_errors import plain_errors
from search.elastic_pages import list_hits
from search.mapping import index_body, version
from search.query import check_page, fill_weeks, find_terms, finds_nothing, read_facets
from search.results import build_hit, group_mentions
from texts import _

PROJECTIONS: tuple[Projection, ...] = ("articles", "mentions")
_HITS_AT_ONCE = 100  # whose mentions are asked for together


@dataclass(frozen=True, kw_only=True)
class Connection:
    """`certificates` is a file of the authorities to trust; without key and user nothing is sent."""

    url: str
    api_key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: str = ""
    timeout: float = 30.0
    backoff: float = 2.0  # seconds before a refused batch is sent again, doubled each time


class ElasticEngine:
    """`prefix` begins the names of both aliases and of the indices behind them."""

    def __init__(self, connection: Connection, prefix: str = "otklik") -> None:
        self.url = connection.url
        self._prefix = prefix
        self._backoff = connection.backoff
        self._client = _connect(connection)

    def ensure(self) -> None:
        with plain_errors(self.url):
            number = self._next_number()
            for projection in PROJECTIONS:
                if not self._client.indices.exists_alias(name=self._alias(projection)):
                    self._create(projection, number, alias=self._alias(projection))
                self._check_version(projection)

    def write(self, documents: Sequence[ArticleDocuments]) -> Sequence[Refusal]:
        return self._writer(self._aliases()).write(documents)

    def remove(self, article_ids: Sequence[str]) -> None:
        self._writer(self._aliases()).remove(article_ids)

    def search(self, query: Query) -> Results:
        check_page(query)
        if finds_nothing(query):
            return Results(total=0, hits=())
        with plain_errors(self.url):
            found = self._client.search(index=self._alias("articles"), **elastic_query.find_articles(query))
            hits = found["hits"]["hits"]
            mentions = self._find_mentions(query, [hit["_source"]["id"] for hit in hits])
        terms = find_terms(query.text)
        return Results(
            total=found["hits"]["total"]["value"],
            hits=[
                build_hit(hit["_source"], hit["_score"] or 0.0, mentions.get(hit["_source"]["id"], ()), terms)
                for hit in hits
            ],
            facets=read_facets(found["aggregations"]),
            weeks=fill_weeks(elastic_query.read_weeks(found["aggregations"])),
        )

    def versions(self) -> Iterator[tuple[str, int]]:
        with plain_errors(self.url):
            self._client.indices.refresh(index=self._alias("articles"))
            for hit in list_hits(self._client, self._alias("articles"), {"match_all": {}}):
                yield hit["_id"], hit["_version"]

    @contextmanager
    def rebuild(self) -> Iterator[BulkWriter]:
        with plain_errors(self.url):
            indices = self._begin_anew()
        try:
            writer = self._writer(indices, fresh=True)
            yield writer
            writer.refresh()
            with plain_errors(self.url):
                self._put_in_place(indices)
        except BaseException:
            with plain_errors(self.url):
                self._client.indices.delete(index=list(indices.values()), ignore_unavailable=True)
            raise

    def close(self) -> None:
        self._client.close()

    def _alias(self, projection: Projection) -> str:
        return f"{self._prefix}-{projection}"

    def _index(self, projection: Projection, number: int) -> str:
        return f"{self._alias(projection)}-{number:06}"

    def _aliases(self) -> Mapping[Projection, str]:
        return {projection: self._alias(projection) for projection in PROJECTIONS}

    def _writer(self, indices: Mapping[Projection, str], *, fresh: bool = False) -> BulkWriter:
        return BulkWriter(self._client, self.url, indices, backoff=self._backoff, fresh=fresh)

    def _begin_anew(self) -> Mapping[Projection, str]:
        number = self._next_number()
        for projection in PROJECTIONS:
            self._create(projection, number)
        return {projection: self._index(projection, number) for projection in PROJECTIONS}

    def _create(self, projection: Projection, number: int, alias: str = "") -> None:
        body = index_body(projection) | ({"aliases": {alias: {}}} if alias else {})
        try:
            self._client.indices.create(index=self._index(projection, number), body=body)
        except BadRequestError as error:
            # Another process was first with the same index; what it made is checked next.
            if not alias or error.error != "resource_already_exists_exception":
                raise

    def _check_version(self, projection: Projection) -> None:
        for index, found in self._client.indices.get_mapping(index=self._alias(projection)).items():
            if found["mappings"].get("_meta", {}).get("otklik") != version():
                raise StorageError(
                    _(
                        "Индекс {index} построен другой версией Otklik: выполните otklik index rebuild.",
                        index=index,
                    )
                )

    def _numbered(self) -> Mapping[str, int]:
        """All indices of ours with their numbers, whether an alias leads to them or not."""
        names: list[str] = []
        for projection in PROJECTIONS:
            names += self._client.indices.get(index=f"{self._alias(projection)}-*", features=["aliases"])
        pattern = re.compile(rf"{re.escape(self._prefix)}-(?:articles|mentions)-(\d{{6}})")
        return {name: int(found.group(1)) for name in names if (found := pattern.fullmatch(name))}

    def _next_number(self) -> int:
        return max(self._numbered().values(), default=0) + 1

    def _put_in_place(self, indices: Mapping[Projection, str]) -> None:
        """Both aliases move in one step, then whatever was there before goes."""
        actions: list[dict[str, Any]] = []
        for projection, index in indices.items():
            alias = self._alias(projection)
            actions.append({"add": {"index": index, "alias": alias}})
            if self._client.indices.exists_alias(name=alias):
                old = self._client.indices.get_alias(name=alias)
                actions += [{"remove": {"index": name, "alias": alias}} for name in old]
        self._client.indices.update_aliases(actions=actions)
        if replaced := [name for name in self._numbered() if name not in indices.values()]:
            self._client.indices.delete(index=replaced, ignore_unavailable=True)

    def _find_mentions(self, query: Query, ids: Sequence[str]) -> Mapping[str, Sequence[Document]]:
        found: list[Document] = []
        for start in range(0, len(ids), _HITS_AT_ONCE):
            body = elastic_query.find_mentions(query, ids[start : start + _HITS_AT_ONCE])
            hits = self._client.search(index=self._alias("mentions"), **body)["hits"]["hits"]
            found += [hit["_source"] for hit in hits]
        return group_mentions(found)


def _connect(connection: Connection) -> Elasticsearch:
    # The client's own retry does not wait in between; a refused batch is sent again by `BulkWriter`, which does.
    options: dict[str, Any] = {"request_timeout": connection.timeout, "retry_on_status": ()}
    if connection.api_key:
        options["api_key"] = connection.api_key
    elif connection.user:
        options["basic_auth"] = (connection.user, connection.password)
    if connection.certificates:
        options["ca_certs"] = connection.certificates
    try:
        if not connection.url.startswith(("http://", "https://")):
            raise ValueError(_("он должен начинаться с http:// или https://"))
        return Elasticsearch(connection.url, **options)
    except ValueError as error:
        # The client checks the rest of the address before it sends anything.
        raise ConfigError(
            _("Адрес Elasticsearch «{url}» не годится: {reason}.", url=connection.url, reason=error)
        ) from error
