"""A drawn chart as a picture of dots, for Word and PDF."""

from __future__ import annotations

import vl_convert

_SCALE = 2.5  # sharp on paper at the width of a page


def to_png(svg: str) -> bytes:
    """`svg` is what a function of this package drew."""
    return bytes(vl_convert.svg_to_png(svg, scale=_SCALE))
