"""Which of several unions a short name means, by what else the text says and by where it stood; or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from records.registry import Union


def settle(
    candidates: Collection[str],
    *,
    named: Collection[str],
    regions: Mapping[str, int],
    outlet_region: str,
    unions: Mapping[str, Union],
    bare: bool = False,
) -> str | None:
    """One of the candidates, or None where it stays open.

    `named` are the unions that the text names without doubt, `regions` the federal subjects it names. A full name
    nearby decides; else the only candidate of whose region the text speaks; else the outlet's own region. For a
    `bare` name («облсовпроф») a place alone is too little unless the outlet's region agrees or the text names no other.
    """
    mentioned = [union for union in candidates if union in named]
    if len(mentioned) == 1:
        return mentioned[0]
    at_home = [union for union in candidates if outlet_region and outlet_region in unions[union].regions]
    in_text = [union for union in candidates if any(code in regions for code in unions[union].regions)]
    if len(in_text) == 1 and (not bare or not at_home or in_text == at_home):
        return in_text[0]
    if len(at_home) == 1:
        return at_home[0]
    return None
