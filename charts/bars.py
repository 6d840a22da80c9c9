"""Values side by side, longest first: whose share, which outlet, which region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from charts.style import ACCENT, MUTED, draw, drawn_once, grown

_SIGN, _MOST_ROOM = 8.0, 300.0  # pixels


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """`label` names it, `note` stands behind the bar; `is_ours` is the one that the reader came for."""

    label: str
    value: float
    note: str = ""
    is_ours: bool = False


@drawn_once
def draw_bars(bars: Sequence[Bar], described: str, *, width: int = 520, row: int = 24) -> str:
    """SVG, one row a bar in the order given. `described` says for a screen reader what is compared."""
    rows = [
        {"place": number, "label": bar.label[:60], "value": bar.value, "note": bar.note, "ours": bar.is_ours}
        for number, bar in enumerate(bars)
    ]
    names = [bar.label[:60] for bar in bars]
    base = alt.Chart(alt.InlineData(values=rows), width=width, height=row * max(1, len(bars))).encode(
        y=alt.Y("place:O", axis=_named_axis(names), title=None),
        x=alt.X("value:Q", axis=None, scale=alt.Scale(domainMin=0)),
    )
    lengths = base.mark_bar(height=row * 0.6).encode(
        color=alt.condition("datum.ours", alt.value(ACCENT), alt.value(MUTED))
    )
    notes = base.mark_text(align="left", dx=5, fontSize=12).encode(text="note:N")
    return draw(grown(lengths + notes), described)


def _named_axis(names: Sequence[str]) -> alt.Axis:
    quoted = ",".join("'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'" for name in names)
    # Room by the number of signs: the browser's font is another than the one that the drawing was measured with.
    room = min(_MOST_ROOM, _SIGN * max(map(len, names), default=0))
    return alt.Axis(
        labelExpr=f"[{quoted}][datum.value]", labelLimit=_MOST_ROOM, minExtent=room, ticks=False, domain=False
    )
