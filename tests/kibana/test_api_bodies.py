"""Bodies for the Dashboards API hold their shape, and what holds them would see if they did not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kibana.api_bodies import dashboard_body, data_view_body
from tests.kibana.api_faults import find_faults
from tests.kibana.content import make_content
from tests.kibana.shapes import DATA_VIEW

CONTENT = make_content()
BODIES = {board.id: dashboard_body(board, CONTENT.ids) for board in CONTENT.dashboards}
VIEWS = [view.id for view in CONTENT.data_views]
# The API's own schema, beside the repository where somebody keeps it; Kibana's licence keeps it out.
_NAME = "shared/kibana/dashboards-put.schema.json"
SHARED = next((found for up in Path(__file__).parents[3:] if (found := up / _NAME).exists()), None)


@cache
def second_judge() -> Draft202012Validator:
    assert SHARED
    return Draft202012Validator(json.loads(SHARED.read_text("utf-8")))


needs_second_judge = pytest.mark.skipif(
    SHARED is None, reason="the API's own schema is not beside the repository"
)


@pytest.mark.parametrize("board", BODIES)
def test_a_dashboard_has_the_shape_that_the_api_takes(board: str) -> None:
    assert find_faults(BODIES[board], VIEWS) == []


@needs_second_judge
@pytest.mark.parametrize("board", BODIES)
def test_the_schema_of_the_api_itself_takes_a_dashboard(board: str) -> None:
    assert [error.message for error in second_judge().iter_errors(BODIES[board])] == []


@pytest.mark.parametrize("view", CONTENT.data_views, ids=lambda view: view.projection)
def test_a_data_view_has_its_shape_and_replaces_what_was_there(view: Any) -> None:
    body = data_view_body(view)
    assert [error.message for error in Draft202012Validator(DATA_VIEW).iter_errors(body)] == []
    broken = copy.deepcopy(body)
    broken["data_view"]["fieldFormats"]["tone"] = {"id": "static_lookup", "params": {"lookup": []}}
    assert list(Draft202012Validator(DATA_VIEW).iter_errors(broken))


def panel(body: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(each for each in body["panels"] if kind in (each["type"], each["config"].get("type")))


def config(body: dict[str, Any], kind: str) -> dict[str, Any]:
    return panel(body, kind)["config"]  # type: ignore[no-any-return]


# Each spoils a sound body of «Неделя» or «Тональность»; the second judge knows all of these too.
WRONG_SHAPES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no title": lambda body: body.pop("title"),
    "an unknown key": lambda body: body.update(access_control={}),
    "an unknown option": lambda body: body["options"].update(useMargins=True),
    "lucene spelt otherwise": lambda body: body["query"].update(language="kuery"),
    "a query in words": lambda body: body.update(query="tone < 0"),
    "a panel of no type": lambda body: body["panels"][0].pop("type"),
    "a panel of the old name": lambda body: panel(body, "vis").update(type="lens"),
    "a map": lambda body: panel(body, "vis").update(type="map"),
    "a panel without a place": lambda body: body["panels"][1].pop("grid"),
    "a width of none": lambda body: body["panels"][1]["grid"].update(w=0),
    "a width beyond the grid": lambda body: body["panels"][1]["grid"].update(w=49),
    "an id inside the config": lambda body: config(body, "markdown").update(id="x"),
    "a note without words": lambda body: config(body, "markdown").pop("content"),
    "an unknown chart": lambda body: config(body, "xy").update(type="bars"),
    "an unknown series": lambda body: config(body, "xy")["layers"][0].update(type="bar_percentage_stacked"),
    "a layer without a source": lambda body: config(body, "xy")["layers"][0].pop("data_source"),
    "a source by another name": lambda body: config(body, "metric")["data_source"].update(
        type="index_pattern"
    ),
    "a source without an id": lambda body: config(body, "metric")["data_source"].pop("ref_id"),
    "a metric of no rank": lambda body: config(body, "metric")["metrics"][0].pop("type"),
    "no metric": lambda body: config(body, "metric").update(metrics=[]),
    "an unknown operation": lambda body: config(body, "data_table")["metrics"][0].update(
        operation="distinct"
    ),
    "a field in terms": lambda body: config(body, "data_table")["rows"][0].update(field="region"),
    "terms without fields": lambda body: config(body, "data_table")["rows"][0].pop("fields"),
    "ranked by nothing known": lambda body: config(body, "data_table")["rows"][0].update(rank_by="count"),
    "two tabs": lambda body: config(body, "discover_session")["tabs"].append(
        config(body, "discover_session")["tabs"][0]
    ),
    "sorted sideways": lambda body: config(body, "discover_session")["tabs"][0]["sort"][0].update(
        direction="down"
    ),
    "columns by the old name": lambda body: config(body, "discover_session")["tabs"][0].update(
        columns=["url"]
    ),
    "a control without a field": lambda body: body["pinned_panels"][0]["config"].pop("field_name"),
    "a control of no such width": lambda body: body["pinned_panels"][0].update(width="wide"),
}


@pytest.mark.parametrize("mutation", WRONG_SHAPES)
def test_a_wrong_shape_is_seen(mutation: str) -> None:
    body = copy.deepcopy(BODIES["week"])
    WRONG_SHAPES[mutation](body)
    assert find_faults(body, VIEWS)


@needs_second_judge
@pytest.mark.parametrize("mutation", WRONG_SHAPES)
def test_the_schema_of_the_api_sees_the_same_wrong_shape(mutation: str) -> None:
    body = copy.deepcopy(BODIES["week"])
    WRONG_SHAPES[mutation](body)
    assert not second_judge().is_valid(body)


WRONG_MEANINGS: dict[str, Callable[[dict[str, Any]], object]] = {
    "over another panel": lambda body: body["panels"][1]["grid"].update(y=0),
    "beyond the last column": lambda body: body["panels"][4]["grid"].update(x=40),
    "an id twice": lambda body: body["panels"][1].update(id="note"),
    "a control's id twice": lambda body: body["pinned_panels"][1].update(id="union"),
    "a data view that is not there": lambda body: config(body, "metric")["data_source"].update(
        ref_id="otklik-mentions"
    ),
    "a control over another's data": lambda body: body["pinned_panels"][0]["config"].update(
        data_view_id="logs"
    ),
    "ranked by a measure that is not there": lambda body: config(body, "data_table")["rows"][0][
        "rank_by"
    ].update(metric_index=3),
    "a count of a field": lambda body: config(body, "data_table")["metrics"][1].update(field="region"),
    "an average of nothing": lambda body: config(body, "data_table")["metrics"][0].pop("field"),
}


@pytest.mark.parametrize("mutation", WRONG_MEANINGS)
def test_what_a_shape_cannot_say_is_seen_too(mutation: str) -> None:
    body = copy.deepcopy(BODIES["week"])
    WRONG_MEANINGS[mutation](body)
    assert find_faults(body, VIEWS)
