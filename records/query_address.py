"""A query as the part of an address behind `?`: what a reader opens to see what a number counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlencode

from records.annotation import Holder, Role, Speech
from records.search import COVERAGE, Query

# Field of the query ← name in the address, for fields of several values.
LISTS: Mapping[str, str] = {
    "unions": "union",
    "regions": "region",
    "districts": "district",
    "outlets": "outlet",
    "people": "person",
    "topics": "topic",
    "campaigns": "campaign",
}
# The same for fields that know their values.
CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "roles": ("role", get_args(Role)),
    "speech": ("speech", get_args(Speech)),
    "holders": ("holder", get_args(Holder)),
}


def write_query(query: Query) -> str:
    """The query as the part of an address behind `?`; its page is not a part of it."""
    found = [(name, value) for field, name in LISTS.items() for value in getattr(query, field)]
    found += [(name, value) for field, (name, _known) in CHOICES.items() for value in getattr(query, field)]
    kinds = {COVERAGE: "", (): "all"}.get(query.kinds, query.kinds[0] if query.kinds else "")
    found += [
        ("q", query.text),
        ("kind", kinds),
        ("tone", "" if query.tone is None else str(query.tone)),
        ("since", query.since.isoformat() if query.since else ""),
        ("until", query.until.isoformat() if query.until else ""),
        ("first", "1" if query.first_only else ""),
        ("sort", "" if query.sort == "date" else query.sort),
        ("interval", "" if query.interval == "week" else query.interval),
    ]
    return urlencode([(name, value) for name, value in found if value])
