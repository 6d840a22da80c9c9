"""One query and one kind of answer for every search engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from records.annotation import Holder, Role, Speech, Tone
from records.registry import OutletKind

# Importance is the article's visibility (docs/visibility.md), of equal ones the newest first.
Sort = Literal["date", "importance", "relevance"]
Interval = Literal["day", "week"]
Document = Mapping[str, Any]
Projection = Literal["articles", "mentions"]
# Beside the fields of documents, what they may be counted by.
Step = Literal["day", "week", "month"]
# What others write of a union; `union` is its own voice, against which they are measured.
COVERAGE: tuple[OutletKind, ...] = ("external", "authority", "aggregator")
# Counted by what stands in the article's document, and by its mentions that the query asks for.
FACETS = ("outlet", "region", "district", "unions", "tones", "topics", "people", "campaigns")
MENTION_FACETS = ("roles", "speech", "holders")


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What to find. Empty `text` finds all. `unions` are ids, a union's whole branch is meant; `since` and `until`
    are days in `timezone`, both included. Within a field any value suffices; the fields must all hold.

    `text` is read by `search/language.py`. `tone`, `roles`, `speech`, `holders` and `unions` must all hold for one and
    the same mention. Whoever names `outlets` means these, of whatever kind; else articles of outlets of these `kinds`
    are found (empty: all). `after` is the `Results.next` of the page before, for any page of a query; it leads past
    the last result that `offset` may reach, and what has arrived since moves nothing (but by relevance it may).
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
    roles: tuple[Role, ...] = ()
    speech: tuple[Speech, ...] = ()
    holders: tuple[Holder, ...] = ()
    since: date | None = None
    until: date | None = None
    first_only: bool = False
    timezone: str = "Europe/Moscow"
    sort: Sort = "date"
    limit: int = 20
    offset: int = 0
    after: str = ""
    interval: Interval = "week"


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
    """`facets` count articles by value, commonest first (ties by value); those of `MENTION_FACETS` say how many
    articles the query would find with that value added. `timeline` counts articles by the day, or the Monday that
    begins the week, in the query's time zone, empty ones in between included. `next` asks for the next page; None:
    there is none.
    """

    total: int
    hits: Sequence[Hit]
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    timeline: Sequence[tuple[date, int]] = ()
    next: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """Another query that may be the one that was meant. `id` is the union's id or the person's name; "" for a spelling.
    `shown` are the words to show: the union's short name, the person's name, the mended text."""

    kind: Literal["union", "person", "spelling"]
    shown: str
    query: Query
    id: str = ""


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
