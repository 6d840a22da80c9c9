"""How else a person may be written: the surname alone, with initials, with or without a patronymic."""

from __future__ import annotations

from records.registry import Registry

_MOST = 40


def other_spellings(registry: Registry, name: str) -> list[str]:
    """What is worth looking up beside `name`, which ends with the surname; the register's full names first."""
    given, surname = _parts(name)
    wanted = dict.fromkeys(_full_names(registry, given, surname))
    for full in [name, *wanted]:
        wanted |= dict.fromkeys(_shorter(full))
    return [spelling for spelling in wanted if spelling != name][:_MOST]


def _parts(name: str) -> tuple[list[str], str]:
    *given, surname = name.split() or [""]
    return given, surname


def _full_names(registry: Registry, given: list[str], surname: str) -> list[str]:
    """Of leaders with this surname whose given names may be these."""
    found = []
    for union in registry.unions.values():
        for leader in union.leaders:
            their_given, their_surname = _parts(leader.name)
            if _alike(their_surname, surname) and all(map(_alike_given, their_given, given)):
                found.append(leader.name)
    return found


def _shorter(full: str) -> list[str]:
    given, surname = _parts(full)
    if not given:
        return []
    initials = [f"{word[0]}." for word in given]
    return [
        f"{given[0]} {surname}",
        f"{initials[0]} {surname}",
        f"{' '.join(initials)} {surname}",
        f"{''.join(initials)} {surname}",
        surname,
    ]


def _alike(one: str, other: str) -> bool:
    return one.lower().replace("ё", "е") == other.lower().replace("ё", "е")


def _alike_given(one: str, other: str) -> bool:
    """A name, or its first letter with a point."""
    short, long = sorted((one, other), key=len)
    return _alike(short, long) or (short.endswith(".") and _alike(short[:-1], long[: len(short) - 1]))
