"""What is wrong with a body of the Dashboards API: its shape, its grid, its ids, and where its references lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Any

from jsonschema import Draft202012Validator

from tests.kibana.shapes import DASHBOARD

_SHAPE = Draft202012Validator(DASHBOARD)


def find_faults(body: dict[str, Any], data_views: Collection[str]) -> list[str]:
    shape = [f"{error.json_path}: {error.message[:200]}" for error in _SHAPE.iter_errors(body)]
    return shape or [*_grid(body["panels"]), *_ids(body), *_references(body, data_views), *_ranks(body)]


def _grid(panels: list[Any]) -> Iterator[str]:
    for panel in panels:
        if panel["grid"]["x"] + panel["grid"]["w"] > 48:
            yield f"{panel['id']} is beyond the grid"
    for one, other in combinations(panels, 2):
        if overlap(one["grid"], other["grid"]):
            yield f"{one['id']} lies over {other['id']}"


def overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    return (
        one["x"] < other["x"] + other["w"]
        and other["x"] < one["x"] + one["w"]
        and one["y"] < other["y"] + other["h"]
        and other["y"] < one["y"] + one["h"]
    )


def _ids(body: dict[str, Any]) -> Iterator[str]:
    for part in ("panels", "pinned_panels"):
        counted = Counter(panel["id"] for panel in body[part])
        yield from (f"{id_} stands {times} times" for id_, times in counted.items() if times > 1)


def _references(body: Any, data_views: Collection[str]) -> Iterator[str]:
    for name, value in pairs(body):
        if name in ("ref_id", "data_view_id") and value not in data_views:
            yield f"no data view {value}"


def _ranks(body: Any) -> Iterator[str]:
    for panel in body["panels"]:
        config = panel["config"]
        measures = config.get("metrics") or config.get("layers", [{}])[0].get("y", [])
        for name, value in pairs(config):
            if name == "metric_index" and value >= len(measures):
                yield f"{panel['id']}: ranked by measure {value} of {len(measures)}"


def pairs(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key of every object inside, with its value."""
    if isinstance(value, dict):
        yield from value.items()
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from pairs(each)
