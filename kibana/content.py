"""All that is to stand in Kibana, as values: the one source of both forms in which it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
            _data_view("articles", _("Отклик: статьи"), ids, registry),
            _data_view("mentions", _("Отклик: упоминания"), ids, registry),
        ),
        searches=tuple(replace(search, title=_own(search.title, ids)) for search in all_searches()),
        dashboards=tuple(replace(board, title=_own(board.title, ids)) for board in all_dashboards()),
    )


def _own(title: str, ids: Identifiers) -> str:
    """With the prefix where it is not the usual one, so that two installations in one space can be told apart."""
    return title if ids.prefix == Identifiers().prefix else f"{title} ({ids.prefix})"


def _data_view(projection: Projection, name: str, ids: Identifiers, registry: Registry) -> DataView:
    """No two have one name: what is created with `override` replaces whatever is called so, under any id."""
    return DataView(
        projection=projection,
        id=ids.data_view(projection),
        title=ids.alias(projection),
        name=_own(name, ids),
        time=TIME,
        names=name_fields(projection),
        formats=format_fields(projection, registry),
    )
