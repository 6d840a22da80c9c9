"""Which of several unions a short name means, by what else the text says and by where it stood; or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from records.registry import Union


def settle(
    candidates: Collection[str],
    *,
    named: Collection[str],
    before: Mapping[str, int],
    regions: Mapping[str, int],
    outlet_region: str,
    unions: Mapping[str, Union],
    bare: bool = False,
) -> str | None:
    """One of the candidates, or None where it stays open.

    `named` are the unions that the text names without doubt, `before` those of them before this name with their
    places, `regions` the federal subjects it names. A full name decides, the nearest one before where there are
    several; else the only candidate of whose region the text speaks; else the outlet's own region. Where an outlet's
    own union and another stand against each other it stays open; but for a mere place a `bare` name («облсовпроф»)
    means the outlet's own.
    """
    mentioned = [union for union in candidates if union in named]
    at_home = [union for union in candidates if outlet_region and outlet_region in unions[union].regions]
    if len(mentioned) == 1:
        return mentioned[0] if not bare or not at_home or mentioned == at_home else None
    if before_it := [union for union in mentioned if union in before]:
        return max(before_it, key=lambda union: before[union])
    in_text = [union for union in candidates if any(code in regions for code in unions[union].regions)]
    if len(in_text) == 1 and (not at_home or in_text == at_home):
        return in_text[0]
    if len(at_home) == 1 and (bare or len(in_text) != 1):
        return at_home[0]
    return None
