"""A prefix tree over words: what begins at this word, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

from nlp.folding import Word

T = TypeVar("T")
Form = tuple[str, ...]
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
        node = self._root.get(words[at].form) if at < len(words) else None
        found: list[tuple[int, set[T]]] = []
        length = 1
        while node is not None:
            if _END in node:
                found.append((length, node[_END]))
            if at + length >= len(words) or length == _DEEPEST:
                break
            node = node.get(words[at + length].form)
            length += 1
        return found

    def entries(self) -> Iterator[tuple[Form, set[T]]]:
        """Every phrase with its values."""
        waiting: list[tuple[Form, dict[str, Any]]] = [((), self._root)]
        while waiting:
            form, node = waiting.pop()
            for word, below in node.items():
                if word == _END:
                    yield form, below
                else:
                    waiting.append(((*form, word), below))
