"""Publications over time, as they are drawn."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from charts.publications import draw_publications
from charts.timeline import Span, draw_timeline


def spans(*numbers: int) -> list[Span]:
    first = date(2026, 11, 16)
    return [
        Span(first=first + timedelta(day), label=f"{day} день", tones={0: number})
        for day, number in enumerate(numbers)
    ]


def test_what_is_drawn_is_read_out_and_named_below() -> None:
    svg = draw_publications(spans(2, 0, 3))
    assert svg.startswith("<svg")
    assert "<title>Публикации по времени, всего 5</title>" in svg
    assert "0 день" in svg and "2 день" in svg


@pytest.mark.parametrize(
    ("most", "ticks"), [(1, [0, 1]), (2, [0, 1, 2]), (7, [0, 2, 4, 6]), (23, [0, 5, 10, 15, 20])]
)
def test_the_numbers_at_the_side_are_whole_and_few(most: int, ticks: list[int]) -> None:
    for svg in (draw_publications(spans(0, most)), draw_timeline(spans(0, most))):
        numbers = [int(each) for each in re.findall(r">(\d+)</text>", svg)]
        assert numbers == ticks
