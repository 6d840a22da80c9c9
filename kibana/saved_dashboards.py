"""A dashboard as Kibana 8.19 to 9.4 saves it: panels and controls are JSON in strings, ids stand among references."""

from __future__ import annotations

from kibana.grid import Place, place_panels
from kibana.identifiers import Identifiers
from kibana.lens import lens_attributes
from kibana.lens_columns import Body, kuery
from kibana.panels import Control, Counted, Dashboard, Listing, Note, Panel
from kibana.saved_objects import reference, saved_object, write_json


def saved_dashboard(dashboard: Dashboard, ids: Identifiers) -> Body:
    placed = [_panel(panel, place, ids) for panel, place in place_panels(dashboard)]
    attributes = {
        "title": dashboard.title,
        "description": dashboard.description,
        "version": 1,
        "timeRestore": True,
        "timeFrom": f"now-{dashboard.days}d/d",
        "timeTo": "now",
        "kibanaSavedObjectMeta": {
            "searchSourceJSON": write_json({"query": kuery(dashboard.where), "filter": []})
        },
        "optionsJSON": write_json(
            {
                "useMargins": True,
                "syncColors": True,
                "syncCursor": True,
                "syncTooltips": False,
                "hidePanelTitles": False,
            }
        ),
        "panelsJSON": write_json([panel for panel, _ in placed]),
        "controlGroupInput": _controls(dashboard),
    }
    references = [one for _, own in placed for one in own]
    references += [_control_reference(control, ids) for control in dashboard.controls]
    return saved_object("dashboard", ids.dashboard(dashboard), attributes, references)


def _panel(panel: Panel, place: Place, ids: Identifiers) -> tuple[Body, list[Body]]:
    """The panel and what the dashboard must refer to for its sake."""
    kind, settings, own, references = _embed(panel, ids)
    body = {
        "type": kind,
        "panelIndex": panel.id,
        "gridData": {"x": place.x, "y": place.y, "w": place.width, "h": place.height, "i": panel.id},
        "embeddableConfig": {"enhancements": {}, "title": panel.title} | settings,
        "title": panel.title,
    }
    return body | own, [one | {"name": f"{panel.id}:{one['name']}"} for one in references]


def _embed(panel: Panel, ids: Identifiers) -> tuple[str, Body, Body, list[Body]]:
    match panel:
        case Note():
            return "visualization", {"savedVis": _markdown(panel)}, {}, []
        case Listing():
            name = f"panel_{panel.id}"
            return (
                "search",
                {},
                {"panelRefName": name},
                [reference("search", ids.search(panel.search), name)],
            )
        case Counted():
            attributes = lens_attributes(panel, ids.data_view(panel.projection))
            return "lens", {"attributes": attributes}, {}, attributes["references"]
    raise TypeError(type(panel).__name__)


def _markdown(note: Note) -> Body:
    return {
        "id": "",
        "title": note.title,
        "description": "",
        "type": "markdown",
        "params": {"fontSize": 12, "openLinksInNewTab": True, "markdown": note.text},
        "uiState": {},
        "data": {"aggs": [], "searchSource": {"query": kuery(()), "filter": []}},
    }


def _controls(dashboard: Dashboard) -> Body:
    ignored = {
        "ignoreFilters": False,
        "ignoreQuery": False,
        "ignoreTimerange": False,
        "ignoreValidations": False,
    }
    return {
        "chainingSystem": "HIERARCHICAL",
        "controlStyle": "oneLine",
        "ignoreParentSettingsJSON": write_json(ignored),
        "panelsJSON": write_json(
            {control.id: _control(control, order) for order, control in enumerate(dashboard.controls)}
        ),
    }


def _control(control: Control, order: int) -> Body:
    return {
        "order": order,
        "width": "medium",
        "grow": True,
        "type": "optionsListControl",
        "explicitInput": {
            "id": control.id,
            "fieldName": control.field,
            "title": control.title,
            "selectedOptions": [],
            "enhancements": {},
        },
    }


def _control_reference(control: Control, ids: Identifiers) -> Body:
    name = f"controlGroup_{control.id}:optionsListDataView"
    return reference("index-pattern", ids.data_view(control.projection), name)
