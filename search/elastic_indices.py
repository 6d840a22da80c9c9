"""The indices of Elasticsearch behind our aliases: two at a time, numbered, replaced together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from records.errors import StorageError
from records.search import Projection
from search.mapping import index_body, version
from texts import _

PROJECTIONS: tuple[Projection, ...] = ("articles", "mentions")


class Indices:
    """`prefix` begins the names of both aliases and of the indices behind them."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def alias(self, projection: Projection) -> str:
        return f"{self._prefix}-{projection}"

    def aliases(self) -> Mapping[Projection, str]:
        return {projection: self.alias(projection) for projection in PROJECTIONS}

    def exist(self) -> bool:
        return all(self._client.indices.exists_alias(name=alias) for alias in self.aliases().values())

    def create_missing(self) -> None:
        number = self._next_number()
        for projection in PROJECTIONS:
            if not self._client.indices.exists_alias(name=self.alias(projection)):
                self._create(projection, number, alias=self.alias(projection))

    def check_version(self) -> None:
        for alias in self.aliases().values():
            for index, found in self._client.indices.get_mapping(index=alias).items():
                if found["mappings"].get("_meta", {}).get("otklik") != version():
                    raise StorageError(
                        _(
                            "Указатель {index} собран другой версией Отклика: выполните otklik index rebuild.",
                            index=index,
                        )
                    )

    def begin_anew(self) -> Mapping[Projection, str]:
        number = self._next_number()
        for projection in PROJECTIONS:
            self._create(projection, number)
        return {projection: self._index(projection, number) for projection in PROJECTIONS}

    def put_in_place(self, indices: Mapping[Projection, str]) -> None:
        """Both aliases move in one step, then whatever was there before goes."""
        actions: list[dict[str, Any]] = []
        for projection, index in indices.items():
            alias = self.alias(projection)
            actions.append({"add": {"index": index, "alias": alias}})
            if self._client.indices.exists_alias(name=alias):
                old = self._client.indices.get_alias(name=alias)
                actions += [{"remove": {"index": name, "alias": alias}} for name in old]
        self._client.indices.update_aliases(actions=actions)
        if replaced := [name for name in self._numbered() if name not in indices.values()]:
            self._client.indices.delete(index=replaced, ignore_unavailable=True)

    def delete(self, indices: Mapping[Projection, str]) -> None:
        self._client.indices.delete(index=list(indices.values()), ignore_unavailable=True)

    def _index(self, projection: Projection, number: int) -> str:
        return f"{self.alias(projection)}-{number:06}"

    def _create(self, projection: Projection, number: int, alias: str = "") -> None:
        body = index_body(projection) | ({"aliases": {alias: {}}} if alias else {})
        try:
            self._client.indices.create(index=self._index(projection, number), body=body)
        except BadRequestError as error:
            # Another process was first with the same index; what it made is checked next.
            if not alias or error.error != "resource_already_exists_exception":
                raise

    def _numbered(self) -> Mapping[str, int]:
        """All indices of ours with their numbers, whether an alias leads to them or not."""
        names: list[str] = []
        for projection in PROJECTIONS:
            names += self._client.indices.get(index=f"{self.alias(projection)}-*", features=["aliases"])
        pattern = re.compile(rf"{re.escape(self._prefix)}-(?:articles|mentions)-(\d{{6}})")
        return {name: int(found.group(1)) for name in names if (found := pattern.fullmatch(name))}

    def _next_number(self) -> int:
        return max(self._numbered().values(), default=0) + 1
