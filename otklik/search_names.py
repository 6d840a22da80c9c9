"""Holds the names in a search's options against the register and the index, and proposes the nearest one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from records.errors import UsageError
from records.registry import Registry
from records.search import Query
from search.engine import Engine
from search.named import find_people, split_parts
from search.spelling import list_people, nearest_name
from search.words import clean
from texts import _


def check_ids(query: Query, registry: Registry) -> None:
    """Raises UsageError for an id that the register lacks."""
    districts = sorted({region.district for region in registry.regions.values()})
    _check_known("--union", query.unions, registry.unions)
    _check_known("--region", query.regions, registry.regions)
    _check_known("--district", query.districts, districts)
    _check_known("--outlet", query.outlets, registry.outlets)
    _check_known("--topic", query.topics, registry.topics)
    _check_known("--campaign", query.campaigns, registry.campaigns)


def check_people(query: Query, engine: Engine) -> None:
    """Raises UsageError for a person whom no article in the index names."""
    for name in query.people:
        if not engine.count(Query(people=(name,), kinds=())):
            meant = _meant_person(name, list_people(engine))
            raise UsageError(
                _("--person: такого человека нет ни в одной статье: «{name}».", name=name)
                + (" " + _("Возможно, вы имели в виду «{word}».", word=meant) if meant else "")
            )


def _meant_person(name: str, known: Sequence[str]) -> str | None:
    """In another case or with a patronymic, else misspelt."""
    typed = split_parts(clean(name))
    found = next(find_people(typed, known), None)
    return found.id if found else nearest_name(name, known)


def _check_known(option: str, ids: Sequence[str], known: Collection[str]) -> None:
    for unknown in (each for each in ids if each not in known):
        likely = get_close_matches(unknown, known, n=1)
        raise UsageError(
            _("{option}: в реестре нет «{id}».", option=option, id=unknown)
            + (" " + _("Возможно, {name}?", name=likely[0]) if likely else "")
            + (" " + _("Список: otklik registry list") if option == "--union" else "")
            + (" " + _("Список: otklik sources list") if option == "--outlet" else "")
        )
