"""Texts that are read, cut into word triples and compared once, however often the grouping asks."""

from __future__ import annotations

from collections.abc import Collection

from archive.store import Transaction
from archive.stories import find_texts
from nlp.stories import Shingles, bands, is_same_story, shingles, signature, verbatim_share


class Comparison:
    """Knows texts by their article's id. `read` must have brought an article before anything is asked about it."""

    def __init__(self) -> None:
        self._shingles: dict[str, Shingles] = {}
        self._bands: dict[str, tuple[int, ...]] = {}
        self._same: dict[tuple[str, str], bool] = {}

    def read(self, connection: Transaction, ids: Collection[str]) -> None:
        missing = sorted(id_ for id_ in ids if id_ not in self._shingles)
        for id_, text in find_texts(connection, missing):
            self._shingles[id_] = shingles(text)

    def bands(self, id_: str) -> tuple[int, ...]:
        if id_ not in self._bands:
            self._bands[id_] = bands(signature(self._shingles[id_]))
        return self._bands[id_]

    def is_same_story(self, id_: str, first_id: str) -> bool:
        pair = (id_, first_id)
        if pair not in self._same:
            self._same[pair] = is_same_story(self._shingles[id_], self._shingles[first_id])
        return self._same[pair]

    def verbatim_share(self, id_: str, first_id: str) -> float:
        return verbatim_share(self._shingles[id_], self._shingles[first_id])
