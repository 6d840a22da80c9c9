"""The dashboards: a module each, in the order in which a press officer opens them."""

from __future__ import annotations

from kibana.boards.campaigns import campaigns
from kibana.boards.outlets import outlets
from kibana.boards.tone import tone
from kibana.boards.voice import voice
from kibana.boards.week import week
from kibana.panels import Dashboard


def all_dashboards() -> tuple[Dashboard, ...]:
    """In the language that is chosen now."""
    return week(), tone(), outlets(), voice(), campaigns()
