"""docs/importance.md states the numbers that count."""

from __future__ import annotations

import re

from digests.importance import explain_importance
from search.documents import VISIBILITY
from tests.docs.pages import read, rows


def test_the_page_has_the_points_of_the_formula_in_its_order() -> None:
    counted = re.findall(r"\d+", explain_importance())
    assert len(counted) == 8
    assert (
        re.findall(r"\d+", " ".join(points for _what, points in rows("docs/importance.md", "what")))
        == counted
    )


def test_the_page_has_the_shares_of_visibility() -> None:
    text = read("docs/importance.md")
    assert f"a main role counts {VISIBILITY['main']:g}, a passing mention {VISIBILITY['episodic']:g}" in text
