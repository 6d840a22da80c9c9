"""Every field that the content names, with what it is used for and the kinds of fields that can be so used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kibana.content import Content
from kibana.panels import (
    TIME,
    Bars,
    Choices,
    Counted,
    Dates,
    Listing,
    Measure,
    Number,
    Shares,
    Split,
    Table,
    Where,
)
from records.search import Projection

ANY = frozenset({"keyword", "text", "date", "boolean", "integer", "long", "float"})
NUMBERS = frozenset({"integer", "long", "float"})


class Use(NamedTuple):
    projection: Projection
    field: str
    purpose: str
    kinds: frozenset[str]


def field_uses(content: Content) -> Iterator[Use]:
    for view in content.data_views:
        yield Use(view.projection, view.time, "time", frozenset({"date"}))
        for field in (*view.names, *view.formats):
            yield Use(view.projection, field, "name", ANY)
    for search in content.searches:
        yield from _conditions(search.projection, search.where)
        for column in search.columns:
            yield Use(search.projection, column, "column", ANY)
    for board in content.dashboards:
        for control in board.controls:
            yield Use(control.projection, control.field, "control", frozenset({"keyword"}))
        for panel in board.panels:
            projection = panel.projection if isinstance(panel, Counted) else None
            if isinstance(panel, Listing):
                projection = panel.search.projection
            if projection:
                yield from _conditions(projection, board.where)
            if isinstance(panel, Counted):
                yield from _of_panel(panel)


def splits_of(panel: Counted) -> list[Split]:
    """From the outside to the inside, as an aggregation nests them."""
    match panel:
        case Bars(by=None):
            return [panel.along]
        case Bars(by=by):
            assert by
            return [panel.along, by] if isinstance(by, Choices) else [by, panel.along]
        case Shares():
            return [panel.by]
        case Table():
            return [panel.rows]
    return []


def measures_of(panel: Counted) -> list[Measure]:
    match panel:
        case Bars() | Shares():
            return [panel.measure]
        case Number():
            return [panel.measure, *([panel.beside] if panel.beside else [])]
        case Table():
            return list(panel.measures)
    raise TypeError(panel)


def _of_panel(panel: Counted) -> Iterator[Use]:
    projection = panel.projection
    yield from _conditions(projection, panel.where)
    for split in splits_of(panel):
        match split:
            case Dates():
                yield Use(projection, TIME, "dates", frozenset({"date"}))
            case Choices():
                for _label, where in split.among:
                    yield from _conditions(projection, where)
            case _:
                yield Use(projection, split.field, "terms", frozenset({"keyword"}))
    for measure in measures_of(panel):
        yield from _conditions(projection, measure.where)
        if measure.operation == "unique_count":
            yield Use(projection, measure.field, "unique_count", frozenset({"keyword"}))
        elif measure.operation == "average":
            yield Use(projection, measure.field, "average", NUMBERS)
        elif measure.operation == "max":
            yield Use(projection, measure.field, "max", NUMBERS | {"date"})


def _conditions(projection: Projection, where: Where) -> Iterator[Use]:
    for one in where:
        kinds = ANY
        if one.operator in ("below", "above"):
            kinds = NUMBERS
        elif one.operator != "any":
            kinds = frozenset(
                {"boolean"}
                if isinstance(one.value, bool)
                else NUMBERS
                if isinstance(one.value, int)
                else {"keyword"}
            )
        yield Use(projection, one.field, f"{one.operator} {one.value}", kinds)
