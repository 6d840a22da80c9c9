"""What every search engine can do, in plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from records.search import Projection, Query, Refusal, Results, Tally
from search.documents import ArticleDocuments


class Writer(Protocol):
    """Takes documents in."""

    def write(self, documents: Sequence[ArticleDocuments]) -> Sequence[Refusal]:
        """Writes each article with its mentions; what is returned was not taken, by article id.

        An article that the index holds at a higher revision stays as it is, and so does one that is written again.
        Mentions of an earlier revision that the new one lacks vanish. What was written is found at once.
        """

    def remove(self, article_ids: Sequence[str]) -> None:
        """Takes the articles and their mentions out."""


class Engine(Writer, Protocol):
    """Every method raises a `records.errors.OtklikError` where the engine cannot be reached or asked."""

    def exists(self) -> bool:
        """Is there an index? One that was deleted must not come back empty by being looked at."""

    def check(self) -> None:
        """Raises StorageError where there is no index, or where it was built with other fields."""

    def is_current(self) -> bool:
        """Is there an index, whole and built with the present fields? Any other has to be rebuilt."""

    def ensure(self) -> None:
        """Creates what is missing, then checks. Who creates an index has to fill it."""

    def search(self, query: Query) -> Results:
        """Raises UsageError where the page lies beyond `mapping.LAST_RESULT`, or `after` is broken."""

    def count(self, query: Query) -> int:
        """How many articles `search` would find, without all that stands beside."""

    def tally(
        self,
        query: Query,
        projection: Projection = "articles",
        *,
        splits: Mapping[str, tuple[str, ...]],
        distinct: Sequence[str] = (),
    ) -> Tally:
        """Counts all that the query finds, whatever its page. Each of `splits` is a field, or a field and another
        within it; the first may be `day`, `week` or `month`, for which the query needs both ends.

        Raises ValueError for a field that there is not, and for words to find among mentions.
        """

    def versions(self) -> Iterator[tuple[str, int]]:
        """(article id, revision) of every article in the index, to be compared with the archive."""

    def troubles(self) -> Sequence[str]:
        """What is wrong with the machines that hold the index, beside its content: a sentence each, with the mend."""

    def rebuild(self) -> AbstractContextManager[Writer]:
        """A new, empty index to write into. It takes the old one's place at the end of the `with` block, all at
        once; until then the old one answers. After an error the old one stays and the new one is deleted.
        What others `write` meanwhile goes into the old one: whoever rebuilds sees to it that
        the new one gets it too."""

    def close(self) -> None: ...
