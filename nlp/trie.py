"""A prefix tree over words: what begins at this word, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from nlp.folding import Word

T = TypeVar("T")
_END = ""  # no word is empty
_DEEPEST = 40  # words; no name is as long


class Trie(Generic[T]):
    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, form: Sequence[str], value: T) -> None:
        node = self._root
        for word in form:
            node = node.setdefault(word, {})
        node.setdefault(_END, set()).add(value)

    def longest(self, words: Sequence[Word], at: int) -> tuple[int, set[T]] | None:
        """How many words the longest phrase that begins at `at` has, and its values."""
        found = self.all_at(words, at)
        return found[-1] if found else None

    def all_at(self, words: Sequence[Word], at: int) -> list[tuple[int, set[T]]]:
        """Every phrase that begins at `at`, the shortest first."""
        node = self._root
        found: list[tuple[int, set[T]]] = []
        for length, word in enumerate(words[at : at + _DEEPEST], start=1):
            if word.form not in node:
                break
            node = node[word.form]
            if _END in node:
                found.append((length, node[_END]))
        return found
