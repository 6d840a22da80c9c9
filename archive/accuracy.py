"""The live accuracy card: what people said of the program, beside what it had said itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from archive.annotations import find_mentions
from archive.as_found import found_mentions
from archive.corrections import find_corrections
from records.accuracy import AccuracyCard, count_accuracy
from records.annotation import Mention
from records.correction import Correction

_AT_ONCE = 500  # ids in one query: a database takes only so many


def accuracy_card(connection: Connection, since: datetime | None = None) -> AccuracyCard:
    """Over the articles of which somebody spoke at `since` or later, with all that was said of them and still holds:
    what was corrected before and confirmed then, the program had wrong."""
    ids = sorted({one.article_id for one in find_corrections(connection, since=since)})
    said: list[Correction] = []
    found: dict[str, tuple[Mention, ...]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        said += find_corrections(connection, some)
        found |= find_mentions(connection, some) | found_mentions(connection, some)
    return count_accuracy(said, found)
