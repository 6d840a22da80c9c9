"""Panels of figures as the Dashboards API of 9.5 takes them."""

from __future__ import annotations

from typing import Any

from kibana.conditions import write_kql
from kibana.panels import (
    TIME,
    Bars,
    Choices,
    Counted,
    Dates,
    Measure,
    Number,
    Shares,
    Split,
    Table,
    Terms,
    Where,
)

Body = dict[str, Any]


def query(where: Where) -> Body:
    return {"expression": write_kql(where), "language": "kql"}


def draw_chart(panel: Counted, source: Body) -> Body:
    """`source` says which data view is read. The title is the panel's affair."""
    return _draw(panel, source) | _narrowed(panel.where)


def _draw(panel: Counted, source: Body) -> Body:
    match panel:
        case Bars():
            return _bars(panel, source)
        case Number():
            return {"type": "metric", "data_source": source, "metrics": _figures(panel)}
        case Shares():
            return {"data_source": source} | _shares(panel)
        case Table():
            return {"data_source": source} | _table(panel)
    raise TypeError(type(panel).__name__)


def _narrowed(where: Where) -> Body:
    return {"query": query(where)} if where else {}


def _figures(panel: Number) -> list[Body]:
    figures = [{"type": "primary"} | _measure(panel.measure)]
    return figures + ([{"type": "secondary"} | _measure(panel.beside)] if panel.beside else [])


def _bars(panel: Bars, source: Body) -> Body:
    layer = {
        "type": panel.shape,
        "data_source": source,
        "x": _split(panel.along),
        "y": [_measure(panel.measure)],
    }
    if panel.by:
        # The commonest values of the whole time, not of each bar: else every week had a legend of its own.
        layer["breakdown_by"] = _split(panel.by) | {"aggregate_first": isinstance(panel.by, Terms)}
    return {"type": "xy", "layers": [layer]}


def _shares(panel: Shares) -> Body:
    return {
        "type": "pie",
        "metrics": [_measure(panel.measure)],
        "group_by": [_split(panel.by)],
        "styling": {"donut_hole": "m", "values": {"visible": True, "mode": "percentage"}},
    }


def _table(panel: Table) -> Body:
    return {
        "type": "data_table",
        "metrics": [_measure(measure) for measure in panel.measures],
        "rows": [_split(panel.rows)],
    }


def _measure(measure: Measure) -> Body:
    body: Body = {"operation": measure.operation, "label": measure.label}
    if measure.field:
        body["field"] = measure.field
    if measure.where:
        body["filter"] = query(measure.where)
    if measure.shift:
        body["time_shift"] = measure.shift
    if measure.field != TIME:
        body["format"] = {"type": "number", "decimals": measure.decimals}
    return body


def _split(split: Split) -> Body:
    match split:
        case Dates():
            return {
                "operation": "date_histogram",
                "label": split.label,
                "field": TIME,
                "suggested_interval": split.interval,
            }
        case Choices():
            return {
                "operation": "filters",
                "label": split.label,
                "filters": [{"label": label, "filter": query(where)} for label, where in split.among],
            }
        case Terms():
            return _terms(split)


def _terms(terms: Terms) -> Body:
    body: Body = {
        "operation": "terms",
        "label": terms.label,
        "fields": [terms.field],
        "limit": terms.limit,
        "rank_by": {"type": "metric", "metric_index": 0, "direction": "desc"},
    }
    return body | ({"other_bucket": {"include_documents_without_field": False}} if terms.rest else {})
