"""Names that two unions of the register share, in any of their case forms, and what settles them in a text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from nlp.folding import split_words
from nlp.matching import build_names
from records.registry import Registry, Union

By = Literal["region", "name"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """A name that each of these unions has, as the register writes it, and all its folded forms that they share.

    `by` is "region" where the outlet's region or a place in the text can tell them apart, else "name": only the full
    name of one of them nearby can. Without either the name stays unlinked, and is counted as open.
    """

    name: str
    forms: tuple[str, ...]
    unions: tuple[str, ...]
    by: By


def find_clashes(registry: Registry) -> list[Clash]:
    """All clashes, by their names. Names that any region's federation has («облсовпроф») are none: nobody's."""
    shared: dict[frozenset[str], set[str]] = {}
    for form, names in build_names(registry).entries():
        unions = frozenset(name.union for name in names if not name.bare and name.needs != "ending")
        if len(unions) > 1:
            shared.setdefault(unions, set()).add(" ".join(form))
    clashes = [
        Clash(
            name=_stated(forms, [registry.unions[union] for union in unions]),
            forms=tuple(sorted(forms)),
            unions=tuple(sorted(unions)),
            by="region" if _differ_by_region([registry.unions[union] for union in unions]) else "name",
        )
        for unions, forms in shared.items()
    ]
    return sorted(clashes, key=lambda clash: clash.name)


def needs_care(clash: Clash, unions: Mapping[str, Union]) -> bool:
    """Is a union of ours in it that nothing but a full name tells apart?"""
    return clash.by == "name" and any(unions[union].kind != "distractor" for union in clash.unions)


def _stated(forms: Collection[str], unions: Sequence[Union]) -> str:
    """As one of the unions states it; a form that the press derives («Томский облсовпроф») as it is."""
    stated = (name for union in unions for name in (union.short, *union.aliases, union.name))
    return next((name for name in stated if " ".join(_folded(name)) in forms), min(forms, key=len))


def _folded(name: str) -> list[str]:
    return [word.form for word in split_words(name)]


def _differ_by_region(unions: Sequence[Union]) -> bool:
    """Has each its own regions? One without any (another country's) may stand beside ours: no outlet here is its."""
    ours = [set(union.regions) for union in unions if union.regions or union.kind != "distractor"]
    return len(ours) > 0 and all(ours) and all(one.isdisjoint(other) for one, other in combinations(ours, 2))
