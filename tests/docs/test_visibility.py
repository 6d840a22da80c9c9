"""docs/visibility.md states the numbers that count."""

from __future__ import annotations

import re

import pytest

from records import visibility
from tests.docs.pages import read, rows

PAGE = "docs/visibility.md"


def test_the_page_has_the_points_of_the_formula_in_its_order() -> None:
    stated = [float(points) for _part, _what, points in rows(PAGE, "part")]
    assert stated == [
        visibility.ROLE["main"],
        visibility.ROLE["episodic"],
        visibility.HEADLINE,
        visibility.POSITION,
        visibility.SHARE,
        visibility.SPEECH["direct"],
        visibility.SPEECH["indirect"],
    ]
    highest = visibility.ROLE["main"] + visibility.HEADLINE + visibility.POSITION + visibility.SHARE
    assert highest + visibility.SPEECH["direct"] == 100


def test_the_page_has_the_weights_of_outlets() -> None:
    stated = [float(weight) for _outlet, weight in rows(PAGE, "outlet")]
    kinds = [visibility.KIND[kind] for kind in ("external", "authority", "aggregator", "union")]
    assert stated == [visibility.NATIONAL, visibility.REGIONAL, *kinds]


def test_the_example_of_the_page_comes_to_what_it_says() -> None:
    sums = r"role (\d+), headline (\d+), position (\d+), .* = (\d+), own words (\d+); (\d+) × ([\d.]+) = ([\d.]+)\."
    numbers = re.search(sums, read(PAGE))
    assert numbers is not None
    *parts, total, weight, figure = map(float, numbers.groups())
    assert sum(parts) == total
    assert pytest.approx(figure) == total * weight
    assert pytest.approx(parts[3]) == visibility.SHARE * 0.2 / visibility.FULL_SHARE
