"""The embedded engine: tantivy indices in a folder, of which a file names the current one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from records.errors import BusyError, StorageError
from records.search import Projection, Query, Refusal, Results, Tally
from search import embedded_query
from search.documents import ArticleDocuments
from search.embedded_index import IndexWriter, create_index, open_index
from search.mapping import version
from search.outdated import outdated
from search.query import check_page, finds_nothing
from search.tally import Splits
from texts import _
from texts.system_faults import explain_system_fault

_CURRENT = "CURRENT"
Result = TypeVar("Result")


class EmbeddedEngine:
    """One process writes at a time, any number may read. Nothing stays open between calls but the index read last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: tuple[str, embedded_query.Reader] | None = None

    def exists(self) -> bool:
        return (self._folder / _CURRENT).exists()

    def check(self) -> None:
        name, built_with = self._read_current()
        if built_with != version():
            begun = any(path.name.isdecimal() and path.name > name for path in self._folder.iterdir())
            raise outdated(self._folder, rebuilding=begun)

    def is_current(self) -> bool:
        try:
            return self._read_current()[1] == version()
        except StorageError:
            return False

    def ensure(self) -> None:
        if not self.exists():
            with self._plain_errors():
                self._put_in_place(self._begin_anew())
        self.check()

    def write(self, documents: Sequence[ArticleDocuments]) -> Sequence[Refusal]:
        with self._plain_errors():
            return self._in_current(lambda writer: writer.write(documents))

    def remove(self, article_ids: Sequence[str]) -> None:
        with self._plain_errors():
            self._in_current(lambda writer: writer.remove(article_ids))

    def search(self, query: Query) -> Results:
        place = check_page(query)
        if finds_nothing(query):
            return Results(total=0, hits=())
        return self._read(lambda snapshot: snapshot.search(query, place))

    def count(self, query: Query) -> int:
        if finds_nothing(query):
            return 0
        return self._read(lambda snapshot: snapshot.count(query))

    def tally(
        self,
        query: Query,
        projection: Projection = "articles",
        *,
        splits: Splits,
        distinct: Sequence[str] = (),
    ) -> Tally:
        if finds_nothing(query):
            return Tally(total=0)

        def count(name: str) -> Tally:
            with self._plain_errors():
                snapshot = self._open_snapshot(name)
            return snapshot.tally(query, projection, splits, distinct)

        return self._while_current(count)

    def versions(self) -> Iterator[tuple[str, int]]:
        yield from self._read(lambda snapshot: list(snapshot.list_articles()))

    def troubles(self) -> list[str]:
        return []

    @contextmanager
    def rebuild(self) -> Iterator[IndexWriter]:
        with self._plain_errors():
            name = self._begin_anew()
        try:
            with self._writer(name, fresh=True) as writer:
                yield writer
            with self._plain_errors():
                self._put_in_place(name)
        except BaseException:
            shutil.rmtree(self._folder / name, ignore_errors=True)
            raise

    def close(self) -> None:
        self._opened = None

    def _begin_anew(self) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.name) for path in self._folder.iterdir() if path.name.isdecimal()]
        name = f"{max(numbers, default=0) + 1:06}"
        try:
            (self._folder / name).mkdir()
        except FileExistsError as error:
            raise BusyError(
                _("Указатель {folder} уже собирает заново другой запуск.", folder=self._folder)
            ) from error
        create_index(self._folder / name)
        return name

    def _put_in_place(self, name: str) -> None:
        """Renaming is one step: a reader finds the old name or the new one. Then whatever was there before goes."""
        draft = self._folder / f"{_CURRENT}.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(f"{name} {version()}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / _CURRENT)
        for path in self._folder.iterdir():
            if path.name.isdecimal() and path.name != name:
                shutil.rmtree(path, ignore_errors=True)

    def _read_current(self) -> tuple[str, str]:
        """The current index's folder name, and the version of the fields that it was built with."""
        if not self.exists():
            raise StorageError(
                _(
                    "Поискового указателя в папке {folder} нет: соберите его из архива командой "
                    "otklik index rebuild (первый раз его создаст otklik crawl).",
                    folder=self._folder,
                )
            )
        try:
            name, built_with = (self._folder / _CURRENT).read_text(encoding="utf-8").split()
        except (OSError, ValueError) as error:
            raise StorageError(
                _("Указатель в папке {folder} испорчен: выполните otklik index rebuild.", folder=self._folder)
            ) from error
        return name, built_with

    @contextmanager
    def snapshot(self) -> Iterator[embedded_query.Snapshot]:
        """The index as it stands, to be asked below this engine's own interface."""
        with self._plain_errors():
            yield self._while_current(self._open_snapshot)

    def _read(self, step: Callable[[embedded_query.Snapshot], Result]) -> Result:
        with self._plain_errors():
            return self._while_current(lambda name: step(self._open_snapshot(name)))

    def _open_snapshot(self, name: str) -> embedded_query.Snapshot:
        if self._opened is None or self._opened[0] != name:
            self._opened = (name, embedded_query.Reader(open_index(self._folder / name)))
        return self._opened[1].snapshot()

    def _in_current(self, step: Callable[[IndexWriter], Result]) -> Result:
        def write(name: str) -> Result:
            with self._writer(name) as writer:
                return step(writer)

        return self._while_current(write)

    def _while_current(self, step: Callable[[str], Result]) -> Result:
        """What `step` does with the current index: again with the new one, where a rebuild took the old one away."""
        while True:
            name, _version = self._read_current()
            try:
                return step(name)
            except (ValueError, OSError, StorageError):
                if self._read_current()[0] == name:
                    raise

    @contextmanager
    def _writer(self, name: str, *, fresh: bool = False) -> Iterator[IndexWriter]:
        writer = IndexWriter(open_index(self._folder / name), self._folder, fresh=fresh)
        try:
            yield writer
        finally:
            writer.close()

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """tantivy raises ValueError for whatever it cannot read or write."""
        try:
            yield
        except (ValueError, OSError) as error:
            raise StorageError(
                _(
                    "Указатель {folder} не читается или не пишется: {reason}. Проверьте место и права на папку, "
                    "затем выполните otklik index rebuild.",
                    folder=self._folder,
                    reason=explain_system_fault(error) if isinstance(error, OSError) else error,
                )
            ) from error
