"""The nouns of a dashboard: what is measured, by what it is split, and the panels that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kibana.conditions import COVERAGE, Condition
from records.search import Projection

TIME = "@timestamp"

Where = tuple[Condition, ...]
Operation = Literal["count", "unique_count", "average", "max"]
Shape = Literal[
    "bar_stacked", "bar_percentage", "bar_horizontal", "bar_horizontal_stacked", "bar_horizontal_percentage"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One number over documents; `field` is empty for a count. `shift` takes that much earlier ones («1w»)."""

    label: str
    operation: Operation = "count"
    field: str = ""
    where: Where = ()
    shift: str = ""
    decimals: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """The `limit` commonest values of a field; with `rest` all others together, so that shares add up to the whole."""

    label: str
    field: str
    limit: int
    rest: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """Named groups of documents, in this order."""

    label: str
    among: tuple[tuple[str, Where], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """By publication: «1d» or «1w»."""

    label: str
    interval: str


Split = Terms | Choices | Dates


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """`id` is unique on its dashboard; `width` of the 48 columns."""

    id: str
    title: str
    width: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted(Panel):
    """A panel over the documents of one projection."""

    projection: Projection = "mentions"
    where: Where = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Number(Counted):
    """One figure, and beside it another to compare it with."""

    measure: Measure
    beside: Measure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bars(Counted):
    """Bars along one split, each divided by another."""

    shape: Shape
    along: Split
    measure: Measure
    by: Split | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares(Counted):
    """A ring whose slices are parts of their sum."""

    by: Split
    measure: Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Table(Counted):
    """A line a value of `rows`, most of the first measure on top."""

    rows: Terms
    measures: tuple[Measure, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """A list of documents, newest first, that also stands in Discover by itself."""

    id: str
    title: str
    description: str
    columns: tuple[str, ...]
    projection: Projection = "mentions"
    where: Where = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing(Panel):
    search: Search


@dataclass(frozen=True, kw_only=True, slots=True)
class Note(Panel):
    """Words in Markdown."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """A list above the dashboard from which values of a field are chosen."""

    id: str
    title: str
    field: str
    projection: Projection = "mentions"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Panels side by side, all of one height in grid lines (about 20 pixels)."""

    height: int
    panels: tuple[Panel, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dashboard:
    """`days` is how far back it looks when it is opened. `where` stands in its query bar."""

    id: str
    title: str
    description: str
    days: int
    rows: tuple[Row, ...]
    controls: tuple[Control, ...]
    where: Where = (COVERAGE,)

    @property
    def panels(self) -> tuple[Panel, ...]:
        return tuple(panel for row in self.rows for panel in row.panels)
