"""All that is to stand in Kibana, as values: the one source of both forms in which it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kibana.boards import all_dashboards
from kibana.field_names import name_fields
from kibana.field_words import format_fields
from kibana.identifiers import Identifiers
from kibana.panels import TIME, Dashboard, Search
from kibana.searches import all_searches
from records.registry import Registry
from records.search import Projection
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class DataView:
    """How Kibana sees one projection. `names` and `formats` are by field."""

    projection: Projection
    id: str
    title: str  # the alias that it reads
    name: str
    time: str
    names: Mapping[str, str]
    formats: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    ids: Identifiers
    data_views: tuple[DataView, ...]
    searches: tuple[Search, ...]
    dashboards: tuple[Dashboard, ...]


def gather_content(ids: Identifiers, registry: Registry) -> Content:
    """In the language that is chosen now, with the register's names for ids."""
    return Content(
        ids=ids,
        data_views=(
            _data_view("articles", _("статьи"), ids, registry),
            _data_view("mentions", _("упоминания"), ids, registry),
        ),
        searches=all_searches(),
        dashboards=all_dashboards(),
    )


def _data_view(projection: Projection, holds: str, ids: Identifiers, registry: Registry) -> DataView:
    """The prefix is in the name, too: what is created with `override` replaces whatever has the same name."""
    name = _("Отклик: {holds}", holds=holds)
    return DataView(
        projection=projection,
        id=ids.data_view(projection),
        title=ids.alias(projection),
        name=name if ids.prefix == Identifiers().prefix else f"{name} ({ids.prefix})",
        time=TIME,
        names=name_fields(projection),
        formats=format_fields(projection, registry),
    )
