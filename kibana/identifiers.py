"""The ids of what is installed: fixed, readable, and of one space, for Kibana knows an id once for all its spaces."""

from __future__ import annotations

from dataclasses import dataclass

from kibana.addresses import DEFAULT_SPACE
from kibana.panels import Dashboard, Search
from records.search import Projection


@dataclass(frozen=True, kw_only=True, slots=True)
class Identifiers:
    """`prefix` is that of the indices: two installations of Otklik may share a Kibana."""

    prefix: str = "otklik"
    space: str = DEFAULT_SPACE

    def alias(self, projection: Projection) -> str:
        return f"{self.prefix}-{projection}"

    def data_view(self, projection: Projection) -> str:
        return f"{self.prefix}-{self.space}-{projection}"

    def search(self, search: Search) -> str:
        return f"{self.prefix}-{self.space}-{search.id}"

    def dashboard(self, dashboard: Dashboard) -> str:
        return f"{self.prefix}-{self.space}-{dashboard.id}"
