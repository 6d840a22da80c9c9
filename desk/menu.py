"""The menu of the desk, and what its forms offer to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.registry import Region, Registry, Union
from texts import _
from texts.names import region_name

_KINDS = ("confederation", "all-russian", "interregional", "territorial", "regional", "primary")


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuItem:
    path: str
    label: str
    is_here: bool


def list_menu(path: str) -> list[MenuItem]:
    """`path` is the page that is shown; a page below one of the menu marks it."""
    items = [
        ("/", _("Обзор"), ("/",)),
        ("/search", _("Поиск"), ("/search", "/article/", "/story/")),
        ("/absences", _("Без нас"), ("/absences",)),
        ("/releases", _("Свои релизы"), ("/releases",)),
        ("/topics", _("Кампании и темы"), ("/topics", "/topic/", "/campaign/")),
        ("/outlets", _("Издания"), ("/outlets", "/outlet/")),
        ("/people", _("Люди"), ("/people", "/person")),
        ("/sources", _("Источники"), ("/sources",)),
        ("/corrections", _("Исправления"), ("/corrections",)),
        ("/saved", _("Сохранённое"), ("/saved",)),
    ]
    return [MenuItem(path=where, label=label, is_here=_is_here(path, marks)) for where, label, marks in items]


def _is_here(path: str, marks: Sequence[str]) -> bool:
    return any(path == mark or (mark != "/" and path.startswith(mark)) for mark in marks)


def union_choices(registry: Registry, watched: Sequence[str]) -> list[Union]:
    """Those watched first, then by kind and name; no distractors."""
    first = [registry.unions[id_] for id_ in watched if id_ in registry.unions]
    others = [each for each in registry.unions.values() if each.kind in _KINDS and each not in first]
    return [*first, *sorted(others, key=lambda each: (_KINDS.index(each.kind), each.short))]


def region_choices(registry: Registry) -> list[Region]:
    return sorted(registry.regions.values(), key=region_name)
