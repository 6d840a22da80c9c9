"""The shapes of the panels that we send, as a JSON Schema of our own: what is not named here must not be sent.

Written after what the Dashboards API of 9.5 documents; stricter than it, for it lists only what we use.
"""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]

TEXT: Shape = {"type": "string", "minLength": 1}


def closed(required: Shape, optional: Shape | None = None) -> Shape:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def const(value: object) -> Shape:
    return {"const": value}


def enum(*values: object) -> Shape:
    return {"enum": list(values)}


def whole(least: int, most: int) -> Shape:
    return {"type": "integer", "minimum": least, "maximum": most}


def some(shape: Shape, most: int = 100) -> Shape:
    return {"type": "array", "items": shape, "minItems": 1, "maxItems": most}


SOURCE = closed({"type": const("data_view_reference"), "ref_id": TEXT})
QUERY = closed({"expression": TEXT, "language": const("kql")})
FORMAT = closed({"type": const("number"), "decimals": whole(0, 3)})


def measure(**more: Shape) -> Shape:
    """A count has no field; everything else has one."""
    both = {"label": TEXT} | more
    options = {"filter": QUERY, "time_shift": {"type": "string", "pattern": "^[0-9]+[dw]$"}, "format": FORMAT}
    return {
        "oneOf": [
            closed({"operation": const("count")} | both, options),
            closed({"operation": enum("unique_count", "average", "max"), "field": TEXT} | both, options),
        ]
    }


RANK = closed({"type": const("metric"), "metric_index": whole(0, 50), "direction": const("desc")})
TERMS = (
    {
        "operation": const("terms"),
        "label": TEXT,
        "fields": some(TEXT, 1),
        "limit": whole(1, 100),
        "rank_by": RANK,
    },
    {"other_bucket": closed({"include_documents_without_field": {"type": "boolean"}})},
)
CHOICES = {
    "operation": const("filters"),
    "label": TEXT,
    "filters": some(closed({"label": TEXT, "filter": QUERY})),
}
DATES = {
    "operation": const("date_histogram"),
    "label": TEXT,
    "field": TEXT,
    "suggested_interval": enum("1d", "1w"),
}
FIRST = {"aggregate_first": {"type": "boolean"}}


def split(more: Shape | None = None) -> Shape:
    more = more or {}
    return {
        "oneOf": [
            closed(TERMS[0] | more, TERMS[1]),
            closed(CHOICES | more),
            closed(DATES | more),
        ]
    }


BARS = closed(
    {
        "title": TEXT,
        "type": const("xy"),
        "layers": some(
            closed(
                {
                    "type": enum(
                        "bar_stacked",
                        "bar_percentage",
                        "bar_horizontal",
                        "bar_horizontal_stacked",
                        "bar_horizontal_percentage",
                    ),
                    "data_source": SOURCE,
                    "x": split(),
                    "y": some(measure(), 1),
                },
                {"breakdown_by": split(FIRST)},
            ),
            1,
        ),
    },
    {"query": QUERY},
)
NUMBER = closed(
    {
        "title": TEXT,
        "type": const("metric"),
        "data_source": SOURCE,
        "metrics": {
            "type": "array",
            "prefixItems": [measure(type=const("primary")), measure(type=const("secondary"))],
            "items": False,
            "minItems": 1,
        },
    },
    {"query": QUERY},
)
SHARES = closed(
    {
        "title": TEXT,
        "type": const("pie"),
        "data_source": SOURCE,
        "metrics": some(measure(), 1),
        "group_by": some(split(), 1),
        "styling": closed(
            {
                "donut_hole": enum("s", "m", "l"),
                "values": closed({"visible": {"type": "boolean"}, "mode": enum("absolute", "percentage")}),
            }
        ),
    },
    {"query": QUERY},
)
TABLE = closed(
    {
        "title": TEXT,
        "type": const("data_table"),
        "data_source": SOURCE,
        "metrics": some(measure()),
        "rows": some(closed(*TERMS), 1),
    },
    {"query": QUERY},
)
LIST = closed(
    {
        "title": TEXT,
        "tabs": some(
            closed(
                {
                    "data_source": SOURCE,
                    "query": QUERY,
                    "column_order": some(TEXT),
                    "sort": some(closed({"name": TEXT, "direction": enum("asc", "desc")}), 1),
                    "row_height": whole(1, 20),
                }
            ),
            1,
        ),
    }
)
NOTE = closed(
    {
        "title": TEXT,
        "content": TEXT,
        "settings": closed({"open_links_in_new_tab": {"type": "boolean"}}),
    }
)
GRID = closed({"x": whole(0, 47), "y": whole(0, 10_000), "w": whole(1, 48), "h": whole(1, 100)})


def panel(kind: str, config: Shape) -> Shape:
    return closed({"id": TEXT, "type": const(kind), "grid": GRID, "config": config})


DASHBOARD: Shape = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(
        {
            "title": TEXT,
            "description": TEXT,
            "time_range": closed(
                {"from": {"type": "string", "pattern": "^now-[0-9]+d/d$"}, "to": const("now")}
            ),
            "query": QUERY,
            "options": closed(
                {name: {"type": "boolean"} for name in ("use_margins", "sync_cursor", "sync_colors")}
            ),
            "pinned_panels": some(
                closed(
                    {
                        "id": TEXT,
                        "type": const("options_list_control"),
                        "width": enum("small", "medium", "large"),
                        "grow": {"type": "boolean"},
                        "config": closed({"title": TEXT, "data_view_id": TEXT, "field_name": TEXT}),
                    }
                )
            ),
            "panels": some(
                {
                    "oneOf": [
                        panel("markdown", NOTE),
                        panel("discover_session", LIST),
                        *(panel("vis", chart) for chart in (BARS, NUMBER, SHARES, TABLE)),
                    ]
                }
            ),
        }
    ),
}
ATTRIBUTES = closed({"customLabel": TEXT})
FIELD_FORMAT: Shape = {
    "oneOf": [
        closed(
            {
                "id": const("static_lookup"),
                "params": closed({"lookupEntries": some(closed({"key": TEXT, "value": TEXT}), 10_000)}),
            }
        ),
        closed({"id": const("url"), "params": closed({"type": const("a")})}),
        closed({"id": const("number"), "params": closed({"pattern": TEXT})}),
    ]
}
DATA_VIEW: Shape = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(
        {
            "data_view": closed(
                {
                    "id": TEXT,
                    "title": TEXT,
                    "name": TEXT,
                    "timeFieldName": TEXT,
                    "fieldAttrs": {"type": "object", "additionalProperties": ATTRIBUTES},
                    "fieldFormats": {"type": "object", "additionalProperties": FIELD_FORMAT},
                }
            ),
            "override": const(True),
        }
    ),
}
