"""Lists all documents of an Elasticsearch index that match, page by page in the order of their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch

_SIZE = 5000


def list_hits(
    client: Elasticsearch, index: str, query: Mapping[str, Any], *fields: str
) -> Iterator[Mapping[str, Any]]:
    """Each hit with `_id`, `_version` and these fields of its document."""
    after: list[Any] | None = None
    while True:
        page = client.search(
            index=index,
            query=query,
            source_includes=list(fields) or None,
            source=None if fields else False,
            version=True,
            sort=[{"id": "asc"}],
            size=_SIZE,
            search_after=after,
        )["hits"]["hits"]
        yield from page
        if len(page) < _SIZE:
            return
        after = page[-1]["sort"]
