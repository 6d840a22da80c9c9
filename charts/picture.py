"""A drawn chart as a picture of dots, for Word and PDF."""

from __future__ import annotations

import vl_convert

_SCALE = 2.5  # sharp on paper at the width of a page


def to_png(svg: str) -> bytes:
    """`svg` is what a function of this package drew."""
    white = (
        '<rect width="100%" height="100%" fill="#fff"/>'  # else grey lines darken where a page is drawn small
    )
    return bytes(vl_convert.svg_to_png(svg.replace("</title>", f"</title>{white}", 1), scale=_SCALE))
