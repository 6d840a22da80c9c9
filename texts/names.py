"""The names of the register in the reader's language, as far as the register has them."""

from __future__ import annotations

from records.registry import Region
from texts import current_language


def region_name(region: Region) -> str:
    return region.name_en if current_language() == "en" and region.name_en else region.name
