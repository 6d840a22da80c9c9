"""How every chart looks, and the one place where Vega-Lite becomes SVG."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import wraps
from html import escape
from typing import Any, ParamSpec

import vl_convert

from records.annotation import Tone
from texts import current_language

Arguments = ParamSpec("Arguments")
_MOST_DRAWINGS = 500

# Told apart by lightness too, for those who see no colours. A page may replace each by its own for the dark.
TONES: Mapping[Tone, str] = {-1: "#c62b33", 0: "#aab4be", 1: "#2a8a49"}
ACCENT, MUTED, INK, LINE = "#14568f", "#b9c7d6", "#4a5664", "#d7dde4"
_FONT = "Arial, Helvetica, sans-serif"
_SIZE = re.compile(r'class="marks" width="(\S+)" height="\S+"')


def grown(chart: Any) -> Any:
    """The chart in our colours and letters; Altair's kinds of charts share these methods and no type."""
    return (
        chart.configure(background="transparent", font=_FONT)
        .configure_view(strokeWidth=0)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            gridColor=LINE,
            domainColor=LINE,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
        )
        .configure_text(color=INK)
    )


def drawn_once(draw_chart: Callable[Arguments, str]) -> Callable[Arguments, str]:
    """The same values in the same language are drawn once: a page is opened much more often than its numbers change,
    and to build and check a chart takes longer than all the rest of a page."""
    drawings: OrderedDict[tuple[str, str], str] = OrderedDict()

    @wraps(draw_chart)
    def find_drawing(*arguments: Arguments.args, **named: Arguments.kwargs) -> str:
        key = (current_language(), repr((arguments, named)))
        drawing = drawings[key] if key in drawings else draw_chart(*arguments, **named)
        drawings[key] = drawing
        drawings.move_to_end(key)
        while len(drawings) > _MOST_DRAWINGS:
            drawings.popitem(last=False)
        return drawing

    return find_drawing


def draw(chart: Any, described: str) -> str:
    """The chart as an `<svg>` element that grows with its place; `described` is read out instead of it."""
    svg = str(vl_convert.vegalite_to_svg(chart.to_json()))
    svg = _SIZE.sub(r'class="chart" role="img" width="\1"', svg, count=1)
    return svg.replace(">", f"><title>{escape(described)}</title>", 1)


def draw_png(chart: Any, *, scale: float = 2.0) -> bytes:
    """The chart on white for a mail, in which pictures know no dark; `scale` 2 is sharp on today's screens."""
    drawn = chart.copy()
    drawn.config.background = "#ffffff"
    return bytes(vl_convert.vegalite_to_png(drawn.to_json(), scale=scale))
