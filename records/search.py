"""One query and one kind of answer for every search engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from records.annotation import Tone
from records.registry import OutletKind

Sort = Literal["date", "relevance"]
Document = Mapping[str, Any]
Projection = Literal["articles", "mentions"]
# Beside the fields of documents, what they may be counted by.
Interval = Literal["day", "week", "month"]
# What others write of a union; `union` is its own voice, against which they are measured.
COVERAGE: tuple[OutletKind, ...] = ("external", "authority", "aggregator")
FACETS = ("outlet", "region", "district", "unions", "tones", "topics", "people")


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What to find. Empty `text` finds all. `unions` are ids, a union's whole branch is meant; `since` and `until`
    are days in `timezone`, both included. Within a field any value suffices; the fields must all hold.

    With `tone`, and with `unions`, the article must have a mention of one of these unions in that very tone. Whoever
    names `outlets` means these, of whatever kind; else articles of outlets of these `kinds` are found (empty: all).
    """

    text: str = ""
    unions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[OutletKind, ...] = COVERAGE
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    tone: Tone | None = None
    since: date | None = None
    until: date | None = None
    first_only: bool = False
    timezone: str = "Europe/Moscow"
    sort: Sort = "date"
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """One mention of a union as the result list shows it. `highlights` are spans of matched words in `sentence`."""

    union: str
    tone: Tone
    sentence: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """`fragment` is the piece of the text that matched, with the spans of the matched words in `highlights`.

    Without `has_time` only the day of `published` is known.
    """

    id: str
    title: str
    url: str
    outlet: str
    region: str
    published: datetime
    tones: Mapping[str, Tone]
    is_reprint: bool
    fragment: str
    highlights: tuple[tuple[int, int], ...]
    evidence: tuple[Evidence, ...]
    score: float
    has_time: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """`facets` count articles by value, commonest first (ties by value); `weeks` count articles by the Monday that
    begins the week in the query's time zone, empty weeks in between included."""

    total: int
    hits: Sequence[Hit]
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    weeks: Sequence[tuple[date, int]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many documents have `value` in a field, and of these how many have which value in the next one."""

    value: str
    number: int
    parts: tuple[Count, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """`total` documents; `counts` by the name of the split, commonest value first (ties by value), spans of time in
    their order, empty ones too; `distinct` numbers of values by field, exact up to some thousands."""

    total: int
    counts: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    distinct: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A document that the engine did not take. `permanent`: trying again will not help."""

    id: str
    reason: str
    permanent: bool
