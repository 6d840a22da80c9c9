"""Bodies of Kibana's own API (Dashboards: 9.5 and later; data views), which refuses what its schema does not know."""

from __future__ import annotations

from kibana.api_charts import Body, draw_chart, query
from kibana.content import DataView
from kibana.grid import Place, place_panels
from kibana.identifiers import Identifiers
from kibana.panels import TIME, Control, Counted, Dashboard, Listing, Note, Panel, Search
from records.search import Projection


def data_view_body(view: DataView) -> Body:
    """Of `POST /api/data_views/data_view`; what stands under the id is replaced."""
    return {
        "data_view": {
            "id": view.id,
            "title": view.title,
            "name": view.name,
            "timeFieldName": view.time,
            "fieldAttrs": {field: {"customLabel": name} for field, name in view.names.items()},
            "fieldFormats": dict(view.formats),
        },
        "override": True,
    }


def dashboard_body(dashboard: Dashboard, ids: Identifiers) -> Body:
    """Of `PUT /api/dashboards/{id}`; the id stands in the address alone."""
    return {
        "title": dashboard.title,
        "description": dashboard.description,
        "time_range": {"from": f"now-{dashboard.days}d/d", "to": "now"},
        "query": query(dashboard.where),
        "options": {"use_margins": True, "sync_cursor": True, "sync_colors": True},
        "pinned_panels": [_control(control, ids) for control in dashboard.controls],
        "panels": [_panel(panel, place, ids) for panel, place in place_panels(dashboard)],
    }


def _control(control: Control, ids: Identifiers) -> Body:
    return {
        "id": control.id,
        "type": "options_list_control",
        "width": "medium",
        "grow": True,
        "config": {
            "title": control.title,
            "data_view_id": ids.data_view(control.projection),
            "field_name": control.field,
        },
    }


def _panel(panel: Panel, place: Place, ids: Identifiers) -> Body:
    kind, config = _config(panel, ids)
    return {
        "id": panel.id,
        "type": kind,
        "grid": {"x": place.x, "y": place.y, "w": place.width, "h": place.height},
        "config": {"title": panel.title} | config,
    }


def _config(panel: Panel, ids: Identifiers) -> tuple[str, Body]:
    match panel:
        case Note():
            return "markdown", {"content": panel.text, "settings": {"open_links_in_new_tab": True}}
        case Listing():
            return "discover_session", {"tabs": [_tab(panel.search, ids)]}
        case Counted():
            return "vis", draw_chart(panel, data_source(panel.projection, ids))
    raise TypeError(type(panel).__name__)


def _tab(search: Search, ids: Identifiers) -> Body:
    return {
        "data_source": data_source(search.projection, ids),
        "query": query(search.where),
        "column_order": list(search.columns),
        "sort": [{"name": TIME, "direction": "desc"}],
        "row_height": 3,
    }


def data_source(projection: Projection, ids: Identifiers) -> Body:
    return {"type": "data_view_reference", "ref_id": ids.data_view(projection)}
