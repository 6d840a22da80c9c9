"""The bundle for Kibana 8.19 to 9.4: all saved objects, one JSON a line."""

from __future__ import annotations

from collections.abc import Sequence

from kibana.content import Content, DataView
from kibana.identifiers import Identifiers
from kibana.lens_columns import Body, kuery
from kibana.panels import TIME, Search
from kibana.saved_dashboards import saved_dashboard
from kibana.saved_objects import reference, saved_object, write_json

_SOURCE = "kibanaSavedObjectMeta.searchSourceJSON.index"


def build_bundle(content: Content) -> Sequence[Body]:
    """Those first that others refer to."""
    return [
        *(_data_view(view) for view in content.data_views),
        *build_searches(content),
        *(saved_dashboard(dashboard, content.ids) for dashboard in content.dashboards),
    ]


def build_searches(content: Content) -> Sequence[Body]:
    """The saved searches alone, which the API of 9.5 has no body for; their data views must be there."""
    return [_search(search, content.ids) for search in content.searches]


def write_lines(objects: Sequence[Body]) -> bytes:
    return b"".join(write_json(one).encode() + b"\n" for one in objects)


def _data_view(view: DataView) -> Body:
    attributes = {
        "title": view.title,
        "name": view.name,
        "timeFieldName": view.time,
        "fields": "[]",
        "fieldAttrs": write_json({field: {"customLabel": name} for field, name in view.names.items()}),
        "fieldFormatMap": write_json(view.formats),
        "runtimeFieldMap": "{}",
        "sourceFilters": "[]",
        "allowHidden": False,
    }
    return saved_object("index-pattern", view.id, attributes, [])


def _search(search: Search, ids: Identifiers) -> Body:
    source = {"query": kuery(search.where), "filter": [], "indexRefName": _SOURCE}
    attributes = {
        "title": search.title,
        "description": search.description,
        "columns": list(search.columns),
        "sort": [[TIME, "desc"]],
        "grid": {},
        "hideChart": True,
        "isTextBasedQuery": False,
        "usesAdHocDataView": False,
        "timeRestore": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": write_json(source)},
    }
    data_view = reference("index-pattern", ids.data_view(search.projection), _SOURCE)
    return saved_object("search", ids.search(search), attributes, [data_view])
