"""One saved object of Kibana's, in the form in which it exports and imports them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kibana.lens_columns import Body

# A Kibana refuses what is stamped later than itself, and brings forward what is stamped earlier.
CORE_STAMP = "8.8.0"
STAMPS: Mapping[str, str] = {"index-pattern": "8.0.0", "search": "8.0.0", "dashboard": "8.9.0"}


def saved_object(kind: str, id_: str, attributes: Body, references: list[Body]) -> Body:
    return {
        "type": kind,
        "id": id_,
        "attributes": attributes,
        "references": references,
        "managed": False,
        "coreMigrationVersion": CORE_STAMP,
        "typeMigrationVersion": STAMPS[kind],
    }


def reference(kind: str, id_: str, name: str) -> Body:
    return {"type": kind, "id": id_, "name": name}


def write_json(value: Any) -> str:
    """The same bytes for the same value; also for the JSON that stands in strings of a saved object."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
