"""Beside whom a union's voice is measured."""

from __future__ import annotations

from records.registry import Registry, Union


def find_siblings(registry: Registry, union: Union) -> tuple[str, ...]:
    """The ids of those of its kind under the same parents, itself among them; of a territorial federation those of its
    federal district, for neighbours are whom it is compared with. Of one without parents: its members."""
    if not union.parents:
        return tuple(sorted(id_ for id_, each in registry.unions.items() if union.id in each.parents))
    alike = [
        each
        for each in registry.unions.values()
        if each.kind == union.kind and not set(each.parents).isdisjoint(union.parents)
    ]
    if union.kind == "territorial":
        own = _districts(registry, union)
        alike = [each for each in alike if not own.isdisjoint(_districts(registry, each))]
    return tuple(sorted({union.id, *(each.id for each in alike)}))


def _districts(registry: Registry, union: Union) -> set[str]:
    return {registry.regions[code].district for code in union.regions if code in registry.regions}
