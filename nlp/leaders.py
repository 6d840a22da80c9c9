"""Which union a person leads, by the full name, at a given time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from nlp.folding import fold
from nlp.person_names import is_initial, matches
from records.registry import Leader, Registry

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Office:
    name: Name
    union: str
    leader: Leader


class Leaders:
    def __init__(self, registry: Registry) -> None:
        self._offices = [
            _Office(tuple(fold(word) for word in leader.name.split()), union.id, leader)
            for union in registry.unions.values()
            for leader in union.leaders
            if not fold(leader.role).startswith("бывш")
        ]

    def union_of(self, name: Name, day: date, mentioned: Collection[str]) -> str | None:
        """The union that this person leads on that day; `mentioned` unions decide where there are several.

        The press leaves the patronymic out and turns the order round; an initial is too little.
        """
        if len(name) < 2 or any(map(is_initial, name)):
            return None
        folded = {fold(word) for word in name}
        held = [
            office
            for office in self._offices
            if not folded.isdisjoint(office.name)
            and (matches(name, office.name) or matches(office.name, name))
            and _may_hold(office.leader, day)
        ]
        # A term that is known to run outweighs one whose dates nobody stated.
        sure = [office for office in held if office.leader.since]
        return _only(sure, mentioned) or _only(held, mentioned)


def _may_hold(leader: Leader, day: date) -> bool:
    return (leader.since is None or leader.since <= day) and (leader.until is None or day <= leader.until)


def _only(offices: Sequence[_Office], mentioned: Collection[str]) -> str | None:
    unions = {office.union for office in offices}
    named = unions & set(mentioned)
    if len(named) == 1:
        return named.pop()
    return unions.pop() if len(unions) == 1 else None
