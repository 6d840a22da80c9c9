"""Where a page of results ended, as a short text that whoever asks for the next page brings back.

It is the place itself, so nothing is kept for it; its end shows whether it was changed and whose query it is of.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from records.errors import UsageError
from records.search import Document, Query
from search.mapping import LAST_RESULT
from texts import _

_FORM = re.compile(r"(-?\d{1,12})\.(\d{1,4})\.(\d{1,5})\.([0-9a-f]{64}|)\.([0-9a-f]{16})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The last article shown, by which the next page is found; by relevance only how many were shown before.

    `second` since 1970, `importance` as in the article's document.
    """

    second: int = 0
    importance: int = 0
    offset: int = 0
    id: str = ""


def find_place(query: Query) -> Place:
    """Where the query's page begins. Raises UsageError for a cursor that is broken or another query's."""
    if not query.after:
        return Place(offset=query.offset)
    match = _FORM.fullmatch(query.after)
    if not match or query.offset or match[5] != _seal(query, query.after.rpartition(".")[0]):
        raise UsageError(
            _("Метка следующей страницы испорчена или взята из другого запроса: начните с первой страницы.")
        )
    return Place(second=int(match[1]), importance=int(match[2]), offset=int(match[3]), id=match[4])


def write_cursor(query: Query, place: Place, last: Document) -> str | None:
    """Leads to what follows the page that began at `place` and ended with this article's document; None where no page
    by relevance can follow."""
    if query.sort == "relevance":
        end = Place(offset=place.offset + query.limit)
        if end.offset + query.limit > LAST_RESULT:
            return None
    else:
        second = int(datetime.fromisoformat(last["@timestamp"]).timestamp())
        end = Place(second=second, importance=last["importance"], id=last["id"])
    written = f"{end.second}.{end.importance}.{end.offset}.{end.id}"
    return f"{written}.{_seal(query, written)}"


def _seal(query: Query, written: str) -> str:
    """The next page may be longer, or count its articles by days."""
    asked = replace(query, limit=0, offset=0, after="", interval="week")
    return hashlib.sha256(f"{written} {asked!r}".encode("utf-8", "replace")).hexdigest()[:16]
