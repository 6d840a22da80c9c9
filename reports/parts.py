"""What a report is made of: sections of measures, stories, charts and words. Nothing here knows a file format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from records.annotation import Tone

# None: the archive has nothing of that time.
Value = int | float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A number of the period, of the span before, and of the same span a year before. `address` is the part of the
    desk's address behind its name where the period's number is counted, `addresses` those of the other two."""

    label: str
    now: Value
    before: Value
    year_ago: Value
    address: str
    earlier: tuple[str, str] = ("", "")
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measures:
    """A table of numbers; `heading` says what its rows are. Word and PDF show `most` rows, Excel has them all.

    `columns` are the headings of the three numbers where they are no spans of time; with `is_share` they are shares
    of one.
    """

    title: str
    heading: str
    rows: Sequence[Measure]
    remark: str = ""
    most: int = 15
    is_share: bool = False
    columns: tuple[str, str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A drawing; `described` is what it shows, for who cannot see it; `legend` stands below for all."""

    title: str
    svg: str
    described: str
    legend: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldStory:
    """A story with the sentence that gave it its tone. `outlets` carried it in so many `articles`."""

    tone: Tone
    score: float
    published: datetime
    outlet: str
    title: str
    url: str
    sentence: str
    articles: int
    outlets: int
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    title: str
    stories: Sequence[ToldStory]
    remark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """Rows of words: silent outlets, what was not read. `columns` are (heading, width in characters)."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | int]]
    remark: str = ""
    most: int = 30


Part = Measures | Chart | Told | Listing


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One goal of the union's information work, or what it rests on. `name` is its id."""

    name: str
    title: str
    words: Sequence[str]
    parts: Sequence[Part]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """`columns` name the three spans as headings; `remarks` say what the numbers do not cover."""

    title: str
    subtitle: str
    columns: tuple[str, str, str]
    remarks: Sequence[str]
    sections: Sequence[Section] = field(default=())
