"""A search as it is kept: the part of its address behind `?`, checked when it is saved and when it is read again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from desk.addresses import read_query
from desk.place import Desk
from records.errors import UsageError
from records.search import Query
from texts import _

_OF_THE_PAGE = ("page", "format", "after")  # where one is in the result, not what is sought
_LONGEST = 4000  # characters


class _Asked(QueryParams):
    """Remembers which parts of the address somebody asked for: what nobody asks for is not understood."""

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.names: set[str] = set()

    def get(self, key: Any, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)

    def getlist(self, key: Any) -> list[str]:
        self.names.add(key)
        return super().getlist(key)


def without_page(query: str) -> str:
    """What is sought alone, in the order in which it was asked. Raises UsageError where it is too long."""
    kept = [
        (name, value)
        for name, value in QueryParams(query).multi_items()
        if value and name not in _OF_THE_PAGE
    ]
    written = urlencode(kept)
    if len(written) > _LONGEST:
        raise UsageError(_("Поиск слишком длинный, чтобы его сохранить: уберите часть условий."))
    return written


def read_saved(desk: Desk, query: str) -> Query:
    """Raises UsageError that names the condition which this version of the desk does not know."""
    params = _Asked(query)
    read = read_query(params, desk.timezone)
    unknown = [name for name in params if name not in params.names]
    if unknown:
        raise UsageError(
            _(
                "В сохранённом поиске есть условие, которого эта версия Отклика не знает: {name}. "
                "Сохраните поиск заново.",
                name=unknown[0][:50],
            )
        )
    return read
