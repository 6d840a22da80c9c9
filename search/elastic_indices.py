"""The indices of Elasticsearch behind our aliases: two at a time, numbered, replaced together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from records.errors import BusyError
from records.search import Projection
from search.mapping import index_body, version
from search.outdated import outdated
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
        for index in self._of_other_fields():
            begun = self._client.indices.get_alias(index=f"{self._prefix}-*", name=draft(f"{self._prefix}-*"))
            raise outdated(index, rebuilding=bool(begun.body))

    def are_current(self) -> bool:
        return self.exist() and not self._of_other_fields()

    def begin_anew(self) -> Mapping[Projection, str]:
        """New indices, each behind a draft alias of its own, with their copies where there is a node for them: from
        the first document on a node may die."""
        number = self._next_number()
        indices = {projection: self._index(projection, number) for projection in PROJECTIONS}
        for projection, index in indices.items():
            self._create(projection, number, alias=draft(index), copies="all")
        return indices

    def put_in_place(self, indices: Mapping[Projection, str]) -> None:
        """Both aliases move in one step, then whatever was there before goes. Done twice it changes nothing more."""
        held = {projection: self._behind(self.alias(projection)) for projection in indices}
        if any(held[projection] != [index] for projection, index in indices.items()):
            actions: list[dict[str, Any]] = []
            for projection, index in indices.items():
                alias = self.alias(projection)
                actions += [{"remove": {"index": name, "alias": alias}} for name in held[projection]]
                # Not in place where somebody has deleted it meanwhile: then nothing moves at all.
                actions.append({"remove": {"index": index, "alias": draft(index), "must_exist": True}})
                actions.append({"add": {"index": index, "alias": alias}})
            self._client.indices.update_aliases(actions=actions)
        if replaced := [name for name in self._numbered() if name not in indices.values()]:
            self._client.indices.delete(index=replaced, ignore_unavailable=True)

    def delete(self, indices: Mapping[Projection, str]) -> None:
        self._client.indices.delete(index=list(indices.values()), ignore_unavailable=True)

    def _index(self, projection: Projection, number: int) -> str:
        return f"{self.alias(projection)}-{number:06}"

    def _behind(self, alias: str) -> list[str]:
        if not self._client.indices.exists_alias(name=alias):
            return []
        return sorted(self._client.indices.get_alias(name=alias))

    def _of_other_fields(self) -> list[str]:
        return [
            index
            for alias in self.aliases().values()
            for index, found in self._client.indices.get_mapping(index=alias).items()
            if found["mappings"].get("_meta", {}).get("otklik") != version()
        ]

    def _create(self, projection: Projection, number: int, *, alias: str, copies: str | None = None) -> None:
        index = self._index(projection, number)
        body = index_body(projection) | {"aliases": {alias: {}}}
        try:
            self._client.indices.create(index=index, body=body, wait_for_active_shards=copies)
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise
            # Another process was first with the same index. What it made under our alias is checked next.
            if alias == draft(index):
                raise BusyError(
                    _("Указатель {folder} уже собирает заново другой запуск.", folder=index)
                ) from error

    def _numbered(self) -> Mapping[str, int]:
        """All indices of ours with their numbers, whether an alias leads to them or not."""
        names: list[str] = []
        for projection in PROJECTIONS:
            names += self._client.indices.get(index=f"{self.alias(projection)}-*", features=["aliases"])
        pattern = re.compile(rf"{re.escape(self._prefix)}-(?:articles|mentions)-(\d{{6}})")
        return {name: int(found.group(1)) for name in names if (found := pattern.fullmatch(name))}

    def _next_number(self) -> int:
        return max(self._numbered().values(), default=0) + 1


def draft(index: str) -> str:
    """The alias behind which an index is filled: who writes there makes none by chance when it is gone."""
    return f"{index}-draft"
