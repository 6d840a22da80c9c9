"""How many publications each span of time had."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from charts.style import ACCENT, draw, drawn_once, grown
from charts.timeline import Span, number_axis, span_axis
from texts import _


@drawn_once
def draw_publications(spans: Sequence[Span], *, width: int = 1000, height: int = 180) -> str:
    """SVG of bars; of each span all its tones together, empty spans are gaps."""
    rows = [{"first": span.first.isoformat(), "number": sum(span.tones.values())} for span in spans]
    chart = (
        alt.Chart(alt.InlineData(values=rows), width=width, height=height)
        .mark_bar(color=ACCENT)
        .encode(
            x=alt.X("first:O", axis=span_axis(spans), title=None),
            y=alt.Y("number:Q", title=_("публикаций"), axis=number_axis(spans)),
        )
    )
    total = sum(row["number"] for row in rows if isinstance(row["number"], int))
    return draw(grown(chart), _("Публикации по времени, всего {total}", total=total))
