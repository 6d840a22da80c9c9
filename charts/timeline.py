"""Mentions over time, by tone: bars, negative at the bottom, where the eye compares them best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from charts.style import TONES, draw, draw_png, drawn_once, grown
from records.annotation import Tone
from texts import _
from texts.typography import tone_words

_STEPS = tuple(factor * 10**power for power in range(6) for factor in (1, 2, 5))


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A day, week or month that begins on `first`, with the number of mentions in each tone."""

    first: date
    label: str
    tones: dict[Tone, int]


@drawn_once
def draw_timeline(spans: Sequence[Span], *, width: int = 1000, height: int = 200) -> str:
    """SVG of stacked bars; empty spans are gaps. `label` stands below a bar where there is room."""
    described = ", ".join(
        f"{tone_words(tone)} {sum(span.tones.get(tone, 0) for span in spans)}" for tone in TONES
    )
    chart = _stacked(spans, _("упоминаний"), width, height)
    return draw(grown(chart), _("Упоминания по времени: {described}", described=described))


def draw_timeline_png(spans: Sequence[Span], *, width: int = 420, height: int = 120) -> bytes:
    """The same as a picture for a mail; drawn narrow, so that its letters are still read on a phone."""
    return draw_png(grown(_stacked(spans, None, width, height)))


def _stacked(spans: Sequence[Span], counted: str | None, width: int, height: int) -> alt.Chart:
    rows = [
        {
            "first": span.first.isoformat(),
            "label": span.label,
            "tone": tone,
            "number": span.tones.get(tone, 0),
        }
        for span in spans
        for tone in TONES
    ]
    x = alt.X("first:O", axis=span_axis(spans, max(2, width // 50)), title=None)
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), width=width, height=height)
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y("number:Q", title=counted, axis=number_axis(spans)),
            color=alt.Color(
                "tone:O",
                scale=alt.Scale(domain=list(TONES), range=list(TONES.values())),
                legend=None,
            ),
            order=alt.Order("rank:Q"),
        )
        .transform_calculate(rank="indexof([-1, 0, 1], datum.tone)")
    )
    return chart


def number_axis(spans: Sequence[Span]) -> alt.Axis:
    """Whole numbers only: what is counted has no halves."""
    most = max((sum(span.tones.values()) for span in spans), default=0)
    step = next(step for step in _STEPS if most <= 5 * step) if most <= 5 * _STEPS[-1] else -(-most // 5)
    return alt.Axis(values=list(range(0, most + 1, step)), format="d")


def span_axis(spans: Sequence[Span], most: int = 12) -> alt.Axis:
    """As many labels as fit; the labels are the caller's, so that they are in the reader's language."""
    step = max(1, -(-len(spans) // most))
    shown = [span.first.isoformat() for number, span in enumerate(spans) if number % step == 0]
    names = {span.first.isoformat(): span.label for span in spans}
    table = "{" + ",".join(f"'{key}':{_quoted(name)}" for key, name in names.items()) + "}"
    return alt.Axis(values=shown, labelExpr=f"{table}[datum.value]", labelAngle=0, ticks=False)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
