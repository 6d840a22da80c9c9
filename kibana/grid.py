"""Where the panels of a dashboard stand on Kibana's grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kibana.panels import Dashboard, Panel

COLUMNS = 48


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    x: int
    y: int
    width: int
    height: int


def place_panels(dashboard: Dashboard) -> Iterator[tuple[Panel, Place]]:
    """Row below row, from the left: nothing can overlap. Raises ValueError where a row is wider than the grid."""
    y = 0
    for row in dashboard.rows:
        x = 0
        for panel in row.panels:
            yield panel, Place(x=x, y=y, width=panel.width, height=row.height)
            x += panel.width
        if x > COLUMNS:
            raise ValueError(f"{dashboard.id}: a row of {x} columns")
        y += row.height
