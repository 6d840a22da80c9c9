"""Panels of figures as Lens keeps them inside a saved dashboard: one layer of columns, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kibana.lens_columns import Body, kuery, measure_column, split_column
from kibana.panels import Bars, Counted, Number, Shape, Shares, Table, Terms

LAYER = "layer"
# Everything that Lens knows of its data view: the name that a reference gives to an id.
REFERENCE = f"indexpattern-datasource-layer-{LAYER}"

_SERIES: Mapping[Shape, str] = {
    "bar_stacked": "bar_stacked",
    "bar_percentage": "bar_percentage_stacked",
    "bar_horizontal": "bar_horizontal",
    "bar_horizontal_stacked": "bar_horizontal_stacked",
    "bar_horizontal_percentage": "bar_horizontal_percentage_stacked",
}


def lens_attributes(panel: Counted, data_view: str) -> Body:
    kind, columns, drawn = _draw(panel)
    return {
        "title": panel.title,
        "type": "lens",
        "visualizationType": kind,
        "references": [{"type": "index-pattern", "id": data_view, "name": REFERENCE}],
        "state": {
            "datasourceStates": {"formBased": {"layers": {LAYER: _layer(columns)}}},
            "visualization": drawn,
            "query": kuery(panel.where),
            "filters": [],
            "internalReferences": [],
            "adHocDataViews": {},
        },
    }


def _layer(columns: Mapping[str, Body]) -> Body:
    """Buckets nest in the order of the columns."""
    return {"columns": dict(columns), "columnOrder": list(columns), "incompleteColumns": {}, "sampling": 1}


def _draw(panel: Counted) -> tuple[str, Mapping[str, Body], Body]:
    """The kind of drawing, its columns by id, and its settings."""
    match panel:
        case Number():
            return "lnsMetric", *_number(panel)
        case Bars():
            return "lnsXY", *_bars(panel)
        case Shares():
            return "lnsPie", *_shares(panel)
        case Table():
            return "lnsDatatable", *_table(panel)
    raise TypeError(type(panel).__name__)


def _on_layer(**settings: Any) -> Body:
    return {"layerId": LAYER, "layerType": "data"} | settings


def _number(panel: Number) -> tuple[Mapping[str, Body], Body]:
    columns = {"measure": measure_column(panel.measure)}
    drawn = _on_layer(metricAccessor="measure")
    if panel.beside:
        columns["beside"] = measure_column(panel.beside)
        drawn["secondaryMetricAccessor"] = "beside"
    return columns, drawn


def _bars(panel: Bars) -> tuple[Mapping[str, Body], Body]:
    columns = {"along": split_column(panel.along, "measure")}
    layer = _on_layer(
        seriesType=_SERIES[panel.shape], xAccessor="along", accessors=["measure"], position="top"
    )
    if panel.by:
        split = {"by": split_column(panel.by, "measure")}
        # The commonest values of the whole time, not of each bar.
        columns = split | columns if isinstance(panel.by, Terms) else columns | split
        layer["splitAccessor"] = "by"
    columns["measure"] = measure_column(panel.measure)
    return columns, {
        "layers": [layer],
        "preferredSeriesType": layer["seriesType"],
        "legend": {"isVisible": True, "position": "right"},
        "valueLabels": "hide",
    }


def _shares(panel: Shares) -> tuple[Mapping[str, Body], Body]:
    columns = {"by": split_column(panel.by, "measure"), "measure": measure_column(panel.measure)}
    layer = _on_layer(
        primaryGroups=["by"],
        metrics=["measure"],
        numberDisplay="percent",
        categoryDisplay="default",
        legendDisplay="default",
        nestedLegend=False,
    )
    return columns, {"shape": "donut", "layers": [layer]}


def _table(panel: Table) -> tuple[Mapping[str, Body], Body]:
    measures = {f"measure{number}": measure_column(one) for number, one in enumerate(panel.measures)}
    columns = {"rows": split_column(panel.rows, "measure0")} | measures
    return columns, _on_layer(columns=[{"columnId": id_} for id_ in columns])
