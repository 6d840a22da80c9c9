"""Both forms of a dashboard read back into the nouns that they were made of, without what only one of them can say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Measured = tuple[str, str, str, str, str, int | None]  # operation, field, condition, shift, label, decimals


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One panel: `shown` is the kind of chart, the words of a note or the columns of a list."""

    id: str
    title: str
    place: tuple[int, int, int, int]
    shown: Any
    data_view: str = ""
    query: str = ""
    splits: tuple[Any, ...] = ()  # as they nest
    measures: tuple[Measured, ...] = ()


def read_body(body: dict[str, Any]) -> list[Seen]:
    return [_of_api(panel) for panel in body["panels"]]


def _of_api(panel: dict[str, Any]) -> Seen:
    config, grid = panel["config"], panel["grid"]
    known: dict[str, Any] = {
        "id": panel["id"],
        "title": config["title"],
        "place": (grid["x"], grid["y"], grid["w"], grid["h"]),
    }
    if panel["type"] == "markdown":
        return Seen(**known, shown=config["content"])
    if panel["type"] == "discover_session":
        (tab,) = config["tabs"]
        (sort,) = tab["sort"]
        return Seen(
            **known,
            shown=(tuple(tab["column_order"]), sort["name"], sort["direction"]),
            data_view=tab["data_source"]["ref_id"],
            query=tab["query"]["expression"],
        )
    layer = config["layers"][0] if config["type"] == "xy" else config
    by = layer.get("breakdown_by")
    along = [layer["x"]] if "x" in layer else []
    splits = [by, *along] if by and by["aggregate_first"] else [*along, *([by] if by else [])]
    splits += layer.get("group_by", []) + layer.get("rows", [])
    return Seen(
        **known,
        shown=layer["type"],
        data_view=layer["data_source"]["ref_id"],
        query=config.get("query", {}).get("expression", ""),
        splits=tuple(_api_split(split) for split in splits),
        measures=tuple(_api_measure(one) for one in layer.get("y") or layer["metrics"]),
    )


def _api_split(split: dict[str, Any]) -> Any:
    if split["operation"] == "terms":
        return "terms", split["label"], split["fields"], split["limit"], "other_bucket" in split
    if split["operation"] == "filters":
        return (
            "filters",
            split["label"],
            [(one["label"], one["filter"]["expression"]) for one in split["filters"]],
        )
    return "dates", split["label"], split["field"], split["suggested_interval"]


def _api_measure(one: dict[str, Any]) -> Measured:
    condition = one.get("filter", {}).get("expression", "")
    decimals = one["format"]["decimals"] if "format" in one else None
    return (
        one["operation"],
        one.get("field", ""),
        condition,
        one.get("time_shift", ""),
        one["label"],
        decimals,
    )


_SERIES = {
    "lnsMetric": "metric",
    "lnsPie": "pie",
    "lnsDatatable": "data_table",
    "bar_percentage_stacked": "bar_percentage",
    "bar_horizontal_percentage_stacked": "bar_horizontal_percentage",
}


def read_saved(dashboard: dict[str, Any], searches: Mapping[str, dict[str, Any]]) -> list[Seen]:
    """`searches` are the saved searches of the bundle, by id."""
    references = {one["name"]: one["id"] for one in dashboard["references"]}
    panels = json.loads(dashboard["attributes"]["panelsJSON"])
    return [_of_saved(panel, references, searches) for panel in panels]


def _of_saved(
    panel: dict[str, Any], references: Mapping[str, str], searches: Mapping[str, dict[str, Any]]
) -> Seen:
    grid, settings = panel["gridData"], panel["embeddableConfig"]
    known: dict[str, Any] = {
        "id": panel["panelIndex"],
        "title": panel["title"],
        "place": (grid["x"], grid["y"], grid["w"], grid["h"]),
    }
    if panel["type"] == "visualization":
        return Seen(**known, shown=settings["savedVis"]["params"]["markdown"])
    if panel["type"] == "search":
        search = searches[references[f"{panel['panelIndex']}:{panel['panelRefName']}"]]
        attributes = search["attributes"]
        ((field, direction),) = attributes["sort"]
        source = json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])
        return Seen(
            **known,
            shown=(tuple(attributes["columns"]), field, direction),
            data_view=search["references"][0]["id"],
            query=source["query"]["query"],
        )
    lens = settings["attributes"]
    state = lens["state"]
    layer = state["datasourceStates"]["formBased"]["layers"]["layer"]
    columns = [layer["columns"][id_] for id_ in layer["columnOrder"]]
    kind = lens["visualizationType"]
    drawn = state["visualization"]["layers"][0]["seriesType"] if kind == "lnsXY" else kind
    return Seen(
        **known,
        shown=_SERIES.get(drawn, drawn),
        data_view=references[f"{panel['panelIndex']}:{lens['references'][0]['name']}"],
        query=state["query"]["query"],
        splits=tuple(_lens_split(column) for column in columns if column["isBucketed"]),
        measures=tuple(_lens_measure(column) for column in columns if not column["isBucketed"]),
    )


def _lens_split(column: dict[str, Any]) -> Any:
    params = column["params"]
    if column["operationType"] == "terms":
        return "terms", column["label"], [column["sourceField"]], params["size"], params["otherBucket"]
    if column["operationType"] == "filters":
        return (
            "filters",
            column["label"],
            [(one["label"], one["input"]["query"]) for one in params["filters"]],
        )
    return "dates", column["label"], column["sourceField"], params["interval"]


def _lens_measure(column: dict[str, Any]) -> Measured:
    field = "" if column["sourceField"] == "___records___" else column["sourceField"]
    condition = column.get("filter", {}).get("query", "")
    decimals = column["params"]["format"]["params"]["decimals"] if "format" in column["params"] else None
    return column["operationType"], field, condition, column.get("timeShift", ""), column["label"], decimals
