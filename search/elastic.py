"""The only door to Elasticsearch: two aliases, each on a numbered index that a rebuild replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from elastic_transport import ObjectApiResponse
from elastic_transport.client_utils import url_to_node_config
from elasticsearch import Elasticsearch

from records.errors import ConfigError, OtklikError
from records.search import Document, Projection, Query, Refusal, Results, Tally
from search import elastic_query
from search.cursor import write_cursor
from search.documents import ArticleDocuments
from search.elastic_bulk import BulkWriter
from search.elastic_condition import describe_condition
from search.elastic_errors import plain_errors
from search.elastic_indices import Indices, draft
from search.elastic_pages import list_hits
from search.elastic_patience import at_second_sight, patiently
from search.language import read_query
from search.query import check_page, fill_timeline, finds_nothing, read_facets
from search.results import build_hit, group_mentions
from search.tally import Splits, read_tally
from search.terms import list_terms
from texts import _

_HITS_AT_ONCE = 100  # whose mentions are asked for together


@dataclass(frozen=True, kw_only=True)
class Connection:
    """`url` is one address, or those of several nodes of a cluster, parted by commas. `certificates` is a file of the
    authorities to trust; without key and user nothing is sent."""

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
        self._backoff = connection.backoff
        self._client = _connect(connection)
        self._indices = Indices(self._client, prefix)

    def exists(self) -> bool:
        with plain_errors(self.url):
            return self._indices.exist()

    def check(self) -> None:
        with plain_errors(self.url):
            self._indices.check_version()

    def is_current(self) -> bool:
        with plain_errors(self.url):
            return self._indices.are_current()

    def ensure(self) -> None:
        with plain_errors(self.url):
            self._indices.create_missing()
        self.check()

    def write(self, documents: Sequence[ArticleDocuments]) -> Sequence[Refusal]:
        return self._writer(self._indices.aliases()).write(documents)

    def remove(self, article_ids: Sequence[str]) -> None:
        self._writer(self._indices.aliases()).remove(article_ids)

    def search(self, query: Query) -> Results:
        place = check_page(query)
        if finds_nothing(query):
            return Results(total=0, hits=())
        with plain_errors(self.url):
            found = self._ask("articles", elastic_query.find_articles(query, place))
            hits = found["hits"]["hits"][: query.limit]
            mentions = self._find_mentions(query, [hit["_source"]["id"] for hit in hits])
        terms = list_terms(read_query(query.text))
        more = len(found["hits"]["hits"]) > len(hits)
        return Results(
            total=found["hits"]["total"]["value"],
            hits=[
                build_hit(hit["_source"], hit["_score"] or 0.0, mentions.get(hit["_source"]["id"], ()), terms)
                for hit in hits
            ],
            facets=read_facets(
                found["aggregations"], elastic_query.read_mention_facets(found["aggregations"])
            ),
            timeline=fill_timeline(elastic_query.read_timeline(found["aggregations"]), query.interval),
            next=write_cursor(query, place, hits[-1]["_source"]) if more else None,
        )

    def count(self, query: Query) -> int:
        if finds_nothing(query):
            return 0
        with plain_errors(self.url):
            wanted = elastic_query.article_query(query)
            alias = self._indices.alias("articles")
            found = at_second_sight(lambda: self._client.count(index=alias, query=wanted))
        return int(found["count"])

    def tally(
        self,
        query: Query,
        projection: Projection = "articles",
        *,
        splits: Splits,
        distinct: Sequence[str] = (),
    ) -> Tally:
        body = elastic_query.count_documents(query, projection, splits, distinct)
        if finds_nothing(query):
            return Tally(total=0)
        with plain_errors(self.url):
            found = self._ask(projection, body)
        return read_tally(found["hits"]["total"]["value"], found.get("aggregations", {}), query, splits)

    def versions(self) -> Iterator[tuple[str, int]]:
        with plain_errors(self.url):
            self._client.indices.refresh(index=self._indices.alias("articles"))
            for hit in list_hits(self._client, self._indices.alias("articles"), {"match_all": {}}):
                yield hit["_id"], hit["_version"]

    def troubles(self) -> list[str]:
        with plain_errors(self.url):
            return describe_condition(self._client, list(self._indices.aliases().values()))

    @contextmanager
    def rebuild(self) -> Iterator[BulkWriter]:
        with plain_errors(self.url):
            indices = patiently(self._indices.begin_anew, self._backoff)
        try:
            drafts: dict[Projection, str] = {
                projection: draft(index) for projection, index in indices.items()
            }
            writer = self._writer(drafts, fresh=True)
            yield writer
            writer.refresh()
            with plain_errors(self.url):
                patiently(partial(self._indices.put_in_place, indices), self._backoff)
        except BaseException:
            # What cannot be deleted now is cleared by the next rebuild; what is told is why this one failed.
            with suppress(OtklikError), plain_errors(self.url):
                self._indices.delete(indices)
            raise

    def close(self) -> None:
        self._client.close()

    def _writer(self, indices: Mapping[Projection, str], *, fresh: bool = False) -> BulkWriter:
        return BulkWriter(self._client, self.url, indices, backoff=self._backoff, fresh=fresh)

    def _ask(self, projection: Projection, body: Mapping[str, Any]) -> ObjectApiResponse[Any]:
        alias = self._indices.alias(projection)
        return at_second_sight(lambda: self._client.search(index=alias, **body))

    def _find_mentions(self, query: Query, ids: Sequence[str]) -> Mapping[str, Sequence[Document]]:
        found: list[Document] = []
        for start in range(0, len(ids), _HITS_AT_ONCE):
            body = elastic_query.find_mentions(query, ids[start : start + _HITS_AT_ONCE])
            hits = self._ask("mentions", body)["hits"]["hits"]
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
    # Given several, the client goes on to the next one when a node does not answer.
    urls = [url.strip() for url in connection.url.split(",")]
    for url in urls:
        _check_address(url)
    return Elasticsearch(urls, **options)


def _check_address(url: str) -> None:
    try:
        if not url.startswith(("http://", "https://")):
            raise ValueError(_("он должен начинаться с http:// или https://"))
        url_to_node_config(url)
    except ValueError as error:
        raise ConfigError(
            _("Адрес Elasticsearch «{url}» не годится: {reason}.", url=url, reason=error)
        ) from error
