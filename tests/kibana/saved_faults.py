"""What is wrong with a bundle of saved objects: stamps, keys, references, columns of Lens, the JSON inside strings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from tests.kibana.api_faults import overlap

# The latest stamps that Kibana 8.19 knows; a later one is refused on import.
CORE = "8.8.0"
LATEST = {"index-pattern": (8, 0, 0), "search": (8, 0, 0), "dashboard": (8, 9, 0)}
ROOT = {
    "type", "id", "attributes", "references", "managed", "coreMigrationVersion", "typeMigrationVersion",
}  # fmt: skip
ATTRIBUTES = {
    "index-pattern": {
        "title", "name", "timeFieldName", "fields", "fieldAttrs", "fieldFormatMap", "runtimeFieldMap",
        "sourceFilters", "allowHidden",
    },
    "search": {
        "title", "description", "columns", "sort", "grid", "hideChart", "isTextBasedQuery", "usesAdHocDataView",
        "timeRestore", "kibanaSavedObjectMeta",
    },
    # The first version of the dashboard's schema forbids every other key.
    "dashboard": {
        "title", "description", "kibanaSavedObjectMeta", "timeRestore", "timeFrom", "timeTo", "refreshInterval",
        "controlGroupInput", "panelsJSON", "optionsJSON", "hits", "version",
    },
}  # fmt: skip
JSON_STRINGS = (
    "fields", "fieldAttrs", "fieldFormatMap", "runtimeFieldMap", "sourceFilters", "panelsJSON", "optionsJSON",
    "searchSourceJSON", "ignoreParentSettingsJSON",
)  # fmt: skip
# Everything in a drawing of Lens that names a column, or several.
ONE_COLUMN = ("xAccessor", "splitAccessor", "metricAccessor", "secondaryMetricAccessor")
COLUMNS = ("accessors", "metrics", "primaryGroups")


def find_faults(objects: Sequence[dict[str, Any]]) -> list[str]:
    counted = Counter((one["type"], one["id"]) for one in objects)
    faults = [f"{key} stands {times} times" for key, times in counted.items() if times > 1]
    for one in objects:
        found = list(_of_one(one, set(counted)))
        faults += [f"{one['type']} {one['id']}: {fault}" for fault in found]
    return faults


def _of_one(one: dict[str, Any], there: set[tuple[str, str]]) -> Iterator[str]:
    yield from (f"key {key}" for key in set(one) ^ ROOT)
    yield from (f"attribute {key}" for key in set(one["attributes"]) - ATTRIBUTES[one["type"]])
    stamp = tuple(int(part) for part in one["typeMigrationVersion"].split("."))
    if stamp > LATEST[one["type"]] or one["coreMigrationVersion"] != CORE:
        yield "a stamp that an old Kibana refuses"
    names = [reference["name"] for reference in one["references"]]
    if len(set(names)) < len(names):
        yield "a reference twice"
    for reference in one["references"]:
        if (reference["type"], reference["id"]) not in there:
            yield f"{reference['name']} leads to nothing"
    if broken := list(broken_strings(one["attributes"])):
        yield from broken
        return
    needed = set(_needed(one))
    yield from (f"no reference {name}" for name in needed - set(names))
    yield from (f"unused reference {name}" for name in set(names) - needed)
    if one["type"] == "dashboard":
        yield from _of_dashboard(one)


def broken_strings(value: Any) -> Iterator[str]:
    for key, inside in value.items():
        if key in JSON_STRINGS:
            try:
                json.loads(inside)
            except ValueError:
                yield f"{key} is no JSON"
        elif isinstance(inside, dict):
            yield from broken_strings(inside)


def _needed(one: dict[str, Any]) -> Iterator[str]:
    """The names of the references that the object uses."""
    attributes = one["attributes"]
    if one["type"] == "search":
        yield json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])["indexRefName"]
    if one["type"] == "dashboard":
        for panel in json.loads(attributes["panelsJSON"]):
            if "panelRefName" in panel:
                yield f"{panel['panelIndex']}:{panel['panelRefName']}"
            for layer in layers(panel):
                yield f"{panel['panelIndex']}:indexpattern-datasource-layer-{layer}"
        for id_ in json.loads(attributes["controlGroupInput"]["panelsJSON"]):
            yield f"controlGroup_{id_}:optionsListDataView"


def layers(panel: dict[str, Any]) -> dict[str, Any]:
    lens = panel["embeddableConfig"].get("attributes")
    return lens["state"]["datasourceStates"]["formBased"]["layers"] if lens else {}


def _of_dashboard(one: dict[str, Any]) -> Iterator[str]:
    panels = json.loads(one["attributes"]["panelsJSON"])
    references = {reference["name"]: reference for reference in one["references"]}
    if len({panel["panelIndex"] for panel in panels}) < len(panels):
        yield "a panel twice"
    for panel in panels:
        grid = panel["gridData"]
        if grid["i"] != panel["panelIndex"] or grid["w"] < 1 or grid["x"] + grid["w"] > 48:
            yield f"{panel['panelIndex']}: a wrong place"
        if panel["type"] == "search" and panel.get("panelRefName") != f"panel_{panel['panelIndex']}":
            yield f"{panel['panelIndex']}: a panel by reference under another name"
        if panel["type"] == "lens":
            yield from (f"{panel['panelIndex']}: {fault}" for fault in _of_lens(panel, references))
    for left, right in combinations(panels, 2):
        if overlap(left["gridData"], right["gridData"]):
            yield f"{left['panelIndex']} lies over {right['panelIndex']}"
    for id_, control in json.loads(one["attributes"]["controlGroupInput"]["panelsJSON"]).items():
        if control["explicitInput"]["id"] != id_:
            yield f"control {id_} calls itself otherwise"


def _of_lens(panel: dict[str, Any], references: dict[str, Any]) -> Iterator[str]:
    lens = panel["embeddableConfig"]["attributes"]
    for own in lens["references"]:
        if references.get(f"{panel['panelIndex']}:{own['name']}", {}).get("id") != own["id"]:
            yield f"{own['name']} is another for the dashboard"
    known = layers(panel)
    for id_, layer in known.items():
        columns = layer["columns"]
        if sorted(layer["columnOrder"]) != sorted(columns):
            yield f"layer {id_} orders other columns"
        for column in columns.values():
            ranked = column["params"].get("orderBy", {})
            if ranked and ranked["columnId"] not in columns:
                yield f"ranked by no column: {ranked['columnId']}"
    drawing = lens["state"]["visualization"]
    for drawn in drawing.get("layers", [drawing]):
        if drawn["layerId"] not in known:
            yield f"draws no layer: {drawn['layerId']}"
            continue
        columns = known[drawn["layerId"]]["columns"]
        if lost := set(drawn_columns(drawn)) - set(columns):
            yield f"draws no column: {sorted(lost)}"
        if left := set(columns) - set(drawn_columns(drawn)):
            yield f"draws not: {sorted(left)}"


def drawn_columns(drawn: dict[str, Any]) -> Iterator[str]:
    yield from (drawn[name] for name in ONE_COLUMN if name in drawn)
    for name in COLUMNS:
        yield from drawn.get(name, ())
    yield from (column["columnId"] for column in drawn.get("columns", ()))
