"""Whichever way a Kibana is given them, it shows the same dashboards."""

from __future__ import annotations

import json

import pytest

from kibana.api_bodies import dashboard_body, data_view_body
from kibana.bundle import build_bundle
from kibana.panels import Dashboard
from tests.kibana.content import make_content
from tests.kibana.readings import read_body, read_saved

CONTENT = make_content()
BUNDLE = {(one["type"], one["id"]): one for one in build_bundle(CONTENT)}
SEARCHES = {id_: one for (kind, id_), one in BUNDLE.items() if kind == "search"}

each_dashboard = pytest.mark.parametrize("board", CONTENT.dashboards, ids=lambda board: board.id)


@each_dashboard
def test_both_forms_have_the_same_panels_with_the_same_questions(board: Dashboard) -> None:
    body = dashboard_body(board, CONTENT.ids)
    saved = BUNDLE["dashboard", CONTENT.ids.dashboard(board)]
    assert read_body(body) == read_saved(saved, SEARCHES)
    assert [one.id for one in read_body(body)] == [panel.id for panel in board.panels]


@each_dashboard
def test_both_forms_open_on_the_same_days_question_and_controls(board: Dashboard) -> None:
    body = dashboard_body(board, CONTENT.ids)
    attributes = BUNDLE["dashboard", CONTENT.ids.dashboard(board)]["attributes"]
    assert (attributes["title"], attributes["description"]) == (body["title"], body["description"])
    assert {"from": attributes["timeFrom"], "to": attributes["timeTo"]} == body["time_range"]
    source = json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])
    assert source["query"]["query"] == body["query"]["expression"] == 'not outlet_kind : "union"'
    controls = json.loads(attributes["controlGroupInput"]["panelsJSON"])
    ordered = sorted(controls.items(), key=lambda item: item[1]["order"])
    assert [
        (id_, one["explicitInput"]["title"], one["explicitInput"]["fieldName"]) for id_, one in ordered
    ] == [(one["id"], one["config"]["title"], one["config"]["field_name"]) for one in body["pinned_panels"]]


def test_both_forms_have_the_same_data_views() -> None:
    for view in CONTENT.data_views:
        body = data_view_body(view)["data_view"]
        attributes = BUNDLE["index-pattern", view.id]["attributes"]
        assert body["id"] == view.id
        assert [attributes[key] for key in ("title", "name", "timeFieldName")] == [
            body[key] for key in ("title", "name", "timeFieldName")
        ]
        assert json.loads(attributes["fieldAttrs"]) == body["fieldAttrs"]
        assert json.loads(attributes["fieldFormatMap"]) == body["fieldFormats"]


def test_a_table_counts_by_the_commonest_values_of_the_whole_time() -> None:
    """Nested the other way round, each week of a chart would have its own unions."""
    voice = next(board for board in CONTENT.dashboards if board.id == "voice")
    (weeks,) = [one for one in read_body(dashboard_body(voice, CONTENT.ids)) if one.id == "weeks"]
    assert [split[0] for split in weeks.splits] == ["terms", "dates"]
